"""Posts what is done in a server in the channel that it has set for it."""

import asyncio
import logging
from collections import defaultdict
from datetime import datetime
from typing import Final

import discord

from bot.audit_log.formatter import AuditFormatter
from bot.discord_api.errors import DISCORD_ERRORS, describe_discord_error
from bot.runtime.thread_pool import Threads
from bot.servers.service import ServerService
from bot.ui.layout import plain
from index import AuditCursor, AuditEntry, Index, ServerEvent

log = logging.getLogger(__name__)

_ENTRIES_PER_MESSAGE: Final = 20
"""Acts in one message at most."""

_MESSAGES: Final = 5
"""Messages at once: what is left then is posted with the next act."""

_SETTING_CHANGES_SEARCHED: Final = 100
"""Changes of settings among which is that of the channel."""


class AuditChannel:
    """Told of each act by `after_change`, it posts all that was done since the last post, by whomever.

    What was posted last is noted before it is sent, so that nothing is posted twice, also after a restart;
    where it cannot be sent it is posted with the next act. Nothing from before the channel was set is posted.
    """

    def __init__(
        self,
        *,
        bot: discord.Client,
        index: Index,
        servers: ServerService,
        formatter: AuditFormatter,
        threads: Threads,
    ) -> None:
        self._threads = threads
        self._bot = bot
        self._index = index
        self._servers = servers
        self._formatter = formatter
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def after_change(self, scope: str) -> None:
        """Post what was done in a server since the last time."""
        if not scope.isdecimal():
            return
        settings = await self._servers.settings(int(scope))
        async with self._locks[scope]:
            if settings.audit_channel is None:
                await self._threads.records.run(self._pass_over, scope)
                return
            for _ in range(_MESSAGES):
                if not await self._post_next(scope, int(settings.audit_channel)):
                    return

    async def _post_next(self, scope: str, channel: int) -> bool:
        """Post as many acts as one message holds. Returns whether there were any, and they are posted."""
        posted, begin = await self._threads.records.run(self._find_begin, scope)
        acts = await self._threads.records.run(
            self._index.audit.read, scope=scope, after=begin, limit=_ENTRIES_PER_MESSAGE
        )
        guild = self._bot.get_guild(int(scope))
        place = guild and guild.get_channel_or_thread(channel)
        if not acts:
            return False
        if not isinstance(place, discord.abc.Messageable):
            log.warning("The audit channel %d no longer exists.", channel)
            return False
        told = self._formatter.format_page(acts[::-1])
        end = begin.after(acts[::-1][: len(told)])
        await self._threads.records.run(self._index.servers.note_posted, scope, end)
        try:
            await place.send(view=plain(*told))
        except DISCORD_ERRORS as refusal:
            log.warning(
                "Changes could not be posted in the audit channel %d (%s).",
                channel,
                describe_discord_error(refusal),
            )
            await self._threads.records.run(self._index.servers.note_posted, scope, posted)
            return False
        return True

    def _find_begin(self, scope: str) -> tuple[AuditCursor | None, AuditCursor]:
        """Up to where was posted, and where to go on; at first with the act by which a channel was set."""
        posted = self._index.servers.posted(scope)
        if posted is not None:
            return posted, posted
        changes = self._index.audit.read(scope=scope, action="set", limit=_SETTING_CHANGES_SEARCHED)
        begun = next((act for act in changes if _sets_first_channel(act)), None)
        if begun is None:
            return None, self._index.audit.cursor()
        return None, self._index.audit.cursor(datetime.fromisoformat(begun.at))._replace(server_act=begun.id)

    def _pass_over(self, scope: str) -> None:
        """Count as posted what is done while no channel is set."""
        if self._index.servers.posted(scope) is not None:
            self._index.servers.note_posted(scope, self._index.audit.cursor())


def _sets_first_channel(act: AuditEntry) -> bool:
    return isinstance(act, ServerEvent) and act.subject == "audit_channel" and act.before == "null"
