"""The form behind *Follow up*."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import discord
from discord import ui

from bot.errors import report
from bot.words import talking as words

FORM: Final = "follow-up-form:"
"""How the ids of these forms begin."""

_LIFETIME: Final = 900.0
_LONGEST: Final = 1000

Interaction = discord.Interaction[Any]


class FollowUpForm(ui.Modal, title=words.FORM):
    """Asks for a remark on an answer. What goes wrong once it is sent is told to whoever sent it."""

    def __init__(self, custom_id: str, follow_up: Callable[[Interaction, str], Awaitable[None]]) -> None:
        super().__init__(timeout=_LIFETIME, custom_id=custom_id)
        self._follow_up = follow_up
        self._remark: ui.TextInput[Any] = ui.TextInput(custom_id="remark", max_length=_LONGEST)
        self.add_item(ui.Label(text=words.REMARK, description=words.REMARK_EXAMPLES, component=self._remark))

    async def on_submit(self, interaction: Interaction) -> None:
        await self._act(interaction, self._remark.value)

    async def on_old_submit(self, interaction: Interaction) -> None:
        """Act on what was filled into a form of which only its id is known."""
        await self._act(interaction, _find_value(interaction.data))

    async def _act(self, interaction: Interaction, said: str) -> None:
        try:
            await self._follow_up(interaction, said)
        except Exception as error:  # noqa: BLE001 - the outermost handler of forms
            await report(interaction, error)


def _find_value(data: Any) -> str:
    """The only value that was filled in, wherever it is nested."""
    if isinstance(data, dict):
        if isinstance(data.get("value"), str):
            return str(data["value"])
        data = [data[key] for key in ("components", "component") if key in data]
    if isinstance(data, list):
        return next(filter(None, map(_find_value, data)), "")
    return ""
