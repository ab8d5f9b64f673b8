"""Erasing a document for good, on Discord: the owner of the bot is asked once more before it is done."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import discord

from bot.documents.access import DocumentAccess
from bot.documents.drafts import make_id
from bot.documents.views import DocumentViews, name
from bot.errors import BadOption, DraftGone, explain
from bot.markdown import escape
from bot.runtime.thread_pool import Threads
from bot.strings import documents as words
from bot.ui.layout import plain
from index import ANY_SCOPE, Document, Index
from index.errors import DataFolderError, PurgedDocument

Interaction = discord.Interaction[Any]

_LIFETIME: Final = timedelta(minutes=15)

_MAX_PENDING: Final = 100
"""Erasures that wait for an answer."""


@dataclass(frozen=True, slots=True)
class PendingPurge:
    """A document that somebody is asked about: whether it is to be erased for that reason."""

    user: int
    server: int | None
    document: str
    reason: str
    expires: datetime


class PurgeService:
    """Asks, and erases. What nobody answered is forgotten at a restart: nothing is erased then."""

    def __init__(
        self,
        *,
        index: Index,
        access: DocumentAccess,
        views: DocumentViews,
        threads: Threads,
    ) -> None:
        self._threads = threads
        self._index = index
        self._access = access
        self._views = views
        self._waiting: OrderedDict[str, PendingPurge] = OrderedDict()

    async def ask(self, interaction: Interaction, wanted: str, reason: str) -> None:
        """Show what an erasure takes and leaves, privately. Raises NotAllowed, UnknownDocument, BadOption."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        document = await self._access.find_for_owner(interaction, wanted)
        reason = " ".join(reason.split())
        if not reason:
            raise BadOption(words.NO_REASON)
        quotations = await self._threads.records.run(
            self._index.quotations.direct, document.id, scope=ANY_SCOPE
        )
        expires = discord.utils.utcnow() + _LIFETIME
        number = self._put(
            PendingPurge(interaction.user.id, interaction.guild_id, document.id, reason, expires)
        )
        view = self._views.erasure(document, number, quotations=len(quotations), reason=reason)
        await interaction.followup.send(view=view, ephemeral=True)

    async def cancel(self, interaction: Interaction, number: str) -> None:
        """Erase nothing. Raises DraftGone."""
        self._take(interaction, number)
        await interaction.response.edit_message(view=plain(words.NOT_ERASED))

    async def erase(self, interaction: Interaction, number: str) -> None:
        """Erase the document, once. Raises NotAllowed, UnknownDocument, DraftGone."""
        erasure = self._take(interaction, number)
        document = await self._access.find_for_owner(interaction, erasure.document)
        await interaction.response.edit_message(view=plain(words.ERASING))
        try:
            is_wiped = await self._threads.purges.run(self._purge, document, erasure)
        except Exception as error:  # noqa: BLE001 - whatever it was, it is told where it was asked
            await interaction.edit_original_response(view=plain(explain(error)))
            return
        told = words.erased(name(document), document.id, escape(erasure.reason))
        view = plain(*([told] if is_wiped else [told, words.NOT_WIPED]))
        await interaction.edit_original_response(view=view)
        await self._access.notify(document)

    def _purge(self, document: Document, erasure: PendingPurge) -> bool:
        """Erase it; whether it is overwritten in all files as well. Raises PurgedDocument."""
        try:
            self._index.admin.purge(document.id, erasure.reason, actor=str(erasure.user))
        except DataFolderError:
            if not self._is_purged(document.id):
                raise
            return False
        return True

    def _is_purged(self, document: str) -> bool:
        try:
            self._index.document(document, scope=ANY_SCOPE)
        except PurgedDocument:
            return True
        return False

    def _put(self, erasure: PendingPurge) -> str:
        number = make_id()
        self._waiting[number] = erasure
        while len(self._waiting) > _MAX_PENDING:
            self._waiting.popitem(last=False)
        return number

    def _take(self, interaction: Interaction, number: str) -> PendingPurge:
        """Take the purge that the user was asked to confirm here. Raises DraftGone."""
        erasure = self._waiting.get(number)
        asked = (interaction.user.id, interaction.guild_id)
        if erasure is None or (erasure.user, erasure.server) != asked:
            raise DraftGone(words.PURGE_GONE)
        del self._waiting[number]
        if erasure.expires <= discord.utils.utcnow():
            raise DraftGone(words.PURGE_GONE)
        return erasure
