"""Servers that the bot left: their documents are kept for a time, in case it comes back, and then erased."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

import discord
from discord.ext import commands, tasks

from bot.runtime.thread_pool import Threads
from index import Index

log = logging.getLogger(__name__)

_ACTOR: Final = "the bot"


@contextmanager
def _log_failure() -> Iterator[None]:
    """Go on after whatever goes wrong: it is tried again in an hour."""
    try:
        yield
    except Exception:
        log.exception("The documents of left servers could not be checked; trying again in an hour.")


class LeftServersCog(commands.Cog):
    """Notes in which servers the bot is, and erases what is kept of those that it left, after `kept`.

    What is noted is compared with the servers that Discord lists, those in an outage among them: after each
    start and each interruption, as nobody tells the bot what became of it meanwhile, and every hour.

    No clock alone erases anything, as clocks jump. So much time must have passed, *and* the bot must have
    seen on as many days that it is absent; a day counts only while the bot is connected, and knows. The
    transaction that erases a server's documents looks for the server once more.
    """

    def __init__(self, *, bot: commands.Bot, index: Index, kept: timedelta, threads: Threads) -> None:
        self._threads = threads
        self._bot = bot
        self._index = index
        self._kept = kept
        self._is_connected = False
        self._turn = asyncio.Lock()

    async def cog_load(self) -> None:
        """Start erasing."""
        self.erase.start()

    async def cog_unload(self) -> None:
        """Stop erasing."""
        self.erase.cancel()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Compare what is noted; not with an empty list, which may only be late: the next hour tells."""
        self._is_connected = True
        if self._bot.guilds:
            with _log_failure():
                await self._compare()

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """Compare what is noted, as the bot was away for a while."""
        await self.on_ready()

    @commands.Cog.listener()
    async def on_disconnect(self) -> None:
        """Believe no longer that the servers that are known are those of now."""
        self._is_connected = False

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note when a server was left."""
        await self._note([str(guild.id)])
        log.info("The bot left a server. Its documents will be erased in %d days.", self._kept.days)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that it is in a server again, if it ever left it."""
        await self._note([str(guild.id)])

    @tasks.loop(hours=1)
    async def erase(self) -> None:
        """Erase what servers left behind that were left long enough ago."""
        if not self._is_connected:  # nor is it at the first of these turns, so the next is an hour later
            return
        with _log_failure():
            await self._compare()
            count = await self._threads.purges.run(
                self._index.admin.purge_left_servers,
                discord.utils.utcnow() - self._kept,
                days=self._kept.days,
                is_joined=self._is_joined,
                actor=_ACTOR,
            )
            if count:
                log.info("Erased %d documents of servers that the bot has left.", count)

    async def _compare(self) -> None:
        """Note of all servers that something is kept of whether the bot is in them."""
        servers = await self._threads.records.run(self._index.left_servers.list_servers)
        await self._note(filter(str.isdecimal, servers))  # what else documents are for is not Discord's

    async def _note(self, servers: Iterable[str]) -> None:
        """Record of each server in turn whether the bot is in it, so that the last entry is true."""
        async with self._turn:
            for server in servers:
                if self._is_joined(server):
                    await self._threads.records.run(
                        self._index.left_servers.record_return, server, actor=_ACTOR
                    )
                else:
                    now = discord.utils.utcnow()
                    await self._threads.records.run(
                        self._index.left_servers.record_departure, server, now, actor=_ACTOR
                    )

    def _is_joined(self, server: str) -> bool:
        return server.isdecimal() and self._bot.get_guild(int(server)) is not None
