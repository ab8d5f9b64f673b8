"""Settings of a server, obeyed in every way to ask."""

import sqlite3
from pathlib import Path

import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import moderation as words
from index import Index
from tests.bot import layouts
from tests.bot.harbour import CARRIES, HOME

FERRY = "The ferry does not carry lorries."

pytestmark = pytest.mark.simcord(settle_timeout=30)
"""Much is written here, which a busy disk may hold up."""


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=own_index, settings=settings)


def answer_in(index: Index, *channels: simcord.ChannelHandle | int) -> None:
    chosen = [str(one if isinstance(one, int) else one.id) for one in channels]
    index.servers.change(str(HOME), {"channels": chosen}, actor="7")


# Where it answers


async def test_elsewhere_ask_says_privately_where_it_answers(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
) -> None:
    other, third = guild.create_text_channel("other"), guild.create_text_channel("third")
    for chosen, told in (
        ((other,), f"In this server, I only answer in {other.mention}."),
        ((other, third), f"In this server, I only answer in {other.mention} and {third.mention}."),
    ):
        answer_in(own_index, *chosen)
        asked = await alice.slash(channel, "ask", question=CARRIES)

        assert told == asked.response.content
        assert asked.ephemeral
    simcord.assert_error(simcord_env)
    assert FERRY == layouts.quotations((await alice.slash(other, "ask", question=CARRIES)).response)[0]


async def test_elsewhere_a_mention_is_told_so_for_a_moment(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
) -> None:
    other = guild.create_text_channel("other")
    answer_in(own_index, other)

    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")

    assert words.answers_elsewhere([other.mention]) == channel.last_message.content
    await simcord_env.advance_time(91)
    assert 1 == len(channel.history())


async def test_a_thread_and_a_post_count_as_the_channel_that_they_are_in(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
) -> None:
    other = guild.create_text_channel("other")
    answer_in(own_index, channel)
    for parent in (channel, other):
        made = simcord_env.backend.create_thread(parent.id, "Lorries", alice.id)
        thread = simcord.ChannelHandle(simcord_env, guild, made)
        await simcord_env.settle()
        await alice.send(thread, f"{simcord_env.bot.user.mention} {CARRIES}")
        asked = await alice.slash(thread, "ask", question=CARRIES)

        is_answered = parent is channel
        assert is_answered == bool(layouts.quotations(thread.last_message))
        assert is_answered == bool(layouts.quotations(asked.response))
    simcord.assert_error(simcord_env)


async def test_where_all_chosen_channels_are_gone_it_says_so_and_answers_nowhere(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    mo: simcord.MemberActor,
    own_index: Index,
) -> None:
    answer_in(own_index, 404)

    asked = await alice.slash(channel, "ask", question=CARRIES)

    assert words.answers_elsewhere([]) == asked.response.content
    simcord.assert_error(simcord_env)
    panel = await mo.slash(channel, "moderation settings")
    assert words.NO_ANSWERS in str(panel.response.components)


async def test_the_settings_of_a_server_hold_nowhere_else(
    simcord_env: simcord.Env,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
    own_index: Index,
) -> None:
    answer_in(own_index, 404)
    own_index.servers.change(str(HOME), {"private": True, "cooldown_questions": 1}, actor="7")

    for _ in range(2):
        asked = await carol.slash(away_channel, "ask", question=CARRIES)
        direct = await simcord_env.create_user("dora").slash("ask", question=CARRIES)

        assert [FERRY, FERRY] == [layouts.quotations(one.response)[0] for one in (asked, direct)]
        assert not asked.ephemeral


# Who sees it


@pytest.mark.parametrize(
    ("is_set", "given", "expected"),
    [
        (True, {}, True),
        (True, {"private": False}, False),
        (False, {}, False),
        (False, {"private": True}, True),
    ],
)
async def test_an_answer_is_private_where_that_is_set_unless_the_asker_says_otherwise(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
    is_set: bool,
    given: dict[str, bool],
    expected: bool,
) -> None:
    own_index.servers.change(str(HOME), {"private": is_set}, actor="7")

    asked = await alice.slash(channel, "ask", question=CARRIES, **given)

    assert expected == asked.ephemeral


# How often


async def test_the_limit_of_a_server_holds_in_every_way_to_ask_and_is_its_own(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
) -> None:
    own_index.servers.change(str(HOME), {"cooldown_questions": 1, "cooldown_seconds": 30}, actor="7")
    await alice.slash(channel, "ask", question=CARRIES)

    refused = await alice.slash(channel, "ask", question=CARRIES)
    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")
    await alice.send_dm(CARRIES)

    assert refused.response.content.startswith("You've reached the limit of")
    assert channel.last_message.content.startswith("You've reached the limit of")
    assert FERRY == layouts.quotations(alice.user.dm_channel.history()[-1])[0]
    simcord.assert_error(simcord_env)

    await simcord_env.advance_time(30.5)
    assert layouts.quotations((await alice.slash(channel, "ask", question=CARRIES)).response)


async def test_a_limit_that_is_changed_begins_anew(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    own_index.servers.change(str(HOME), {"cooldown_questions": 1}, actor="7")
    await alice.slash(channel, "ask", question=CARRIES)
    own_index.servers.change(str(HOME), {"cooldown_questions": 2}, actor="7")

    answered = [
        bool(layouts.quotations((await alice.slash(channel, "ask", question=CARRIES)).response))
        for _ in range(3)
    ]

    assert [True, True, False] == answered
    simcord.assert_error(simcord_env)


async def test_where_the_settings_cannot_be_read_the_user_is_told_privately(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
    tmp_path: Path,
) -> None:
    own_index.servers.change(str(HOME), {"private": True}, actor="7")
    with sqlite3.connect(tmp_path / "own" / "data" / "record.sqlite") as connection:
        connection.execute("UPDATE servers SET settings = '{'")
    connection.close()

    asked = await alice.slash(channel, "ask", question=CARRIES)

    assert asked.ephemeral
    assert "The record can't be read at the moment." in asked.response.content
    simcord.assert_error(simcord_env)
