"""Corrects on Discord who says what in a document. The user's permission is checked at every step."""

from typing import Any

import discord

from bot.documents.access import DocumentAccess
from bot.documents.drafts import make_id
from bot.documents.edit_modals import SpeakerModal, make_speaker_modal
from bot.documents.open_modals import OpenModals
from bot.documents.views import DocumentViews
from bot.errors import UnknownHere, explain
from bot.markdown import escape, quote, shorten
from bot.runtime.thread_pool import Threads
from bot.strings import documents as words
from bot.ui.interactions import show_in_place
from bot.ui.modals import read_values
from index import DirectQuotation, Document, Index, SpeakerDirectory
from index.errors import UnknownQuotation

Interaction = discord.Interaction[Any]


class SpeakerService:
    """The pages behind *Speakers*: what stands in quotation marks in a document, and who says it."""

    def __init__(
        self,
        *,
        index: Index,
        access: DocumentAccess,
        open_modals: OpenModals,
        views: DocumentViews,
        threads: Threads,
    ) -> None:
        self._threads = threads
        self._index = index
        self._access = access
        self._open_modals = open_modals
        self._views = views
        self._directory = SpeakerDirectory(index.parties)

    async def show(self, interaction: Interaction, wanted: str, first: int) -> None:
        """Show a page, in the place of another. Raises NotAllowed, UnknownDocument."""
        document = await self._access.find(interaction, wanted)
        await interaction.response.defer()
        await self._refresh(interaction, document, first)

    async def open_form(self, interaction: Interaction, wanted: str, quotation: str, first: int) -> None:
        """Ask who says a quotation. Raises NotAllowed, UnknownDocument, UnknownQuotation."""
        await self._open(interaction, wanted, quotation, first, None)

    async def submit(self, interaction: Interaction, modal_id: SpeakerModal) -> None:
        """Take a modal that was sent; keep and offer again one of which nothing is known any more."""
        if await self._open_modals.submit(interaction, modal_id):
            return
        await interaction.response.defer()
        speaker = read_values(interaction).get("speaker", "")
        again = self._keep(interaction, modal_id.document, modal_id.quotation, modal_id.first, speaker)
        await show_in_place(interaction, self._views.failed(words.LOST, again))

    async def _open(
        self, interaction: Interaction, wanted: str, quotation: str, first: int, typed: str | None
    ) -> None:
        document = await self._access.find(interaction, wanted)
        found = await self._access.read(lambda: self._index.quotation(quotation, scope=document.scope))
        if found.document_id != document.id:
            raise UnknownQuotation(f"{quotation} is not a quotation from {document.id}.")

        async def submit(sent: Interaction) -> None:
            await self._submit(sent, wanted, quotation, first, read_values(sent).get("speaker", ""))

        modal_id = SpeakerModal(wanted, quotation, first, make_id())
        speaker = (found.speaker or "") if typed is None else typed
        modal = make_speaker_modal(modal_id, quote(shorten(found.text, 1000)), speaker)
        await self._open_modals.open(interaction, modal, submit)

    async def _submit(
        self, interaction: Interaction, wanted: str, quotation: str, first: int, typed: str
    ) -> None:
        await interaction.response.defer()
        try:
            document = await self._access.find(interaction, wanted)
            speaker = " ".join(typed.split()) or None
            actor = str(interaction.user.id)
            notice = await self._threads.records.run(self.attribute, document, quotation, speaker, actor)
        except Exception as error:  # noqa: BLE001 - whatever it was, what was typed is not lost
            again = self._keep(interaction, wanted, quotation, first, typed)
            await show_in_place(interaction, self._views.failed(explain(error), again))
            return
        try:
            await self._refresh(interaction, document, first, notice or words.NOTHING_CHANGED)
        finally:
            if notice:
                await self._access.notify(document)

    def attribute(self, document: Document, wanted: str, speaker: str | None, actor: str) -> str | None:
        """State who says a quotation; the sentence on it, None if they are known to already.

        A document may have a new version since the quotation was shown: there the same words in the same
        place are meant. Raises UnknownHere if they are not.
        """
        shown = self._index.quotation(wanted, scope=document.scope)
        current = self._index.quotations.direct(document.id, scope=document.scope)
        place = (shown.start, shown.end, shown.text)
        found = next((one for one in current if _place_of(one) == place), None)
        if found is None or shown.document_id != document.id:
            raise UnknownHere(words.CHANGED_MEANWHILE)
        if self._directory.name(speaker) == found.quotation.speaker:
            return None
        said = self._index.quotations.attribute(
            found.quotation.id, speaker, scope=document.scope, actor=actor
        )
        who = said.speaker and escape(shorten(said.speaker, 60))
        return words.attributed(escape(shorten(found.words, 60)), who)

    async def _refresh(
        self, interaction: Interaction, document: Document, first: int, notice: str | None = None
    ) -> None:
        said = await self._threads.records.run(
            self._index.quotations.direct, document.id, scope=document.scope
        )
        await show_in_place(interaction, self._views.speakers(document, said, first, notice))

    def _keep(self, interaction: Interaction, wanted: str, quotation: str, first: int, typed: str) -> str:
        async def reopen(again: Interaction) -> None:
            await self._open(again, wanted, quotation, first, typed)

        return self._open_modals.keep(interaction, reopen)


def _place_of(said: DirectQuotation) -> tuple[int, int, str]:
    return said.quotation.start, said.quotation.end, said.quotation.text
