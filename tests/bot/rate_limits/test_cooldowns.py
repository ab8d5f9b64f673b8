"""How often one user may ask."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import TooSoon
from bot.rate_limits.cooldowns import Cooldowns
from index.domain.server import ServerSettings

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_one_question_too_many_is_refused_until_the_time_is_over() -> None:
    cooldowns = Cooldowns(questions=2, seconds=60)
    cooldowns.count(1, NOON)
    cooldowns.count(1, NOON + timedelta(seconds=10))

    with pytest.raises(TooSoon) as refusal:
        cooldowns.count(1, NOON + timedelta(seconds=20))

    assert NOON + timedelta(seconds=60) == refusal.value.again
    cooldowns.count(1, NOON + timedelta(seconds=61))


def test_nobody_waits_for_somebody_else() -> None:
    cooldowns = Cooldowns(questions=1, seconds=60)
    cooldowns.count(1, NOON)

    cooldowns.count(2, NOON)


def test_who_was_refused_does_not_wait_longer_for_having_tried() -> None:
    cooldowns = Cooldowns(questions=1, seconds=60)
    cooldowns.count(1, NOON)
    for second in (10, 30, 50):
        with pytest.raises(TooSoon) as refusal:
            cooldowns.count(1, NOON + timedelta(seconds=second))
        assert NOON + timedelta(seconds=60) == refusal.value.again

    cooldowns.count(1, NOON + timedelta(seconds=61))


def test_a_server_with_a_limit_of_its_own_counts_for_itself() -> None:
    cooldowns = Cooldowns(questions=1, seconds=60)
    strict, usual = ServerSettings(cooldown_questions=2, cooldown_seconds=10), ServerSettings()

    cooldowns.count(1, NOON, server=5, settings=usual)
    for _ in range(2):
        cooldowns.count(1, NOON, server=6, settings=strict)
    for server, settings in ((None, None), (5, usual), (6, strict), (7, usual)):
        with pytest.raises(TooSoon) as refusal:
            cooldowns.count(1, NOON, server=server, settings=settings)
        assert NOON + timedelta(seconds=10 if server == 6 else 60) == refusal.value.again


@pytest.mark.parametrize(
    ("settings", "again"),
    [(ServerSettings(cooldown_seconds=5), 5), (ServerSettings(cooldown_questions=1), 60)],
)
def test_half_a_limit_is_completed_by_the_bots_own(settings: ServerSettings, again: int) -> None:
    cooldowns = Cooldowns(questions=1, seconds=60)
    cooldowns.count(1, NOON, server=5, settings=settings)

    with pytest.raises(TooSoon) as refusal:
        cooldowns.count(1, NOON, server=5, settings=settings)

    assert NOON + timedelta(seconds=again) == refusal.value.again
