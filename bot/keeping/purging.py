"""Erasing a document for good, on Discord: the owner of the bot is asked once more before it is done."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import discord

from bot.adding.drafts import make_id
from bot.errors import BadOption, DraftGone, explain
from bot.keeping.own_documents import OwnDocuments
from bot.keeping.replies import KeepingReplies, name
from bot.markdown import escape
from bot.words import documents as words
from index import Document, Index
from index.errors import DataFolderError, PurgedDocument

Interaction = discord.Interaction[Any]

_LIFETIME: Final = timedelta(minutes=15)

_MOST: Final = 100
"""Erasures that wait for an answer."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A document that somebody is asked about: whether it is to be erased for that reason."""

    user: int
    server: int | None
    document: str
    reason: str
    expires: datetime


class Purging:
    """Asks, and erases. What nobody answered is forgotten at a restart: nothing is erased then."""

    def __init__(self, *, index: Index, documents: OwnDocuments, replies: KeepingReplies) -> None:
        self._index = index
        self._documents = documents
        self._replies = replies
        self._waiting: OrderedDict[str, Erasure] = OrderedDict()

    async def ask(self, interaction: Interaction, wanted: str, reason: str) -> None:
        """Show what an erasure takes and leaves, privately. Raises NotAllowed, UnknownDocument, BadOption."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        document = await self._documents.find_for_owner(interaction, wanted)
        reason = " ".join(reason.split())
        if not reason:
            raise BadOption(words.NO_REASON)
        quotations = await asyncio.to_thread(self._index.direct_quotations, document.id)
        expires = discord.utils.utcnow() + _LIFETIME
        number = self._put(Erasure(interaction.user.id, interaction.guild_id, document.id, reason, expires))
        view = self._replies.erasure(document, number, quotations=len(quotations), reason=reason)
        await interaction.followup.send(view=view, ephemeral=True)

    async def cancel(self, interaction: Interaction, number: str) -> None:
        """Erase nothing. Raises DraftGone."""
        self._take(interaction, number)
        await interaction.response.edit_message(view=self._replies.plain(words.NOT_ERASED))

    async def erase(self, interaction: Interaction, number: str) -> None:
        """Erase the document, once. Raises NotAllowed, UnknownDocument, DraftGone."""
        erasure = self._take(interaction, number)
        document = await self._documents.find_for_owner(interaction, erasure.document)
        await interaction.response.edit_message(view=self._replies.plain(words.ERASING))
        try:
            is_wiped = await asyncio.to_thread(self._purge, document, erasure)
        except Exception as error:  # noqa: BLE001 - whatever it was, it is told where it was asked
            await interaction.edit_original_response(view=self._replies.plain(explain(error)))
            return
        told = words.erased(name(document), document.id, escape(erasure.reason))
        view = self._replies.plain(*([told] if is_wiped else [told, words.NOT_WIPED]))
        await interaction.edit_original_response(view=view)
        await self._documents.tell_of_change(document)

    def _purge(self, document: Document, erasure: Erasure) -> bool:
        """Erase it; whether it is overwritten in all files as well. Raises PurgedDocument."""
        try:
            self._index.purge(document.id, erasure.reason, actor=str(erasure.user))
        except DataFolderError:
            if not self._is_purged(document.id):
                raise
            return False
        return True

    def _is_purged(self, document: str) -> bool:
        try:
            self._index.document(document)
        except PurgedDocument:
            return True
        return False

    def _put(self, erasure: Erasure) -> str:
        number = make_id()
        self._waiting[number] = erasure
        while len(self._waiting) > _MOST:
            self._waiting.popitem(last=False)
        return number

    def _take(self, interaction: Interaction, number: str) -> Erasure:
        """What who acts was asked about here, which nobody answers again. Raises DraftGone."""
        erasure = self._waiting.get(number)
        asked = (interaction.user.id, interaction.guild_id)
        if erasure is None or (erasure.user, erasure.server) != asked:
            raise DraftGone(words.PURGE_GONE)
        del self._waiting[number]
        if erasure.expires <= discord.utils.utcnow():
            raise DraftGone(words.PURGE_GONE)
        return erasure
