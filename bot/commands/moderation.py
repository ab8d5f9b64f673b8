"""`/moderation`: for moderators of a server only."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.keeping.keeping import Keeping
from bot.servers.panel import SettingsPanel
from bot.unanswered.list import UnansweredList
from bot.words import keeping as keeping_words
from bot.words import moderation as words


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class Moderation(commands.GroupCog, group_name="moderation", group_description=words.MODERATION):
    """Discord hides these commands from others; each step checks again."""

    def __init__(
        self, *, settings_panel: SettingsPanel, unanswered_list: UnansweredList, keeping: Keeping
    ) -> None:
        self._settings_panel = settings_panel
        self._unanswered_list = unanswered_list
        self._keeping = keeping

    @app_commands.command(description=words.SETTINGS)
    async def settings(self, interaction: discord.Interaction) -> None:
        """Show what is set in this server, to be changed."""
        await self._settings_panel.show(interaction)

    @app_commands.command(description=words.UNANSWERED)
    async def unanswered(self, interaction: discord.Interaction) -> None:
        """Show the questions that the record could not answer."""
        await self._unanswered_list.show(interaction)

    @app_commands.command(description=keeping_words.AUDIT_COMMAND)
    @app_commands.describe(member=keeping_words.AUDIT_MEMBER, action=keeping_words.AUDIT_ACTION)
    @app_commands.choices(
        action=[app_commands.Choice(name=name, value=name) for name in keeping_words.ACTIONS]
    )
    async def audit(
        self,
        interaction: discord.Interaction,
        member: discord.User | None = None,
        action: str | None = None,
    ) -> None:
        """Tell who did what to the documents of this server."""
        await self._keeping.audit(interaction, member, action)
