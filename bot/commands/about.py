"""`/about` and `/help`: what the bot is, and what it does."""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.lasting import Interaction, LastingItem
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
            characters=await self._record.count_characters(interaction.guild_id),
            newest=newest,
            latency=self._bot.latency,
        )
        view = self._replies.plain(words.PROMISE, facts)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(description=words.HELP)
    async def help(self, interaction: discord.Interaction) -> None:
        """How to ask, and a button for each topic beyond that."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = self._replies.plain(words.PROMISE, helping.ASKING, helping.GOING_ON, helping.menus())
        view.add_item(ui.ActionRow(*(HelpButton(topic) for topic in helping.TOPICS)))
        await interaction.followup.send(view=view, ephemeral=True)

    async def tell(self, interaction: Interaction, topic: str) -> None:
        """Send, privately, one of the topics behind the buttons; the commands as Discord knows them."""
        view = self._replies.plain(self._tell(topic))
        await interaction.response.send_message(view=view, ephemeral=True)

    def _tell(self, topic: str) -> str:
        if topic == helping.COMMANDS_TOPIC:
            return helping.commands(self._list(for_moderators=False))
        if topic == helping.MODERATORS_TOPIC:
            return helping.for_moderators(self._list(for_moderators=True))
        return helping.buttons()

    def _list(self, *, for_moderators: bool) -> Iterator[str]:
        tell = helping.command_for_moderators if for_moderators else words.command
        for command in self._bot.tree.walk_commands():
            if isinstance(command, app_commands.Command) and _is_for_moderators(command) is for_moderators:
                yield tell(command.qualified_name, command.description)


class HelpButton(LastingItem[ui.Button[Any]], template=r"help:(?P<topic>buttons|commands|moderators)"):
    """Tells more of the bot."""

    def __init__(self, topic: str) -> None:
        super().__init__(ui.Button(label=helping.TOPICS[topic], custom_id=f"help:{topic}"))
        self._topic = topic

    async def act(self, interaction: Interaction) -> None:
        await interaction.client.about.tell(interaction, self._topic)


def _is_for_moderators(command: Command) -> bool:
    return (command.root_parent or command).default_permissions is not None
