"""Corrects the source of a document on Discord. The user's permission is checked at every step.

Of two moderators who edit at once, the last word holds for each field: only those are written that differ
from what the form showed.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import discord

from bot.documents.access import DocumentAccess
from bot.documents.add_views import describe_problem
from bot.documents.drafts import make_id
from bot.documents.edit_modals import EditModal
from bot.documents.open_modals import OpenModals
from bot.documents.source_modals import make_metadata_modal
from bot.documents.views import DocumentViews
from bot.errors import explain
from bot.runtime.ingestion_lanes import IngestionLanes
from bot.strings import documents as words
from bot.ui.interactions import show_in_place
from bot.ui.layout import plain
from bot.ui.modals import read_values
from bot.ui.progress_message import ProgressMessage
from index import Document, Metadata, find_metadata_problems

Interaction = discord.Interaction[Any]

_TYPED: Final = ("title", "author", "publisher", "published", "url")


class EditService:
    """The message of `/document edit`: what is stated of a document, and the means to change it."""

    def __init__(
        self, *, lanes: IngestionLanes, access: DocumentAccess, open_modals: OpenModals, views: DocumentViews
    ) -> None:
        self._lanes = lanes
        self._access = access
        self._open_modals = open_modals
        self._views = views

    async def show(self, interaction: Interaction, wanted: str) -> None:
        """Show what is stated of a document, privately. Raises NotAllowed, UnknownDocument."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        document = await self._access.find(interaction, wanted)
        await interaction.followup.send(view=self._views.document(document), ephemeral=True)

    async def go_back(self, interaction: Interaction, wanted: str) -> None:
        """Show it in the place of something else. Raises NotAllowed, UnknownDocument."""
        document = await self._access.find(interaction, wanted)
        await interaction.response.edit_message(view=self._views.document(document))

    async def open_form(self, interaction: Interaction, wanted: str) -> None:
        """Open the form with what is stated. Raises NotAllowed, UnknownDocument."""
        document = await self._access.find(interaction, wanted)
        shown = _state(document)
        await self._open(interaction, document.id, shown, shown)

    async def choose(self, interaction: Interaction, wanted: str, field: str, value: str) -> None:
        """State the side or the kind of a document. Raises NotAllowed, UnknownDocument."""
        document = await self._access.find(interaction, wanted)
        await interaction.response.defer()
        after = await self._change(interaction, document, {field: value})
        await self._tell(interaction, document, after, [field])

    async def submit(self, interaction: Interaction, modal_id: EditModal) -> None:
        """Take a modal that was sent; keep and offer again one of which nothing is known any more."""
        if await self._open_modals.submit(interaction, modal_id):
            return
        await interaction.response.defer()
        again = self._keep(interaction, modal_id.document, None, read_values(interaction))
        await show_in_place(interaction, self._views.failed(words.LOST, again))

    async def _open(
        self, interaction: Interaction, wanted: str, shown: Mapping[str, str], typed: Mapping[str, str]
    ) -> None:
        async def submit(sent: Interaction) -> None:
            await self._submit(sent, wanted, shown, read_values(sent))

        modal = make_metadata_modal(EditModal(wanted, make_id()), typed)
        await self._open_modals.open(interaction, modal, submit)

    async def _submit(
        self, interaction: Interaction, wanted: str, shown: Mapping[str, str], typed: Mapping[str, str]
    ) -> None:
        await interaction.response.defer()
        try:
            document = await self._access.find(interaction, wanted)
            changes = find_changes(shown, typed)
            faults = _find_faults(document, changes)
            after = document if faults else await self._change(interaction, document, changes)
        except Exception as error:  # noqa: BLE001 - whatever it was, what was typed is not lost
            again = self._keep(interaction, wanted, shown, typed)
            await show_in_place(interaction, self._views.failed(explain(error), again))
            return
        if not faults:
            await self._tell(interaction, document, after, changes)
            return
        again = self._keep(interaction, wanted, shown, typed)
        notice = "\n".join([*faults, f"-# {words.NOT_CHANGED}"])
        view = self._views.document(document, notice, again=again)
        await show_in_place(interaction, view)

    async def _change(
        self, interaction: Interaction, document: Document, changes: Mapping[str, str | None]
    ) -> Document:
        """Write changes of a document, if they are any, and show how far that is; the document then."""
        if not changes:
            return document
        actor = str(interaction.user.id)

        async def show_step(step: str) -> None:
            await show_in_place(interaction, plain(step))

        async with ProgressMessage(show_step) as progress:
            return await self._lanes.edit(
                interaction.guild_id,
                document.id,
                changes,
                scope=document.scope,
                actor=actor,
                tell=progress.update,
            )

    async def _tell(
        self, interaction: Interaction, before: Document, after: Document, fields: Iterable[str]
    ) -> None:
        """Show a document as it is now, and tell of what was changed in some fields."""
        changed = [field for field in fields if getattr(after, field) != getattr(before, field)]
        notice = words.changed(changed) if changed else words.NOTHING_CHANGED
        try:
            await show_in_place(interaction, self._views.document(after, notice))
        finally:
            if changed:
                await self._access.notify(after)

    def _keep(
        self,
        interaction: Interaction,
        wanted: str,
        shown: Mapping[str, str] | None,
        typed: Mapping[str, str],
    ) -> str:
        """Keep what was typed. Where it is not known what the form showed, that is what is stated then."""

        async def reopen(again: Interaction) -> None:
            document = await self._access.find(again, wanted)
            await self._open(again, document.id, _state(document) if shown is None else shown, typed)

        return self._open_modals.keep(interaction, reopen)


def find_changes(shown: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str | None]:
    """The changed values of a form, by field; None for an emptied one.

    Discord shows a value on one line, so that spaces and line ends alone are no change.
    """
    return {
        field: typed[field].strip() or None
        for field in _TYPED
        if typed.get(field, "").split() != shown.get(field, "").split()
    }


def _state(document: Document) -> dict[str, str]:
    return {field: str(getattr(document, field) or "") for field in _TYPED}


def _find_faults(document: Document, changes: Mapping[str, str | None]) -> list[str]:
    """A sentence for each change that does not fit."""
    values = document.model_dump(include=set(Metadata.model_fields)) | dict(changes)
    stated = {key: value for key, value in values.items() if value is not None}
    faults = [fault.key for fault in find_metadata_problems(stated) if fault.key in changes]
    return [describe_problem(field, changes[field] or "") for field in faults]
