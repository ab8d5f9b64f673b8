"""How often one user may ask, by whatever way."""

from collections.abc import Hashable
from datetime import datetime, timedelta

from discord.ext.commands import Cooldown, CooldownMapping

from bot.errors import TooSoon
from index.domain.server import ServerSettings

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
            raise TooSoon(at + timedelta(seconds=wait))

    def _find(self, server: int | None, limit: Limit) -> CooldownMapping[Hashable]:
        counted_for = None if limit == self._usual else server
        kept, mapping = self._mappings.get(counted_for, (None, None))
        if mapping is None or kept != limit:
            mapping = CooldownMapping(Cooldown(*limit), lambda user: user)
            self._mappings[counted_for] = (limit, mapping)
        return mapping
