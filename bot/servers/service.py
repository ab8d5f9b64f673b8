"""The settings of each server, and where they let the bot answer."""

from collections.abc import Mapping
from typing import Any

import discord

from bot.errors import NotHere
from bot.runtime.thread_pool import Threads
from bot.strings import moderation as words
from index import Index, ServerSettings


class ServerService:
    """The settings of servers by their ids; None stands for direct messages, where nothing can be set."""

    def __init__(self, index: Index, *, threads: Threads) -> None:
        self._servers = index.servers
        self._threads = threads

    async def settings(self, server: int | None) -> ServerSettings:
        """The settings of a server."""
        if server is None:
            return ServerSettings()
        return await self._threads.checks.run(lambda: self._servers.settings(str(server)))

    async def change(self, server: int, changes: Mapping[str, Any], *, actor: int) -> ServerSettings:
        """Set what `changes` names, in a moderator's name. Raises BadSetting."""
        return await self._threads.checks.run(
            lambda: self._servers.change(str(server), changes, actor=str(actor))
        )


def check_place(settings: ServerSettings, guild: discord.Guild | None, channel: Any) -> None:
    """Raise NotHere if the settings let the bot answer in other channels only.

    A thread, or a post in a forum, counts as the channel that it is in.
    """
    place = {str(getattr(channel, name, None)) for name in ("id", "parent_id")}
    if guild is not None and settings.channels and not place & set(settings.channels):
        there = [found.mention for found in map(guild.get_channel, map(int, settings.channels)) if found]
        raise NotHere(words.answers_elsewhere(there))
