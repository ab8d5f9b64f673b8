"""`/sources list`: the documents on the record."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.pages import Pages
from bot.words import answers as words


class Sources(commands.GroupCog, group_name="sources", group_description=words.SOURCES):
    """Browse what answers come from."""

    def __init__(self, *, pages: Pages) -> None:
        self._pages = pages

    @app_commands.command(name="list", description=words.SOURCES_LIST)
    async def list_documents(self, interaction: discord.Interaction) -> None:
        """Show the first page, privately; its buttons turn to the others."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await self._pages.documents(interaction.guild_id, 0)
        await interaction.followup.send(view=view, ephemeral=True)
