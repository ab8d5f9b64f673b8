"""Modals of moderators that are open, and those that are kept to be offered again."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

import discord
from discord import ui

from bot.documents.drafts import make_id
from bot.errors import DraftGone
from bot.strings import documents as words
from bot.ui.interactions import Interaction
from bot.ui.modals import PersistentModal

Submit = Callable[[Interaction], Awaitable[None]]
"""Does what is to be done with a modal that was sent."""

Reopen = Callable[[Interaction], Awaitable[None]]
"""Opens a modal again, filled in as it was."""

_LIFETIME: Final = timedelta(minutes=15)
"""Time until a modal that was never sent is forgotten."""

_MAX_REOPENABLE: Final = 100
"""Modals whose texts are kept, of all servers: 6 kB each at most."""


class OpenModals:
    """Modals by their ids. For the event loop only."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[datetime, Submit]] = {}
        self._kept: OrderedDict[str, tuple[int, int | None, Reopen]] = OrderedDict()

    async def open(self, interaction: Interaction, modal: ui.Modal, submit: Submit) -> None:
        """Show a modal; `submit` is called once it is sent."""
        now = discord.utils.utcnow()
        self._open = {one: (end, act) for one, (end, act) in self._open.items() if now < end}
        self._open[modal.custom_id] = now + _LIFETIME, submit
        await interaction.response.send_modal(modal)

    async def submit(self, interaction: Interaction, modal_id: PersistentModal) -> bool:
        """Do what is to be done with a modal that was sent.

        False if nothing is known of it: it was opened before a restart, or too long ago.
        """
        end, submit = self._open.get(modal_id.custom_id, (None, None))
        if submit is None or end is None or end <= discord.utils.utcnow():
            return False
        try:
            await submit(interaction)
        finally:
            self._open.pop(modal_id.custom_id, None)
        return True

    def keep(self, interaction: Interaction, reopen: Reopen) -> str:
        """Keep a modal for the user in this server; the number by which it is found."""
        number = make_id()
        self._kept[number] = (interaction.user.id, interaction.guild_id, reopen)
        while len(self._kept) > _MAX_REOPENABLE:
            self._kept.popitem(last=False)
        return number

    async def open_again(self, interaction: Interaction, number: str) -> None:
        """Open a modal that was kept for the user. Raises DraftGone."""
        user, server, reopen = self._kept.get(number, (None, None, None))
        if reopen is None or (user, server) != (interaction.user.id, interaction.guild_id):
            raise DraftGone(words.FORM_GONE)
        await reopen(interaction)
