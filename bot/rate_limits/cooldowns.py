"""Limits of how often one user may ask a question, and a moderator may have a source read."""

from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.ext.commands import Cooldown, CooldownMapping

from bot.errors import BadSource, TooSoon
from bot.strings import add_document as words
from index import ServerSettings

Limit = tuple[int, float]
"""So many questions, or whatever is counted, in so many seconds."""


class Cooldowns:
    """Counts each user's questions. Raises TooSoon for one too many.

    A server that set a limit of its own counts for itself; all others, and direct messages, count together.
    """

    def __init__(self, *, questions: int, seconds: float) -> None:
        self._usual: Limit = (questions, seconds)
        self._mappings: dict[int | None, tuple[Limit, CooldownMapping[Hashable]]] = {}

    def count(
        self,
        user: Hashable,
        at: datetime,
        *,
        server: int | None = None,
        settings: ServerSettings | None = None,
    ) -> None:
        """Count a question asked at that moment, in a server with those settings."""
        questions, seconds = self._usual
        if settings is not None:
            questions = settings.cooldown_questions or questions
            seconds = settings.cooldown_seconds or seconds
        wait = self._find(server, (questions, seconds)).update_rate_limit(user, at.timestamp())
        if wait:
            raise TooSoon(at + timedelta(seconds=wait), questions=questions, seconds=seconds)

    def _find(self, server: int | None, limit: Limit) -> CooldownMapping[Hashable]:
        counted_for = None if limit == self._usual else server
        kept, mapping = self._mappings.get(counted_for, (None, None))
        if mapping is None or kept != limit:
            mapping = CooldownMapping(Cooldown(*limit), lambda user: user)
            self._mappings[counted_for] = (limit, mapping)
        return mapping


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
