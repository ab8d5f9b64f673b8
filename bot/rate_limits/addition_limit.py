"""How often a moderator may have a source read, in each server."""

from typing import Any

import discord

from bot.errors import BadSource, TooSoon
from bot.rate_limits.cooldowns import Cooldowns
from bot.strings import add_document as words


class Attempts:
    """Counts what moderators give to be read, whether or not it can be, and whatever becomes of it."""

    def __init__(self, *, most: int, seconds: float) -> None:
        self._most = most
        self._cooldowns = Cooldowns(questions=most, seconds=seconds)

    def count(self, interaction: discord.Interaction[Any]) -> None:
        """Count one source. Raises BadSource for one too many, with the time of the next."""
        try:
            self._cooldowns.count((interaction.guild_id, interaction.user.id), interaction.created_at)
        except TooSoon as error:
            raise BadSource(words.too_many_sources(self._most, error.again)) from error
