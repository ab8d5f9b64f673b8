"""The message that the bot sends once to the user who adds it to a server."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

import discord
from discord.ext import commands

from bot.discord_api.errors import DISCORD_ERRORS, describe_discord_error
from bot.discord_api.permissions import list_missing_to_post
from bot.markdown import escape
from bot.strings import welcome as words

log = logging.getLogger(__name__)

_RECENT_JOIN: Final = timedelta(minutes=10)
"""A server that the bot joined longer ago became visible again: it was not joined."""

_AUDIT_ENTRIES_SEARCHED: Final = 10
"""Bots added last, in the server's audit log."""


class WelcomeCog(commands.Cog):
    """Welcomes with one message at most."""

    def __init__(self, *, bot: commands.Bot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Welcome the user who added the bot, in the first place that is open."""
        joined = guild.me.joined_at
        if joined is None or discord.utils.utcnow() - joined > _RECENT_JOIN:
            return
        text = words.welcome(escape(guild.name))
        try:
            async for place in self._list_places(guild):
                if await _is_taken(place, text):
                    return
        except DISCORD_ERRORS as refusal:  # it may have come through all the same
            log.warning("A welcome will not be tried again (%s).", describe_discord_error(refusal))
            return
        log.info("A server could not be welcomed.")

    async def _list_places(self, guild: discord.Guild) -> AsyncIterator[discord.abc.Messageable]:
        """To try in order: the user who added the bot; the owner; the system channel; any channel."""
        adder = await self._find_adder(guild)
        if adder is not None:
            yield adder
        if guild.owner_id is not None and (adder is None or adder.id != guild.owner_id):
            owner = await self._find_owner(guild.owner_id)
            if owner is not None:
                yield owner
        system = guild.system_channel
        for channel in [system, *guild.text_channels] if system is not None else guild.text_channels:
            if not list_missing_to_post(channel):
                yield channel

    async def _find_adder(self, guild: discord.Guild) -> discord.User | discord.Member | None:
        """The user who added the bot, if it may look that up."""
        if not guild.me.guild_permissions.view_audit_log:
            return None
        try:
            action = discord.AuditLogAction.bot_add
            async for entry in guild.audit_logs(action=action, limit=_AUDIT_ENTRIES_SEARCHED):
                if entry.target is not None and entry.target.id == guild.me.id:
                    return entry.user
        except DISCORD_ERRORS as refusal:
            log.info("The person who added the bot could not be found (%s).", describe_discord_error(refusal))
        return None

    async def _find_owner(self, owner: int) -> discord.User | None:
        try:
            return await self._bot.fetch_user(owner)
        except DISCORD_ERRORS as refusal:
            log.info("The owner of a server could not be found (%s).", describe_discord_error(refusal))
            return None


async def _is_taken(place: discord.abc.Messageable, text: str) -> bool:
    """Send a message; False if Discord forbids it. Other errors are raised."""
    try:
        await place.send(text)
    except (discord.Forbidden, discord.NotFound) as refusal:
        log.info("A welcome could not be sent (%s).", describe_discord_error(refusal))
        return False
    return True
