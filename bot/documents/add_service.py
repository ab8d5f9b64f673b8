"""Adding a document from Discord: a source is read, shown, and put on the record when a moderator says so.

The user's permission is checked at every step. Nothing is kept before the last one but a draft, in memory.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import discord

from bot.discord_api.errors import DISCORD_ERRORS, describe_discord_error
from bot.documents.add_views import AddViews
from bot.documents.drafts import Draft, Drafts, Show, make_id
from bot.documents.open_modals import OpenModals
from bot.documents.pending_additions import PendingAddition, PendingAdditions
from bot.documents.source_modals import AddModal, TypedSource, make_metadata_modal, make_source_modal
from bot.documents.upload import Upload
from bot.errors import Stopped, explain
from bot.rate_limits.cooldowns import Attempts
from bot.runtime.change_listeners import ChangeListener, notify
from bot.runtime.ingestion_lanes import IngestionLanes
from bot.servers.moderators import Moderators
from bot.strings import add_document as words
from bot.ui.layout import plain
from bot.ui.modals import read_file, read_values
from bot.ui.progress_message import ProgressMessage
from index import EVERYONE, Document
from index.errors import DuplicateDocument

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_MARGIN: Final = timedelta(seconds=30)
"""A preview ends this long before its token expires, so that it can still say so."""


class AddService:
    """The way of a document from a moderator to the record. The `listeners` are told of each addition."""

    def __init__(
        self,
        *,
        lanes: IngestionLanes,
        pending: PendingAdditions,
        attempts: Attempts,
        drafts: Drafts,
        open_modals: OpenModals,
        moderators: Moderators,
        views: AddViews,
        listeners: Sequence[ChangeListener] = (),
    ) -> None:
        self._lanes = lanes
        self._pending = pending
        self._attempts = attempts
        self._drafts = drafts
        self._open_modals = open_modals
        self._moderators = moderators
        self._views = views
        self._listeners = listeners

    async def begin(self, interaction: Interaction, *, question: str | None = None) -> None:
        """Open the form for a source. Raises NotAllowed."""
        await self._open_source_form(interaction, TypedSource(question=question))

    async def begin_again(self, interaction: Interaction, wanted: str) -> None:
        """Open the form with what was typed before. Raises NotAllowed, DraftGone."""
        await self._open_source_form(interaction, self._drafts.find_typed(wanted, interaction))

    async def look_at(self, interaction: Interaction, *sources: Upload) -> None:
        """Read sources and show a preview of each, privately. Raises NotAllowed, BadSource."""
        await self._moderators.require(interaction)
        for source in sources:
            await self._look_at(interaction, source)

    async def open_description(self, interaction: Interaction, wanted: str) -> None:
        """Open the form with what is known of a draft's source. Raises NotAllowed, DraftGone."""
        await self._moderators.require(interaction)
        draft = self._drafts.find(wanted, interaction)

        async def submit(sent: Interaction) -> None:
            values = {field: text.strip() for field, text in read_values(sent).items()}
            await self._describe(sent, wanted, values)

        modal = make_metadata_modal(AddModal(make_id()), draft.source)
        await self._open_modals.open(interaction, modal, submit)

    async def submit(self, interaction: Interaction, modal_id: AddModal) -> None:
        """Take a modal that was sent; say so if it is too old, or of a bot that was restarted since."""
        if not await self._open_modals.submit(interaction, modal_id):
            await interaction.response.send_message(words.FORM_GONE, ephemeral=True)

    async def choose(self, interaction: Interaction, wanted: str, field: str, value: str) -> None:
        """Set the side or the kind of a draft. Raises NotAllowed, DraftGone."""
        await self._describe(interaction, wanted, {field: value})

    async def choose_scope(self, interaction: Interaction, wanted: str, value: str) -> None:
        """Set who may see a draft once it is added. Raises NotAllowed, DraftGone."""
        await self._moderators.require(interaction)
        if value == EVERYONE:
            await self._moderators.require_owner(interaction)
        scope = EVERYONE if value == EVERYONE else str(interaction.guild_id)
        self._drafts.change(wanted, interaction, scope=scope)
        await self._refresh(interaction, wanted)

    async def cancel(self, interaction: Interaction, wanted: str) -> None:
        """End a draft. Raises NotAllowed, DraftGone."""
        await self._moderators.require(interaction)
        self._drafts.take(wanted, interaction)
        await interaction.response.edit_message(view=plain(words.CANCELLED))

    async def add(self, interaction: Interaction, wanted: str, *, as_version: bool) -> None:
        """Put a draft on the record, once. Raises NotAllowed, DraftGone."""
        await self._moderators.require(interaction)
        if self._drafts.find(wanted, interaction).scope == EVERYONE:
            await self._moderators.require_owner(interaction)
        draft = self._drafts.take(wanted, interaction)
        draft = replace(draft, show=_editor_of(interaction), expires=_expiry_of(interaction))
        try:
            await interaction.response.edit_message(view=self._views.adding(draft, words.STARTING))
        except DISCORD_ERRORS:
            self._drafts.put_back(draft)
            raise
        renews = draft.preview.renews if as_version else None
        try:
            document, questions = await self._add(draft, renews.id if renews else None)
        except Stopped:
            await _show(draft, plain(words.ADDED_LATER), interaction)
            return
        except DuplicateDocument as error:
            twin = await self._lanes.document(draft.server, error.document_id)
            await _show(draft, self._views.duplicate(twin), interaction)
            return
        except Exception as error:  # noqa: BLE001 - whatever it was, what was typed is not lost
            self._drafts.put_back(draft)
            await _show(draft, self._views.preview(draft, f"{explain(error)} {words.UNTOUCHED}"), interaction)
            return
        await _show(draft, self._views.added(document, questions), interaction)
        await notify(self._listeners, draft.scope)

    async def expire(self, now: datetime) -> None:
        """End the drafts that were left alone, and say so where they are shown."""
        for draft in self._drafts.take_expired(now):
            await _show(draft, plain(words.EXPIRED))

    async def _open_source_form(self, interaction: Interaction, typed: TypedSource) -> None:
        await self._moderators.require(interaction)

        async def submit(sent: Interaction) -> None:
            values, file = read_values(sent), read_file(sent, "file")
            url, text = values.get("url", "").strip(), values.get("text", "")
            await self.look_at(sent, Upload(file, url, text, typed.question))

        modal = make_source_modal(AddModal(make_id()), typed)
        await self._open_modals.open(interaction, modal, submit)

    async def _look_at(self, interaction: Interaction, source: Upload) -> None:
        show: Show | None = None
        try:
            source.check()
            self._drafts.check_room(interaction.guild_id)
            self._attempts.count(interaction)
            show = await _show_privately(interaction, self._views.reading(source.name))
            await self._preview(interaction, source, show)
        except Exception as error:  # noqa: BLE001 - the outermost handler of one source of several
            typed = TypedSource(source.url, source.text, source.question)
            again = self._drafts.keep_typed(typed, interaction) if source.url or source.text else None
            failed = self._views.failed(explain(error), again)
            await (show(failed) if show is not None else _show_privately(interaction, failed))

    async def _preview(self, interaction: Interaction, source: Upload, show: Show) -> None:
        scope = str(interaction.guild_id)
        async with ProgressMessage(lambda step: show(plain(step))) as progress:
            original = await source.read(self._lanes, interaction.guild_id)
            preview = await self._lanes.preview(interaction.guild_id, original, scope, progress.update)
            may_choose_scope = await self._moderators.is_owner(interaction.user)
        if preview.exact_duplicate is not None:
            await show(self._views.duplicate(preview.exact_duplicate))
            return
        draft = Draft(
            id=make_id(),
            user=interaction.user.id,
            server=interaction.guild_id,
            scope=scope,
            may_choose_scope=may_choose_scope,
            original=original.restate(preview.source),
            preview=preview,
            question=source.question,
            show=show,
            expires=_expiry_of(interaction),
        )
        await show(self._views.preview(self._drafts.put(draft)))

    async def _describe(self, interaction: Interaction, wanted: str, values: Mapping[str, str]) -> None:
        """State what is known of a draft's source; what is empty is not known. Raises DraftGone."""
        await self._moderators.require(interaction)
        draft = self._drafts.find(wanted, interaction)
        source = {key: value for key, value in {**draft.source, **values}.items() if value}
        self._drafts.change(wanted, interaction, original=draft.original.restate(source))
        await self._refresh(interaction, wanted)

    async def _refresh(self, interaction: Interaction, wanted: str) -> None:
        """Show a draft as it is now, on the message of the interaction. Of two at once the later counts."""
        await interaction.response.defer()
        show, expires = _editor_of(interaction), _expiry_of(interaction)
        draft = self._drafts.change(wanted, interaction, show=show, expires=expires)
        preview = await self._lanes.preview(draft.server, draft.original, draft.scope)
        if not self._drafts.holds(draft):
            return
        if preview.exact_duplicate is not None:
            self._drafts.take(wanted, interaction)
            await _show(draft, self._views.duplicate(preview.exact_duplicate), interaction)
        else:
            draft = self._drafts.change(wanted, interaction, preview=preview)
            await _show(draft, self._views.preview(draft), interaction)

    async def _add(self, draft: Draft, renews: str | None) -> tuple[Document, list[str]]:
        """Add a draft, and find questions that it answers."""
        show = draft.show

        async def show_step(step: str) -> None:
            await show(self._views.adding(draft, step))

        actor = str(draft.user)
        async with ProgressMessage(show_step) as progress:
            async with self._pending.kept(_addition_of(draft, renews)):
                document = await self._lanes.add(
                    draft.server,
                    draft.original,
                    scope=draft.scope,
                    actor=actor,
                    renews=renews,
                    tell=progress.update,
                )
            progress.update(words.LOOKING_FOR_QUESTIONS)
            try:
                questions = await self._lanes.find_sample_questions(
                    draft.server, document.id, draft.scope, draft.question
                )
            except Exception:  # it is added all the same
                log.exception("Sample questions could not be found for %s.", document.id)
                questions = []
        return document, questions


