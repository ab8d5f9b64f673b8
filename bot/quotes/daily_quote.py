"""The daily quotation: posted in the channels that servers chose, once a day."""

import asyncio
import logging
from datetime import date, datetime
from typing import Final

import discord
from discord.ext import commands, tasks

from bot.discord_api.permissions import list_missing_to_post
from bot.quotes.views import QuoteViews
from bot.runtime.async_index import AsyncIndex
from bot.runtime.thread_pool import Threads
from index import Index

log = logging.getLogger(__name__)

_HOUR: Final = 9
"""UTC."""


class DailyQuoteCog(commands.Cog):
    """Looks every minute whether it is time. A day that passed without the bot is left out.

    That a quotation is posted is noted as it is drawn, before it is sent, so that there are never two.
    """

    def __init__(
        self,
        *,
        bot: discord.Client,
        index: Index,
        async_index: AsyncIndex,
        views: QuoteViews,
        threads: Threads,
    ) -> None:
        self._threads = threads
        self._bot = bot
        self._index = index
        self._async_index = async_index
        self._views = views
        self._seen_to: dict[int, date] = {}
        self._posting = asyncio.Lock()

    async def cog_load(self) -> None:
        """Start posting."""
        self.look.start()

    async def cog_unload(self) -> None:
        """Stop, but not between drawing a quotation and posting it: that day would have none."""
        async with self._posting:
            self.look.cancel()

    @tasks.loop(minutes=1)
    async def look(self) -> None:
        """Post if it is time. Failures are logged, and tried again in a minute."""
        try:
            await self.post(discord.utils.utcnow())
        except Exception:
            log.exception("The daily quotations could not be posted.")

    @look.before_loop
    async def _wait(self) -> None:
        await self._bot.wait_until_ready()

    async def post(self, at: datetime) -> None:
        """Post in every server that had chosen a channel by nine o'clock of the day, if that is past."""
        due = at.replace(hour=_HOUR, minute=0, second=0, microsecond=0)
        if at < due:
            return
        channels = await self._threads.records.run(self._index.quotes.list_daily, due)
        for scope, channel in channels.items():
            guild = self._bot.get_guild(int(scope))
            if guild is None or guild.unavailable or self._seen_to.get(guild.id) == at.date():
                continue
            async with self._posting:
                await self._post(guild, int(channel), at.date())
            self._seen_to[guild.id] = at.date()

    async def _post(self, guild: discord.Guild, channel: int, day: date) -> None:
        place = guild.get_channel(channel)
        if not isinstance(place, discord.abc.Messageable) or list_missing_to_post(place):
            log.warning(
                "The channel %d for daily quotations no longer exists, or the bot cannot post there.", channel
            )
            return
        quotation = await self._async_index.for_server(guild.id).draw(str(guild.id), day=day)
        if quotation is None:
            return
        try:
            await place.send(view=self._views.daily(quotation))
        except discord.HTTPException:
            log.warning("The daily quotation could not be posted in the channel %d.", channel, exc_info=True)
