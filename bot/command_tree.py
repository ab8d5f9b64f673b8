"""The commands as Discord knows them."""

import hashlib
import json
import logging
from pathlib import Path
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_api.errors import DISCORD_ERRORS
from bot.errors import report

log = logging.getLogger(__name__)

_SYNCED_DIGEST_FILE: Final = "commands.sha256"
"""The file in the data folder with the digest of the commands that Discord was told last."""


class CommandTree(app_commands.CommandTree[commands.Bot]):
    """The slash commands and message menus. What goes wrong in one is told to its user."""

    async def on_error(
        self, interaction: discord.Interaction[commands.Bot], error: app_commands.AppCommandError
    ) -> None:
        await report(interaction, error)


async def sync_commands(tree: app_commands.CommandTree[Any], data: Path) -> None:
    """Tell Discord all commands at once, if they are not what it was told last, as the data folder says.

    Where Discord does not take them, the bot goes on with those it has, and tells them again next time.
    """
    payload = [command.to_dict(tree) for command in tree.get_commands()]
    told = json.dumps([tree.client.application_id, payload], sort_keys=True)
    digest, file = hashlib.sha256(told.encode()).hexdigest(), data / _SYNCED_DIGEST_FILE
    if file.exists() and file.read_text(encoding="ascii") == digest:
        return
    try:
        await tree.sync()
    except DISCORD_ERRORS:
        log.exception("The commands could not be registered with Discord.")
        return
    file.write_text(digest, encoding="ascii")
    log.info("Registered %d commands with Discord.", len(payload))
