"""How often one user may ask."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.cooldown import Cooldowns
from bot.errors import TooSoon

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
