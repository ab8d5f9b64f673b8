"""Adds, after a restart, what was accepted before, and tells the moderator who accepted it."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, Final

from discord.ext import commands, tasks

from bot.discord_api.errors import DISCORD_ERRORS, describe_discord_error
from bot.documents.pending_additions import PendingAddition, PendingAdditions
from bot.errors import Stopped, explain
from bot.markdown import escape, shorten
from bot.runtime.change_listeners import ChangeListener, notify
from bot.runtime.ingestion_lanes import IngestionLanes
from bot.runtime.thread_pool import Threads
from bot.strings import add_document as words
from index import Document
from index.errors import DuplicateDocument

log = logging.getLogger(__name__)

_MAX_TITLE_CHARS: Final = 100
"""Characters of a title that is told."""


class RecoveryCog(commands.Cog):
    """Adds, once after the start, what the bot before had not added yet; what it tried in vain is only told.

    A document that was added just before the end is found on the record, and is not added twice.
    """

    def __init__(
        self,
        *,
        bot: commands.Bot,
        lanes: IngestionLanes,
        pending: PendingAdditions,
        listeners: Sequence[ChangeListener],
        threads: Threads,
    ) -> None:
        self._threads = threads
        self._bot = bot
        self._lanes = lanes
        self._pending = pending
        self._listeners = listeners
        self._left: list[PendingAddition] = []
        self._begun: list[PendingAddition] = []

    async def cog_load(self) -> None:
        """Look what is left, before anything else can be accepted."""
        await self._threads.records.run(self._pending.clear)
        self._left = await self._threads.records.run(self._pending.list_pending)
        self._begun = await self._threads.records.run(self._pending.list_started)
        self.resume.start()

    async def cog_unload(self) -> None:
        self.resume.cancel()

    @tasks.loop(count=1)
    async def resume(self) -> None:
        """Add what is left, and tell of it."""
        for addition in self._begun:
            self._pending.forget(addition.id)
            await self._tell(addition, words.not_added_later(_name(addition), words.NOT_TRIED_AGAIN))
        for addition in self._left:
            if addition.server is not None and self._bot.get_guild(addition.server) is None:
                self._pending.forget(addition.id)
            else:
                await self._resume(addition)

    @resume.before_loop
    async def _wait(self) -> None:
        await self._bot.wait_until_ready()

    async def _resume(self, addition: PendingAddition) -> None:
        self._pending.start(addition.id)
        try:
            document = await self._add(addition)
        except Stopped:
            self._pending.put_back(addition.id)
            return
        except asyncio.CancelledError:
            self._pending.put_back(addition.id)
            raise
        except Exception as error:  # noqa: BLE001 - the outermost handler of work that nobody waits for
            self._pending.forget(addition.id)
            await self._tell(addition, words.not_added_later(_name(addition), explain(error)))
            return
        self._pending.forget(addition.id)
        await notify(self._listeners, addition.scope)
        await self._tell(addition, words.added_later(_name(addition), document.id))

    async def _add(self, addition: PendingAddition) -> Document:
        """Put it on the record, or find it there."""
        original, scope, server = addition.original, addition.scope, addition.server
        if addition.renews is not None:
            preview = await self._lanes.preview(server, original, scope)
            if preview.exact_duplicate is not None:
                return preview.exact_duplicate
        try:
            return await self._lanes.add(
                server,
                original,
                scope=scope,
                actor=str(addition.user),
                renews=addition.renews,
                tell=lambda _: None,
            )
        except DuplicateDocument as error:
            return await self._lanes.document(server, error.document_id)

    async def _tell(self, addition: PendingAddition, sentence: str) -> None:
        try:
            user = await self._bot.fetch_user(addition.user)
            await user.send(sentence)
        except DISCORD_ERRORS as refusal:
            log.info(
                "A moderator could not be notified that a document was added (%s).",
                describe_discord_error(refusal),
            )


def _name(addition: PendingAddition) -> str:
    found: Any = addition.original.reading.found
    return escape(shorten(str(found.get("title") or addition.original.name), _MAX_TITLE_CHARS))
