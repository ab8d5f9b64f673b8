"""The form behind *Follow up*."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import discord
from discord import ui

from bot.documents.source_modals import PersistentModal
from bot.strings import conversation as words

FOLLOW_UP_MODAL_PREFIX: Final = "follow-up-form:"
"""How the ids of these forms begin."""

_MAX_REMARK_CHARS: Final = 1000

Interaction = discord.Interaction[Any]


class FollowUpModal(PersistentModal):
    """Asks for a remark on an answer."""

    def __init__(
        self,
        *,
        number: str,
        forget: Callable[[str], None],
        follow_up: Callable[[Interaction, str], Awaitable[None]],
    ) -> None:
        super().__init__(title=words.FORM, number=number, forget=forget, begins=FOLLOW_UP_MODAL_PREFIX)
        self._follow_up = follow_up
        self._remark: ui.TextInput[Any] = ui.TextInput(custom_id="remark", max_length=_MAX_REMARK_CHARS)
        self.add_item(ui.Label(text=words.REMARK, description=words.REMARK_EXAMPLES, component=self._remark))

    async def act(self, interaction: Interaction) -> None:
        """Also where only its id is known, as it was opened before a restart or too long ago."""
        await self._follow_up(interaction, self._remark.value or _find_value(interaction.data))


def _find_value(data: Any) -> str:
    """The only value that was filled in, wherever it is nested."""
    if isinstance(data, dict):
        if isinstance(data.get("value"), str):
            return str(data["value"])
        data = [data[key] for key in ("components", "component") if key in data]
    if isinstance(data, list):
        return next(filter(None, map(_find_value, data)), "")
    return ""
