"""The client: it connects, loads the cogs, and routes what Discord sends."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

import discord
from discord.ext import commands

from bot.command_tree import CommandTree, sync_commands
from bot.component_registry import make_router
from bot.composition import compose, lay_foundation, list_cogs
from bot.discord_api.deduplication import InteractionDeduplicator
from bot.runtime.change_listeners import ChangeListener
from bot.settings import Settings
from index import Index

log = logging.getLogger(__name__)

_ANSWERING: Final = ("discord.py: on_", "CommandTree-invoker", "discord-ui-")
"""The prefix of the tasks in which discord.py runs the bot's event handlers."""


class RecordBot(commands.Bot):
    """A client with the default intents only: no message is read that is not for it."""

    def __init__(self, *, index: Index, settings: Settings, listeners: Sequence[ChangeListener] = ()) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents.default(),
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=CommandTree,
        )
        self.deduplicator = InteractionDeduplicator()
        self._foundation = lay_foundation(self, index, settings)
        self.services = compose(self._foundation, listeners)
        self.router = make_router(self.services)
        self._cogs = list_cogs(self._foundation, self.services)
        self._data = settings.data

    async def setup_hook(self) -> None:
        """Register commands and buttons, after the login and before any event arrives."""
        for cog in self._cogs:
            await self.add_cog(cog)
        await sync_commands(self.tree, self._data)
        await self._foundation.async_index.warm_up()

    async def finish(self, seconds: float) -> None:
        """Let no document be read or added any more; answer what was asked, for at most so many seconds."""
        self._foundation.lanes.close()
        answering = [task for task in asyncio.all_tasks() if task.get_name().startswith(_ANSWERING)]
        if answering:
            await asyncio.wait(answering, timeout=seconds)

    async def close(self) -> None:
        """Let no document be read or added any more, disconnect, and end the threads."""
        self._foundation.lanes.close()
        await super().close()
        self._foundation.threads.close()

    async def join(self) -> None:
        """Wait until no thread uses the record any more, so that it can be closed."""
        await self._foundation.threads.join()

    async def on_message(self, message: discord.Message) -> None:
        """Look for no commands in messages. The cog `ConversationCog` listens to them itself."""

    async def on_interaction(self, interaction: discord.Interaction["RecordBot"]) -> None:
        """Remember what came in, and answer it unless it is a command, which discord.py does."""
        self.deduplicator.note(interaction)
        await self.router.route(interaction)

    async def on_ready(self) -> None:
        """Say in the log that the bot is there."""
        log.info("Connected as %s, in %d servers.", self.user, len(self.guilds))
