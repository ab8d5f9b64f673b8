"""Servers that the bot left: their documents are kept for a time, in case it comes back, and then erased."""

import asyncio
import logging
from datetime import timedelta
from typing import Final

import discord
from discord.ext import commands, tasks

from index import Index

log = logging.getLogger(__name__)

_ACTOR: Final = "the bot"


class Departures(commands.Cog):
    """Notes when the bot leaves a server and when it comes back. `kept` is how long documents stay."""

    def __init__(self, *, bot: commands.Bot, index: Index, kept: timedelta) -> None:
        self._bot = bot
        self._index = index
        self._kept = kept

    async def cog_load(self) -> None:
        """Take up the erasing."""
        self.erase.start()

    async def cog_unload(self) -> None:
        """Give it up."""
        self.erase.cancel()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note when a server was left."""
        await asyncio.to_thread(
            self._index.note_departure, str(guild.id), discord.utils.utcnow(), actor=_ACTOR
        )
        log.info("The bot left a server. Its documents are erased in %d days.", self._kept.days)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that it is in a server again, if it ever left it."""
        await asyncio.to_thread(self._index.note_return, str(guild.id), actor=_ACTOR)

    @tasks.loop(hours=1)
    async def erase(self) -> None:
        """Erase what servers left behind that were left long enough ago."""
        if self.erase.current_loop == 0:  # in its first hour the bot has better things to do
            return
        try:
            count = await asyncio.to_thread(
                self._index.erase_departed, discord.utils.utcnow() - self._kept, actor=_ACTOR
            )
        except Exception:
            log.exception("What departed servers left could not be erased; it is tried again in an hour.")
            return
        if count:
            log.info("%d documents of servers that the bot left were erased.", count)
