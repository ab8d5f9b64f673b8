"""Permission to moderate: checked at every step, whatever Discord hides."""

import logging
from typing import Final

import discord

from bot.discord_api.errors import DISCORD_ERRORS, describe_discord_error
from bot.errors import NotAllowed
from bot.servers.service import ServerService
from bot.strings import moderation as words

log = logging.getLogger(__name__)

_OWNING: Final = (discord.TeamMemberRole.admin, discord.TeamMemberRole.developer)
"""Roles in a team that may do with the bot what its owner may."""


class Moderators:
    """Tells moderators of a server, and the owner of the bot."""

    def __init__(self, *, bot: discord.Client, servers: ServerService) -> None:
        self._bot = bot
        self._servers = servers

    async def require(self, interaction: discord.Interaction) -> None:
        """Raise NotAllowed unless the user is a moderator of the server in which they act.

        A moderator has *Manage Messages* in the whole server, whatever one channel grants or takes, or one
        of the roles that its settings name. The roles are those that Discord sends with the act itself.
        """
        member = interaction.user
        if not isinstance(member, discord.Member) or member.guild.get_role(member.guild.id) is None:
            raise NotAllowed(words.MODERATORS_ONLY)
        if member.guild_permissions.manage_messages:
            return
        settings = await self._servers.settings(member.guild.id)
        held = {str(role.id) for role in member.roles if not role.is_default()}
        if not held & set(settings.moderator_roles):
            raise NotAllowed(words.MODERATORS_ONLY)

    async def is_one(self, interaction: discord.Interaction) -> bool:
        """Whether the user may moderate here. For autocompletion, which refuses nobody."""
        try:
            await self.require(interaction)
        except NotAllowed:
            return False
        return True

    async def require_owner(self, interaction: discord.Interaction) -> None:
        """Raise NotAllowed unless the user owns the bot, or if Discord does not tell who does."""
        try:
            owners = await self._list_owners()
        except DISCORD_ERRORS as refusal:
            log.warning("The bot's owner could not be looked up (%s).", describe_discord_error(refusal))
            raise NotAllowed(words.OWNER_UNKNOWN) from refusal
        if interaction.user.id not in owners:
            raise NotAllowed(words.OWNER_ONLY)

    async def is_owner(self, user: discord.abc.User) -> bool:
        """Whether a user owns the bot; False for everyone if Discord does not tell."""
        try:
            return user.id in await self._list_owners()
        except DISCORD_ERRORS as refusal:
            log.warning("The bot's owner could not be looked up (%s).", describe_discord_error(refusal))
            return False

    async def _list_owners(self) -> set[int]:
        """The ids of the bot's owners: one user, or the members of a team without its read-only ones.

        Discord is asked each time, as people leave teams.
        """
        application = await self._bot.application_info()
        team = application.team
        if team is None:
            return {application.owner.id}
        joined = [m for m in team.members if m.membership_state is discord.TeamMembershipState.accepted]
        owners = {team.owner_id, *(member.id for member in joined if member.role in _OWNING)}
        return {owner for owner in owners if owner is not None}
