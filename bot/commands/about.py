"""`/about` and `/help`: what the bot is, and what it does."""

from importlib.metadata import version

import discord
from discord import app_commands
from discord.ext import commands

from bot import words
from bot.record import Record
from bot.replies import Replies


class About(commands.Cog):
    """The bot about itself."""

    def __init__(self, *, bot: commands.Bot, record: Record, replies: Replies) -> None:
        self._bot = bot
        self._record = record
        self._replies = replies

    @app_commands.command(description=words.ABOUT)
    async def about(self, interaction: discord.Interaction) -> None:
        """Version, size of the record, and health."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        documents = await self._record.documents(interaction.guild_id)
        newest = max((d.published for d in documents if d.published), default=None)
        facts = words.about(
            version=version("on-the-record"),
            documents=len(documents),
            characters=sum(len(document.text) for document in documents),
            newest=newest,
            latency=self._bot.latency,
        )
        view = self._replies.plain(words.PROMISE, facts)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(description=words.HELP)
    async def help(self, interaction: discord.Interaction) -> None:
        """Every command with what it does, as Discord knows them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        told = [
            words.command(command.qualified_name, command.description)
            for command in self._bot.tree.walk_commands()
            if isinstance(command, app_commands.Command)
        ]
        view = self._replies.plain(words.PROMISE, "\n".join(sorted(told)), words.OTHER_WAYS)
        await interaction.followup.send(view=view, ephemeral=True)
