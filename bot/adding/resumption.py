"""What was accepted before the bot ended is added once it is back, and who accepted it is told."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, Final

from discord.ext import commands, tasks

from bot.adding.accepted import Accepted, Addition
from bot.adding.additions import Additions
from bot.changes import AfterChange, tell_all
from bot.errors import Stopped, explain
from bot.markdown import escape, shorten
from bot.refusals import REFUSED, name_refusal
from bot.words import adding as words
from index import Document
from index.errors import DuplicateDocument

log = logging.getLogger(__name__)

_TITLE: Final = 100
"""Characters of a title that is told."""


class Resumption(commands.Cog):
    """Adds, once after the start, what the bot before had not added yet; what it tried in vain is only told.

    A document that was added just before the end is found on the record, and is not added twice.
    """

    def __init__(
        self,
        *,
        bot: commands.Bot,
        additions: Additions,
        accepted: Accepted,
        after_change: Sequence[AfterChange],
    ) -> None:
        self._bot = bot
        self._additions = additions
        self._accepted = accepted
        self._after_change = after_change
        self._left: list[Addition] = []
        self._begun: list[Addition] = []

    async def cog_load(self) -> None:
        """Look what is left, before anything else can be accepted."""
        await asyncio.to_thread(self._accepted.clear)
        self._left = await asyncio.to_thread(self._accepted.list_left)
        self._begun = await asyncio.to_thread(self._accepted.list_begun)
        self.resume.start()

    async def cog_unload(self) -> None:
        self.resume.cancel()

    @tasks.loop(count=1)
    async def resume(self) -> None:
        """Add what is left, and tell of it."""
        for addition in self._begun:
            self._accepted.forget(addition.id)
            await self._tell(addition, words.not_added_later(_name(addition), words.NOT_TRIED_AGAIN))
        for addition in self._left:
            if addition.server is not None and self._bot.get_guild(addition.server) is None:
                self._accepted.forget(addition.id)
            else:
                await self._resume(addition)

    @resume.before_loop
    async def _wait(self) -> None:
        await self._bot.wait_until_ready()

    async def _resume(self, addition: Addition) -> None:
        self._accepted.begin(addition.id)
        try:
            document = await self._add(addition)
        except Stopped:
            self._accepted.put_back(addition.id)
            return
        except asyncio.CancelledError:
            self._accepted.put_back(addition.id)
            raise
        except Exception as error:  # noqa: BLE001 - the outermost handler of work that nobody waits for
            self._accepted.forget(addition.id)
            await self._tell(addition, words.not_added_later(_name(addition), explain(error)))
            return
        self._accepted.forget(addition.id)
        await tell_all(self._after_change, addition.scope)
        await self._tell(addition, words.added_later(_name(addition), document.id))

    async def _add(self, addition: Addition) -> Document:
        """Put it on the record, or find it there."""
        original, scope, server = addition.original, addition.scope, addition.server
        if addition.renews is not None:
            preview = await self._additions.preview(server, original, scope)
            if preview.twin is not None:
                return preview.twin
        try:
            return await self._additions.add(
                server,
                original,
                scope=scope,
                actor=str(addition.user),
                renews=addition.renews,
                tell=lambda _: None,
            )
        except DuplicateDocument as error:
            return await self._additions.document(server, error.document_id)

    async def _tell(self, addition: Addition, sentence: str) -> None:
        try:
            user = await self._bot.fetch_user(addition.user)
            await user.send(sentence)
        except REFUSED as refusal:
            log.info("Who added a document could not be told of it (%s).", name_refusal(refusal))


def _name(addition: Addition) -> str:
    found: Any = addition.original.reading.found
    return escape(shorten(str(found.get("title") or addition.original.name), _TITLE))
