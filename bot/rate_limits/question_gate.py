"""Decides whether a question may be asked here and now, and who sees the answer."""

from typing import Any

import discord

from bot.rate_limits.cooldowns import Cooldowns
from bot.servers.service import ServerService, check_place

Interaction = discord.Interaction[Any]


class QuestionGate:
    """The same for every command that asks the record."""

    def __init__(self, *, servers: ServerService, cooldowns: Cooldowns) -> None:
        self._servers = servers
        self._cooldowns = cooldowns

    async def admit(self, interaction: Interaction, *, private: bool | None = None) -> bool:
        """Let one question in, and return whether only who asks sees the answer. Raises NotHere, TooSoon.

        What is refused is refused before the reply is deferred, since a reply deferred for all to see can be
        made private no more.
        """
        settings = await self._servers.settings(interaction.guild_id)
        check_place(settings, interaction.guild, interaction.channel)
        self._cooldowns.count(
            interaction.user.id, interaction.created_at, server=interaction.guild_id, settings=settings
        )
        return settings.private if private is None else private

    async def admit_message(self, message: discord.Message, *, asks: bool) -> None:
        """Let a message in, and count it if it asks something. Raises NotHere, TooSoon."""
        server = message.guild.id if message.guild else None
        settings = await self._servers.settings(server)
        check_place(settings, message.guild, message.channel)
        if asks:
            self._cooldowns.count(message.author.id, message.created_at, server=server, settings=settings)
