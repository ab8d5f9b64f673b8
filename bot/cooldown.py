"""How often one user may ask, by whatever way."""

from datetime import datetime, timedelta

from discord.ext.commands import Cooldown, CooldownMapping

from bot.errors import TooSoon


class Cooldowns:
    """Counts each user's questions. Raises TooSoon for one too many."""

    def __init__(self, *, questions: int, seconds: float) -> None:
        cooldown = Cooldown(questions, seconds)
        self._mapping: CooldownMapping[int] = CooldownMapping(cooldown, lambda user: user)

    def count(self, user: int, at: datetime) -> None:
        """Count a question asked at that moment."""
        wait = self._mapping.update_rate_limit(user, at.timestamp())
        if wait:
            raise TooSoon(at + timedelta(seconds=wait))
