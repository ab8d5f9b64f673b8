"""The message of `/moderation settings`: what is set, what does not work, and the means to change it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.discord_api.permissions import list_missing_to_post, list_missing_with_threads
from bot.errors import BadOption, NotAllowed
from bot.runtime.change_listeners import ChangeListener
from bot.servers.components import (
    AnswersSelect,
    AuditSelect,
    CooldownButton,
    DailySelect,
    PrivacySelect,
    RolesSelect,
    list_privacy,
    make_cooldown_modal,
    read_cooldown,
)
from bot.servers.moderators import Moderators
from bot.servers.service import ServerService
from bot.strings import discord_errors as refusal_words
from bot.strings import moderation as words
from bot.strings import quotes as quote_words
from bot.ui.interactions import Interaction
from bot.ui.layout import Layout
from index import ServerSettings

STEPS_LINK: Final = "https://support-apps.discord.com/hc/en-us/articles/26501869403159-Command-Permissions"
"""Discord's own steps to show a command to a role."""


class SettingsPanel:
    """Shows a server's settings to its moderators, and changes them."""

    def __init__(
        self,
        *,
        moderators: Moderators,
        servers: ServerService,
        usual: tuple[int, float],
        listener: ChangeListener,
    ) -> None:
        self._moderators = moderators
        self._servers = servers
        self._usual = usual  # the bot's own limit: questions, seconds
        self._listener = listener

    async def show(self, interaction: Interaction) -> None:
        """Send the panel, privately."""
        await self._moderators.require(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = _guild_of(interaction)
        view = self._lay_out(await self._servers.settings(guild.id), guild)
        await interaction.followup.send(view=view, ephemeral=True)

    async def change(self, interaction: Interaction, changes: Mapping[str, Any]) -> None:
        """Change settings in the name of the user, and show what is set now."""
        await self._moderators.require(interaction)
        await interaction.response.defer()
        guild = _guild_of(interaction)
        settings = await self._servers.change(guild.id, changes, actor=interaction.user.id)
        await interaction.edit_original_response(view=self._lay_out(settings, guild))
        await self._listener(str(guild.id))

    async def choose_roles(self, interaction: Interaction, roles: Sequence[str]) -> None:
        """Set the moderator roles. Raises BadOption for the role that all members have."""
        if str(interaction.guild_id) in roles:
            raise BadOption(words.WHOLE_SERVER)
        await self.change(interaction, {"moderator_roles": list(roles)})

    async def choose_channel(self, interaction: Interaction, setting: str, channels: Sequence[str]) -> None:
        """Set the channel of a setting, or none."""
        await self.change(interaction, {setting: next(iter(channels), None)})

    async def ask_cooldown(self, interaction: Interaction) -> None:
        """Open the form of the limit."""
        await self._moderators.require(interaction)
        settings = await self._servers.settings(_guild_of(interaction).id)
        modal = make_cooldown_modal(settings.cooldown_questions, settings.cooldown_seconds, self._usual)
        await interaction.response.send_modal(modal)

    async def change_cooldown(self, interaction: Interaction) -> None:
        """Set the limit that was typed into the form. Raises NotAllowed, BadOption."""
        await self.change(interaction, read_cooldown(interaction))

    def _lay_out(self, settings: ServerSettings, guild: discord.Guild) -> ui.LayoutView:
        view = Layout()
        view.add_item(ui.TextDisplay(words.SETTINGS_HEADING))
        warnings = [words.warning(text) for text in find_setting_faults(settings, guild)]
        if warnings:
            view.add_item(ui.Container(ui.TextDisplay("\n".join(warnings)), accent_colour=0xE0B13E))
        steps: ui.Button[Any] = ui.Button(label=words.STEPS, url=STEPS_LINK)
        roles = [int(role) for role in settings.moderator_roles if guild.get_role(int(role))]
        channels = [int(one) for one in settings.channels if guild.get_channel(int(one))]
        all_gone = bool(settings.channels) and not channels
        audit = _list_there(guild, settings.audit_channel)
        daily = _list_there(guild, settings.daily_channel)
        parts: tuple[tuple[str, tuple[ui.Item[Any], ...]], ...] = (
            (words.MODERATOR_ROLES, (RolesSelect().select(roles), steps)),
            (words.AUDIT_CHANNEL, (AuditSelect().select(audit),)),
            (quote_words.DAILY_CHANNEL, (DailySelect().select(daily),)),
            (words.CHANNELS, (AnswersSelect().select(channels, all_gone=all_gone),)),
            (words.PRIVATE, (PrivacySelect().select(list_privacy(settings.private)),)),
            (self._tell_cooldown(settings), (CooldownButton().button(),)),
        )
        for told, controls in parts:
            view.add_item(ui.Separator())
            view.add_item(ui.TextDisplay(told))
            for control in controls:
                view.add_item(ui.ActionRow(control))
        return view

    def _tell_cooldown(self, settings: ServerSettings) -> str:
        own = (settings.cooldown_questions, settings.cooldown_seconds)
        questions, seconds = (mine or usual for mine, usual in zip(own, self._usual, strict=True))
        return words.cooldown(int(questions), seconds, is_own=own != (None, None))


def find_setting_faults(settings: ServerSettings, guild: discord.Guild) -> Iterator[str]:
    """The settings that do not work, a sentence each."""
    roles = [guild.get_role(int(role)) for role in settings.moderator_roles]
    if gone := roles.count(None):
        yield words.roles_gone(gone)
    if hidden := [role.mention for role in roles if role and not role.permissions.manage_messages]:
        yield words.hidden_from(hidden)
    yield from _find_faults_of_channels(settings, guild)


def _find_faults_of_channels(settings: ServerSettings, guild: discord.Guild) -> Iterator[str]:
    posted_in = (
        (settings.audit_channel, words.AUDIT_CHANNEL_GONE),
        (settings.daily_channel, quote_words.DAILY_CHANNEL_GONE),
    )
    for chosen, told in posted_in:
        place = guild.get_channel(int(chosen)) if chosen is not None else None
        if chosen is not None and place is None:
            yield told
        elif place is not None and (missing := list_missing_to_post(place)):
            yield refusal_words.needed_in([place.mention], missing)
    channels = [guild.get_channel(int(channel)) for channel in settings.channels]
    if gone := channels.count(None):
        yield words.channels_gone(gone)
    lacking: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for channel in channels:
        if channel is not None:
            lacking[tuple(list_missing_with_threads(channel))].append(channel.mention)
    lacking.pop((), None)
    for permissions, mentions in lacking.items():
        yield refusal_words.needed_in(mentions, permissions)


def _list_there(guild: discord.Guild, chosen: str | None) -> list[int]:
    """The channel that was chosen, if it exists."""
    return [int(chosen)] if chosen is not None and guild.get_channel(int(chosen)) else []


def _guild_of(interaction: Interaction) -> discord.Guild:
    """The server in which a moderator acts."""
    if interaction.guild is None:
        raise NotAllowed(words.MODERATORS_ONLY)
    return interaction.guild