async def _show_privately(interaction: Interaction, view: discord.ui.LayoutView) -> Show:
    """Show a view to the user alone, and return the function that edits it."""
    if not interaction.response.is_done():
        await interaction.response.send_message(view=view, ephemeral=True)
        return _editor_of(interaction)
    message = await interaction.followup.send(view=view, ephemeral=True, wait=True)

    async def edit(changed: discord.ui.LayoutView) -> None:
        await message.edit(view=changed)

    return edit


def _editor_of(interaction: Interaction) -> Show:
    """The function that edits the message of an interaction, as long as its token is valid."""

    async def edit(view: discord.ui.LayoutView) -> None:
        await interaction.edit_original_response(view=view)

    return edit


def _expiry_of(interaction: Interaction) -> datetime:
    return interaction.expires_at - _MARGIN


def _addition_of(draft: Draft, renews: str | None) -> PendingAddition:
    return PendingAddition(draft.id, draft.user, draft.server, draft.scope, renews, draft.original)


async def _show(draft: Draft, view: discord.ui.LayoutView, interaction: Interaction | None = None) -> None:
    """Show a view in the place of a draft; if Discord refuses that, in a message below it."""
    try:
        await draft.show(view)
    except DISCORD_ERRORS as refusal:
        log.warning("A preview could not be changed (%s).", describe_discord_error(refusal))
        if interaction is not None:
            await _show_below(interaction, view)


async def _show_below(interaction: Interaction, view: discord.ui.LayoutView) -> None:
    try:
        await interaction.followup.send(view=view, ephemeral=True)
    except DISCORD_ERRORS as refusal:
        log.warning("It could not be sent as a new message either (%s).", describe_discord_error(refusal))
