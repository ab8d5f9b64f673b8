"""The documents that the user may change: those of their server, and everyone's for the owner of the bot."""

import logging
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import discord

from bot.errors import NotAllowed, UnknownHere
from bot.markdown import shorten
from bot.runtime.async_index import scope_of
from bot.runtime.change_listeners import ChangeListener, notify
from bot.runtime.thread_pool import Threads
from bot.servers.moderators import Moderators
from bot.strings import documents as words
from index import EVERYONE, Document, Index

log = logging.getLogger(__name__)

T = TypeVar("T")

Interaction = discord.Interaction[Any]

_MAX_TITLE_CHARS: Final = 80
"""Characters of a title that is offered to choose from."""


class DocumentAccess:
    """Finds documents, with all checks, and tells the `listeners` of changes."""

    def __init__(
        self,
        *,
        index: Index,
        moderators: Moderators,
        threads: Threads,
        listeners: Sequence[ChangeListener] = (),
    ) -> None:
        self._index = index
        self._moderators = moderators
        self._threads = threads
        self._listeners = listeners

    async def find(self, interaction: Interaction, wanted: str) -> Document:
        """A document on the record that a moderator may change.

        Raises NotAllowed, UnknownDocument, and UnknownHere where it is off the record.
        """
        await self._moderators.require(interaction)
        document = await self._find(interaction, wanted)
        if document.scope == EVERYONE and not await self._moderators.is_owner(interaction.user):
            raise NotAllowed(words.SHARED_ONLY_OWNER)
        if document.removed:
            raise UnknownHere(words.OFF_THE_RECORD)
        return document

    async def find_for_owner(self, interaction: Interaction, wanted: str) -> Document:
        """A document, removed or not, for the owner of the bot. Raises NotAllowed, UnknownDocument."""
        await self._moderators.require_owner(interaction)
        return await self._find(interaction, wanted)

    async def list_titles(self, interaction: Interaction, *, for_owner: bool = False) -> dict[str, str]:
        """The ids of the documents that the user may change, by title and id; empty for others.

        `for_owner` is for what only the owner of the bot may do, and holds removed documents too.
        """
        is_owner = await self._moderators.is_owner(interaction.user)
        if not is_owner and (for_owner or not await self._moderators.is_one(interaction)):
            return {}
        own = scope_of(interaction.guild_id)
        owners = {own, EVERYONE} if is_owner else {own}

        def read() -> dict[str, str]:
            removed = self._index.admin.titles(removed=True, owners=owners) if for_owner else {}
            return self._index.admin.titles(owners=owners) | removed

        titles = await self._threads.completion.run(read)
        return {
            f"{shorten(title, _MAX_TITLE_CHARS)} · {document}": document for document, title in titles.items()
        }

    async def notify(self, document: Document) -> None:
        """Tell of what was done to a document. It is done, whatever goes wrong here."""
        await notify(self._listeners, document.scope)

    async def read(self, work: Callable[[], T]) -> T:
        """The outcome of a short read of the record, for what Discord does not wait long for."""
        return await self._threads.checks.run(work)

    async def _find(self, interaction: Interaction, wanted: str) -> Document:
        scope = scope_of(interaction.guild_id)
        return await self.read(lambda: self._index.document(wanted.strip(), scope=scope))
