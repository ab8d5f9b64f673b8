"""How the bot takes a request: where, how often, and who sees the reply."""

from typing import Any

import discord

from bot.cooldown import Cooldowns
from bot.servers.servers import Servers, check_place
from index.servers import ServerSettings


class Manners:
    """What commands and buttons that look into the record have in common."""

    def __init__(self, *, servers: Servers, cooldowns: Cooldowns) -> None:
        self._servers = servers
        self._cooldowns = cooldowns

    async def begin(self, interaction: discord.Interaction[Any], private: bool | None) -> None:
        """Count a request and defer its reply: for all to see, or as the server or the user wants it.

        Raises NotHere, TooSoon.
        """
        settings = await self.count(interaction)
        is_private = settings.private if private is None else private
        await interaction.response.defer(ephemeral=is_private, thinking=True)

    async def count(self, interaction: discord.Interaction[Any]) -> ServerSettings:
        """Count a request; returns what is set where it came from. Raises NotHere, TooSoon."""
        server = interaction.guild_id
        settings = await self._servers.settings(server)
        check_place(settings, interaction.guild, interaction.channel)
        self._cooldowns.count(interaction.user.id, interaction.created_at, server=server, settings=settings)
        return settings
