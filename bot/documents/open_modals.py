"""Forms that change documents. What was typed into one is offered again if nothing could be done with it."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Final

import discord
from discord import ui

from bot.documents.drafts import make_id
from bot.documents.source_modals import PersistentModal
from bot.errors import DraftGone
from bot.strings import documents as words

Interaction = discord.Interaction[Any]

Reopen = Callable[[Interaction], Awaitable[None]]
"""Opens a form again, filled in as it was."""

EDIT_MODAL_PREFIX: Final = "editing-form:"
SPEAKER_MODAL_PREFIX: Final = "speaking-form:"
"""How the ids of the two forms begin; what they are about follows."""

_MAX_OPEN: Final = 100
"""Forms whose words are kept, of all servers: 6 kB each at most."""

_MAX_SPEAKER_CHARS: Final = 200


class SpeakerModal(PersistentModal):
    """Asks who says some words, filled in with who is known to."""

    def __init__(
        self,
        quoted: str,
        speaker: str,
        *,
        number: str,
        forget: Callable[[str], None],
        send: Callable[[Interaction, str], Awaitable[None]],
    ) -> None:
        super().__init__(title=words.SPEAKER_FORM, number=number, forget=forget, begins=SPEAKER_MODAL_PREFIX)
        self._send = send
        self._speaker: ui.TextInput[Any] = ui.TextInput(
            custom_id="speaker",
            default=speaker[:_MAX_SPEAKER_CHARS] or None,
            required=False,
            max_length=_MAX_SPEAKER_CHARS,
        )
        self.add_item(ui.TextDisplay(quoted))
        self.add_item(ui.Label(text=words.SPEAKER, description=words.SPEAKER_HINT, component=self._speaker))

    async def act(self, interaction: Interaction) -> None:
        await self._send(interaction, self._speaker.value)


class OpenModals:
    """The forms that are open, and those that are kept to be offered again. For the event loop only."""

    def __init__(self) -> None:
        self._open: set[str] = set()
        self._kept: OrderedDict[str, tuple[int, int | None, Reopen]] = OrderedDict()

    async def open(self, interaction: Interaction, form: PersistentModal) -> None:
        """Show a form."""
        self._open.add(form.custom_id)
        await interaction.response.send_modal(form)

    def forget(self, form: str) -> None:
        """A form that was sent, or that nobody sends any more."""
        self._open.discard(form)

    def is_lost(self, form: str) -> bool:
        """Whether a form was opened by the bot before it was restarted, or too long ago."""
        return form.startswith((EDIT_MODAL_PREFIX, SPEAKER_MODAL_PREFIX)) and form not in self._open

    def keep(self, interaction: Interaction, reopen: Reopen) -> str:
        """Keep a form for who acts where they act; the number by which it is found."""
        number = make_id()
        self._kept[number] = (interaction.user.id, interaction.guild_id, reopen)
        while len(self._kept) > _MAX_OPEN:
            self._kept.popitem(last=False)
        return number

    async def open_again(self, interaction: Interaction, number: str) -> None:
        """Open a form that was kept for who acts. Raises DraftGone."""
        user, server, reopen = self._kept.get(number, (None, None, None))
        if reopen is None or (user, server) != (interaction.user.id, interaction.guild_id):
            raise DraftGone(words.FORM_GONE)
        await reopen(interaction)
