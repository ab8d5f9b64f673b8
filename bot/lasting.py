"""Parts of a message that a user can act on, and that keep working after a restart.

All that such a part needs is in its id. The named groups of its template are its constructor's arguments.
"""

from re import Match
from typing import Any, Generic, Self, TypeVar

import discord
from discord import ui

from bot.errors import report

Interaction = discord.Interaction[Any]
ItemT = TypeVar("ItemT", bound=ui.Item[Any])


class LastingItem(ui.DynamicItem[ItemT], Generic[ItemT], template=r"never"):
    """A button or select whose failure is told to the one who used it."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: Match[str], /
    ) -> Self:
        arguments: dict[str, Any] = match.groupdict()
        return cls(**arguments)

    async def act(self, interaction: Interaction) -> None:
        """What the part does."""
        raise NotImplementedError

    async def callback(self, interaction: Interaction) -> None:
        try:
            await self.act(interaction)
        except Exception as error:  # noqa: BLE001 - the outermost handler of buttons and selects
            await report(interaction, error)
