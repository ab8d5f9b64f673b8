"""`/moderation`: for moderators of a server only."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.audit_log.pages import AuditFilter, AuditPages
from bot.feedback.list_view import FeedbackListView
from bot.options.dates import read_date
from bot.servers.panel import SettingsPanel
from bot.strings import audit as audit_words
from bot.strings import feedback as feedback_words
from bot.strings import moderation as words
from bot.unanswered.list_view import UnansweredListView
from index import first_day, last_day


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class Moderation(commands.GroupCog, group_name="moderation", group_description=words.MODERATION):
    """Discord hides these commands from others; each step checks again."""

    def __init__(
        self,
        *,
        settings_panel: SettingsPanel,
        unanswered_list: UnansweredListView,
        feedback_list: FeedbackListView,
        audit_pages: AuditPages,
    ) -> None:
        self._settings_panel = settings_panel
        self._unanswered_list = unanswered_list
        self._feedback_list = feedback_list
        self._audit_pages = audit_pages

    @app_commands.command(description=words.SETTINGS)
    async def settings(self, interaction: discord.Interaction) -> None:
        """Show what is set in this server, to be changed."""
        await self._settings_panel.show(interaction)

    @app_commands.command(description=words.UNANSWERED)
    async def unanswered(self, interaction: discord.Interaction) -> None:
        """Show the questions that the record could not answer."""
        await self._unanswered_list.show(interaction)

    @app_commands.command(description=feedback_words.COMMAND)
    async def feedback(self, interaction: discord.Interaction) -> None:
        """Show what users say of quotations."""
        await self._feedback_list.show(interaction)

    @app_commands.command(description=audit_words.COMMAND)
    @app_commands.describe(
        member=audit_words.MEMBER,
        action=audit_words.ACTION,
        since=audit_words.SINCE,
        until=audit_words.UNTIL,
    )
    @app_commands.choices(
        action=[app_commands.Choice(name=name, value=value) for value, name in audit_words.CHOICES.items()]
    )
    async def audit(
        self,
        interaction: discord.Interaction,
        member: discord.User | None = None,
        action: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> None:
        """Tell who did what in this server."""
        wanted = AuditFilter(
            member=str(member.id) if member else "",
            action=action or "",
            since=read_date("since", since, first_day),
            until=read_date("until", until, last_day),
        )
        await self._audit_pages.show(interaction, wanted)
