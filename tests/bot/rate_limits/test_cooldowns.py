"""How often one user may ask."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest
import simcord

from bot.client import RecordBot
from bot.errors import TooSoon
from bot.rate_limits.cooldowns import Cooldowns
from bot.settings import Settings
from bot.strings import add_document as words
from index import Index
from index.attribution.parser import load_pipeline
from index.domain.server import ServerSettings
from tests.bot import layouts
from tests.bot.documents.add_setup import TUNNEL
from tests.bot.harbour import AWAY

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


pytestmark = pytest.mark.simcord(settle_timeout=60.0)


MOLE = "The mole\n\nThe mole is made of granite."


_MINUTES = 10


@pytest.fixture(scope="module", autouse=True)
def _parser() -> None:
    """Loaded once, which takes seconds."""
    load_pipeline()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data=tmp_path, additions=2, additions_seconds=60 * _MINUTES)


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=own_index, settings=settings)


async def read(moderator: simcord.MemberActor, channel: simcord.ChannelHandle, text: str = MOLE) -> str:
    shown = await moderator.slash(channel, "document add", text=text)
    assert shown.ephemeral
    return layouts.text(shown.response)


async def test_one_source_too_many_is_not_read_and_what_was_typed_is_not_lost(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    for text in (TUNNEL, MOLE):
        assert words.NOTHING_YET in await read(moderator, channel, text)

    refused = await moderator.slash(channel, "document add", text=MOLE)

    told = layouts.text(refused.response)
    assert "You've reached the limit of 2 sources for now. Nothing was read." in told
    assert "You can try again <t:" in told
    assert [words.OPEN_AGAIN] == layouts.labels(refused.response)


async def test_after_a_while_the_next_source_is_read(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    for _ in range(3):
        told = await read(moderator, channel)
    assert "You can try again" in told

    await simcord_env.advance_time(60 * _MINUTES)

    assert words.NOTHING_YET in await read(moderator, channel)


async def test_what_cannot_be_read_counts_as_well(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    for _ in range(2):
        assert "You can try again" not in await read(moderator, channel, "\u200b")

    assert "You can try again" in await read(moderator, channel)


async def test_each_moderator_counts_alone_and_in_each_server(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
) -> None:
    for _ in range(2):
        await read(moderator, channel)
    other = guild.add_member(simcord_env.create_user("pat"), roles=[guild.roles["Moderators"]])
    away = simcord_env.create_guild("Away", id=AWAY)
    role = away.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    there = away.add_member(moderator.user, roles=[role])

    assert words.NOTHING_YET in await read(other, channel)
    assert words.NOTHING_YET in await read(there, away.create_text_channel("elsewhere"))
    assert "You can try again" in await read(moderator, channel)


def test_without_a_setting_there_are_twenty_in_ten_minutes() -> None:
    settings = Settings(_env_file=None)

    assert (20, 600) == (settings.additions, settings.additions_seconds)
