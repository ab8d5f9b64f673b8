"""Parts of a message that a user can act on, and that keep working after a restart.

All that such a part needs is in its id. The named groups of its template are its constructor's arguments.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from re import Match
from typing import Any, Generic, Self, TypeVar

import discord
from discord import ui

from bot.errors import report

Interaction = discord.Interaction[Any]
ItemT = TypeVar("ItemT", bound=ui.Item[Any])


class PersistentItem(ui.DynamicItem[ItemT], Generic[ItemT], template=r"never"):
    """A button or select whose failure is told to the one who used it."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: Match[str], /
    ) -> Self:
        arguments: dict[str, Any] = match.groupdict()
        return cls(**arguments)

    @classmethod
    def find_all(cls, message: discord.Message) -> list[Self]:
        """The parts of this sort in a message, in order."""
        template = cls.__discord_ui_compiled_template__
        matches = (template.fullmatch(custom_id) for custom_id in _list_ids(message.components))
        arguments: list[dict[str, Any]] = [match.groupdict() for match in matches if match is not None]
        return [cls(**known) for known in arguments]

    async def handle(self, interaction: Interaction) -> None:
        """What the part does."""
        raise NotImplementedError

    async def callback(self, interaction: Interaction) -> None:
        try:
            await self.handle(interaction)
        except Exception as error:  # noqa: BLE001 - the outermost handler of buttons and selects
            await report(interaction, error)


async def show_in_place(interaction: Interaction, view: ui.LayoutView) -> None:
    """Change the message acted on; where that was deleted meanwhile, show it privately."""
    try:
        await interaction.edit_original_response(view=view)
    except discord.NotFound:
        await interaction.followup.send(view=view, ephemeral=True)


def _list_ids(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            yield custom_id
        yield from _list_ids(getattr(component, "children", ()))


async def turn_page(interaction: Interaction, make: Callable[[bool], Awaitable[ui.LayoutView]]) -> None:
    """Show another page: in place for all where who asked turns it, and privately to anybody else.

    `make` is told whether the page is a message of its own.
    """
    if _asker_of(interaction.message) == interaction.user.id:
        await interaction.response.defer()
        await interaction.edit_original_response(view=await make(False))
    else:
        await defer_privately(interaction)
        await interaction.followup.send(view=await make(True), ephemeral=True)


async def defer_privately(interaction: Interaction) -> None:
    """Defer a reply for the user alone: under a private message as its change, which nothing else allows."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


def _asker_of(message: discord.Message | None) -> int | None:
    """Who asked for a reply: by a command, or by the message it replies to."""
    if message is None:
        return None
    if message.interaction_metadata is not None:
        return message.interaction_metadata.user.id
    asked = message.reference and message.reference.resolved
    return asked.author.id if isinstance(asked, discord.Message) else None
