"""Posts what moderators do to documents in the channel that their server has set for it."""

import asyncio
import logging
from typing import Final

import discord

from bot.markdown import escape, shorten
from bot.replies import Replies
from bot.servers.servers import Servers
from bot.words import keeping as words
from index import Event, Index

log = logging.getLogger(__name__)

_AT_ONCE: Final = 10
"""Acts that are posted together at most: those of other processes are among them."""


class AuditChannel:
    """Told of each act by `after_change`. An act is posted once; what was done before a start is not."""

    def __init__(self, *, bot: discord.Client, index: Index, servers: Servers, replies: Replies) -> None:
        self._bot = bot
        self._index = index
        self._servers = servers
        self._replies = replies
        self._posted: dict[str, int] = {}

    async def after_change(self, scope: str) -> None:
        """Post what was done to the documents of a server since the last time, or the last act of all."""
        if not scope.isdecimal():
            return
        settings = await self._servers.settings(int(scope))
        if settings.audit_channel is None:
            return
        events = await asyncio.to_thread(self._index.audit, scope=scope, limit=_AT_ONCE)
        last = self._posted.get(scope)
        new = [event for event in events if last is None or event.id > last][: None if last else 1]
        if new:
            self._posted[scope] = new[0].id
            await self._post(int(settings.audit_channel), new[::-1])

    async def _post(self, channel: int, events: list[Event]) -> None:
        place = self._bot.get_channel(channel)
        if not isinstance(place, discord.abc.Messageable):
            log.warning("The audit channel %d is gone.", channel)
            return
        told = [words.act(event, escape(shorten(event.title or event.document_id, 100))) for event in events]
        try:
            await place.send(view=self._replies.plain("\n".join(told)))
        except discord.HTTPException:
            log.warning("Nothing could be posted in the audit channel %d.", channel, exc_info=True)
