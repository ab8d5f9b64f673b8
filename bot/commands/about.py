"""`/about` and `/help`: what the bot is, and what it does."""

from importlib.metadata import version
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.record import Record
from bot.replies import Replies
from bot.words import answers as words
from bot.words import helping

Command = app_commands.Command[Any, ..., Any]


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
        """How to ask, and every command with what it does, as Discord knows them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        commands = [c for c in self._bot.tree.walk_commands() if isinstance(c, app_commands.Command)]
        for_all, for_moderators = [], []
        for command in commands:
            if _is_for_moderators(command):
                told = helping.command_for_moderators(command.qualified_name, command.description)
                for_moderators.append(told)
            else:
                for_all.append(words.command(command.qualified_name, command.description))
        view = self._replies.plain(
            words.PROMISE,
            helping.ASKING,
            helping.GOING_ON,
            helping.buttons(),
            helping.menus(),
            helping.commands(for_all),
            helping.for_moderators(for_moderators),
        )
        await interaction.followup.send(view=view, ephemeral=True)


def _is_for_moderators(command: Command) -> bool:
    return (command.root_parent or command).default_permissions is not None
