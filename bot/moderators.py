"""Who may moderate: checked at every step, whatever Discord hides."""

import logging

import discord

from bot import adding_words as words
from bot.errors import NotAllowed

log = logging.getLogger(__name__)


class Moderators:
    """Tells moderators of a server, and the owner of the bot."""

    def __init__(self, *, bot: discord.Client) -> None:
        self._bot = bot

    async def require(self, interaction: discord.Interaction) -> None:
        """Raise NotAllowed unless who acts is a moderator of the server in which they act."""
        member = interaction.user
        if not isinstance(member, discord.Member) or not member.guild_permissions.manage_messages:
            raise NotAllowed(words.MODERATORS_ONLY)

    async def require_owner(self, interaction: discord.Interaction) -> None:
        """Raise NotAllowed unless who acts owns the bot."""
        if not await self.is_owner(interaction.user):
            raise NotAllowed(words.OWNER_ONLY)

    async def is_owner(self, user: discord.abc.User) -> bool:
        """Whether a user owns the bot. Where Discord does not tell, nobody does."""
        try:
            application = await self._bot.application_info()
        except discord.HTTPException:
            log.warning("Discord does not tell who owns the bot.", exc_info=True)
            return False
        return user.id == application.owner.id
