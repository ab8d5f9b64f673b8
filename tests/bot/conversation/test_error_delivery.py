"""Who writes a message is told what is wrong by whatever way is open, and sees that an answer is coming."""

import asyncio
from typing import Any

import discord
import pytest
import simcord

from bot.strings import discord_errors as words
from tests.bot import layouts
from tests.bot.harbour import CARRIES


@pytest.fixture
def question(simcord_env: simcord.Env) -> str:
    return f"{simcord_env.bot.user.mention} {CARRIES}"


def make_channel(env: simcord.Env, guild: simcord.GuildHandle, *denied: str) -> simcord.ChannelHandle:
    """A channel in which the bot lacks permissions."""
    overwrite = discord.PermissionOverwrite(**dict.fromkeys(denied, False))
    return guild.create_text_channel("quay", overwrites={env.bot.user: overwrite})


def said_directly(user: simcord.MemberActor) -> list[str]:
    return [message.content for message in user.user.dm_channel.history()]


def reactions(channel: simcord.ChannelHandle) -> list[str]:
    return [str(reaction.emoji) for message in channel.history() for reaction in message.reactions]


async def test_where_the_bot_may_not_write_who_asks_is_told_directly_what_it_needs(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, alice: simcord.MemberActor, question: str
) -> None:
    quay = make_channel(simcord_env, guild, "send_messages")

    await alice.send(quay, question)

    needed = words.needed_here(["send_messages"])
    assert "I need *Send Messages* here; ask a moderator to grant it." == needed
    assert [words.from_elsewhere(quay.mention, needed)] == said_directly(alice)


async def test_in_a_thread_another_permission_is_needed(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, alice: simcord.MemberActor, question: str
) -> None:
    quay = make_channel(simcord_env, guild, "send_messages_in_threads", "read_message_history")
    made = simcord_env.backend.create_thread(quay.id, "Lorries", alice.id)
    thread = simcord.ChannelHandle(simcord_env, guild, made)
    await simcord_env.settle()

    await alice.send(thread, question)
    await alice.send(quay, question)

    needed = ["send_messages_in_threads", "read_message_history"]
    assert [words.from_elsewhere(thread.mention, words.needed_here(needed))] == said_directly(alice)
    assert words.needed_here(["read_message_history"]) == quay.last_message.content


async def test_of_one_channel_only_one_direct_message_is_sent_in_an_hour(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    question: str,
) -> None:
    quay = make_channel(simcord_env, guild, "send_messages")

    await alice.send(quay, question)
    await bob.send(quay, question)
    within = said_directly(alice), said_directly(bob), reactions(quay)
    await simcord_env.advance_time(3601)
    await bob.send(quay, question)

    assert (1, 0, ["🔇"]) == (len(within[0]), len(within[1]), within[2])
    assert 1 == len(said_directly(bob))


async def test_who_takes_no_direct_messages_sees_a_reaction(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, alice: simcord.MemberActor, question: str
) -> None:
    quay = make_channel(simcord_env, guild, "send_messages")
    simcord_env.inject_error("POST", "/users/@me/channels", status=403, code=50007)

    await alice.send(quay, question)

    assert ["🔇"] == reactions(quay)


async def test_where_nothing_is_taken_the_log_says_so_and_not_what_was_to_be_told(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    alice: simcord.MemberActor,
    question: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    quay = make_channel(simcord_env, guild, "send_messages")
    simcord_env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    simcord_env.inject_error("PUT", "/channels/*/reactions/*", status=403, code=90001)

    await alice.send(quay, question)

    assert [] == reactions(quay) == said_directly(alice)
    assert "An error could not be reported to a user (status 403, code 90001)." in caplog.messages
    assert "Send Messages" not in caplog.text


async def test_a_closed_thread_is_said_to_be_closed(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, question: str
) -> None:
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=160005, times=None)

    await alice.send(channel, question)

    assert [words.from_elsewhere(channel.mention, words.THREAD_CLOSED)] == said_directly(alice)


async def test_a_question_that_was_deleted_is_not_answered(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    question: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    simcord_env.inject_error(
        "POST", "/channels/*/messages", status=400, code=50035, message="message_reference: Unknown message"
    )

    await alice.send(channel, question)

    assert 1 == len(channel.history())
    assert [] == [record for record in caplog.records if record.exc_info]


async def test_typing_is_shown_until_the_answer_is_there_and_no_longer(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    question: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    simcord_env.settle_timeout = 5.0  # sending does not wait for the answer, which takes 30 seconds
    pages = simcord_env.bot.services.answers.answers
    answer = pages.answer

    async def answer_slowly(*arguments: Any, **named: Any) -> Any:
        await asyncio.sleep(30)
        return await answer(*arguments, **named)

    monkeypatch.setattr(pages, "answer", answer_slowly)

    await alice.send(channel, question)
    first = count_typing(simcord_env)
    await simcord_env.advance_time(29)
    during, unanswered = count_typing(simcord_env), len(channel.history()) == 1
    await simcord_env.advance_time(2)
    at_the_end = count_typing(simcord_env)
    await simcord_env.advance_time(60)

    assert unanswered
    assert layouts.quotations(channel.last_message)
    assert 1 == first
    assert during >= 1 + 29 // 10
    assert at_the_end == count_typing(simcord_env)


async def test_where_typing_cannot_be_shown_the_answer_comes_all_the_same(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, question: str
) -> None:
    simcord_env.inject_error("POST", "/channels/*/typing", status=403, code=50013, times=None)

    await alice.send(channel, question)

    assert layouts.quotations(channel.last_message)


def count_typing(env: simcord.Env) -> int:
    return sum(request.path.endswith("/typing") for request in env.http_requests)
