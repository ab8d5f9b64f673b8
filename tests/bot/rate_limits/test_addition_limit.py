"""A moderator may have so many sources read in one server, and is told when the next may come."""

from pathlib import Path

import discord
import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import add_document as words
from index import Index
from index.attribution.parser import load_pipeline
from tests.bot import layouts
from tests.bot.documents.add_setup import TUNNEL
from tests.bot.harbour import AWAY

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
