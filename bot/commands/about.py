"""`/about` and `/help`: what the bot is, and what it does."""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.help_view import make_help_view
from bot.runtime.async_index import AsyncIndex
from bot.strings import answers as words
from bot.strings import help_page
from bot.ui.interactions import Interaction
from bot.ui.layout import plain

Command = app_commands.Command[Any, ..., Any]


class About(commands.Cog):
    """The bot about itself."""

    def __init__(self, *, bot: commands.Bot, async_index: AsyncIndex) -> None:
        self._bot = bot
        self._async_index = async_index

    @app_commands.command(description=words.ABOUT)
    async def about(self, interaction: discord.Interaction) -> None:
        """Version, size of the record, and health."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        documents = await self._async_index.for_server(interaction.guild_id).documents()
        newest = max((d.published for d in documents if d.published), default=None)
        facts = words.about(
            version=version("on-the-record"),
            documents=len(documents),
            characters=await self._async_index.for_server(interaction.guild_id).count_characters(),
            newest=newest,
            latency=self._bot.latency,
        )
        view = plain(words.PROMISE, facts)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(description=words.HELP)
    async def help(self, interaction: discord.Interaction) -> None:
        """Instructions for asking, and a button for each further topic."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(view=make_help_view(), ephemeral=True)

    async def show_topic(self, interaction: Interaction, topic: str) -> None:
        """Send, privately, one of the topics behind the buttons; the commands as Discord knows them."""
        view = plain(self._write_topic(topic))
        await interaction.response.send_message(view=view, ephemeral=True)

    def _write_topic(self, topic: str) -> str:
        if topic == help_page.COMMANDS_TOPIC:
            return help_page.commands(self._list(for_moderators=False))
        if topic == help_page.MODERATORS_TOPIC:
            return help_page.for_moderators(self._list(for_moderators=True))
        return help_page.buttons()

    def _list(self, *, for_moderators: bool) -> Iterator[str]:
        tell = help_page.command_for_moderators if for_moderators else words.command
        for command in self._bot.tree.walk_commands():
            if isinstance(command, app_commands.Command) and _is_for_moderators(command) is for_moderators:
                yield tell(command.qualified_name, command.description)


def _is_for_moderators(command: Command) -> bool:
    return (command.root_parent or command).default_permissions is not None
