"""*Tell me when this is answered*: followed, answered, told once; and who is never told."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import answers as words
from bot.strings import moderation as moderation_words
from index import EVERYONE, Index
from index.domain.unanswered_question import Retention
from index.store.followers import MAX_FOLLOWED
from tests.bot import layouts
from tests.bot.gaps import ANSWER, GLOW, OWLS, fill
from tests.bot.harbour import AWAY, CARRIES, HOME

pytestmark = pytest.mark.simcord(settle_timeout=30)
"""Much is written here, which a busy disk may hold up."""

AddAnswer = Callable[..., Awaitable[None]]


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=own_index, settings=settings)


@pytest.fixture
async def followed(channel: simcord.ChannelHandle, alice: simcord.MemberActor) -> discord.Message:
    """A silent answer in a channel, which Alice follows."""
    await ask_and_follow(alice, channel)
    return channel.history()[0]


@pytest.fixture
def add_answer(simcord_env: simcord.Env, own_index: Index, tmp_path: Path) -> AddAnswer:
    """Adds for a scope what answers the question, as a moderator would."""

    async def add(scope: str = EVERYONE) -> None:
        fill(own_index, tmp_path, scope)
        await change(simcord_env, scope)

    return add


async def change(env: simcord.Env, scope: str) -> None:
    """What adding a document sets off, up to its end."""
    await call_back(env, scope)
    await env.advance_time(3)


async def call_back(env: simcord.Env, scope: str) -> None:
    """As the bot itself does; with a private name of simcord, so that it takes the waiting for the bot's."""
    bot: Any = env.bot
    with env._bot_scope():
        await bot.services.answers.followers.after_change(scope)


def told(user: Any) -> list[discord.Message]:
    """The direct messages of the bot to somebody."""
    return [one for one in user.dm_channel.history() if one.author.bot]


async def ask_and_follow(actor: Any, *place: Any, question: str = GLOW, **options: Any) -> Any:
    asked = await actor.slash(*place, "ask", question=question, **options)
    return await actor.click(asked.response, label=words.FOLLOW)


def followers(index: Index) -> list[str]:
    return [one.user for one in index.unanswered.waiting()]


async def test_a_silent_answer_can_be_followed_and_an_answer_cannot(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    silent = await alice.slash(channel, "ask", question=GLOW)
    answered = await alice.slash(channel, "ask", question=CARRIES)
    await alice.send(channel, f"{simcord_env.bot.user.mention} {OWLS}")

    assert words.FOLLOW in layouts.labels(silent.response)
    assert words.FOLLOW not in layouts.labels(answered.response)
    assert words.FOLLOW in layouts.labels(channel.last_message)


async def test_who_follows_is_told_privately_that_they_do_and_is_the_only_one_named(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor, own_index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=GLOW)

    followed = await bob.click(asked.response, label=words.FOLLOW)
    again = await bob.click(asked.response, label=words.FOLLOW)

    assert followed.ephemeral
    assert moderation_words.following(180) == followed.response.content
    assert moderation_words.FOLLOWED_ALREADY == again.response.content
    assert [str(bob.id)] == followers(own_index)


async def test_a_question_that_is_refused_now_keeps_nobody_else_waiting(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    followed: discord.Message,
    own_index: Index,
    add_answer: AddAnswer,
) -> None:
    now, retention = discord.utils.utcnow(), Retention(questions=9, days=9)
    unanswered, scope = own_index.unanswered, str(HOME)
    unanswered.keep("Hi", scope=scope, nearest=None, at=now, retention=retention)
    (key,) = [one.key for one in unanswered.groups(scope) if one.questions == ("Hi",)]
    unanswered.follow("1", scope=scope, key=key, place="1/2/3", at=now)

    await add_answer(scope)

    assert 1 == len(told(alice.user))
    assert ["1"] == followers(own_index)


async def test_who_follows_gets_the_quotation_and_a_link_to_where_they_asked_once(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    followed: discord.Message,
    own_index: Index,
    add_answer: AddAnswer,
) -> None:
    await add_answer(str(HOME))
    await change(simcord_env, str(HOME))

    (message,) = told(alice.user)
    assert [moderation_words.NEWS, f"**{GLOW}**"] == layouts.texts(message)[:2]
    assert ANSWER == layouts.quotations(message)[0]
    assert "Myra Cell" in layouts.text(message)
    assert (
        f"https://discord.com/channels/{HOME}/{followed.channel.id}/{followed.id}"
        == layouts.links(message)[-1]
    )
    assert layouts.links(message)[0].startswith("https://example.org/mushrooms")
    assert [] == layouts.custom_ids(message)
    assert [] == followers(own_index)


async def test_a_private_answer_is_linked_by_its_channel_and_a_direct_message_by_itself(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    add_answer: AddAnswer,
) -> None:
    dora = simcord_env.create_user("dora")
    await ask_and_follow(alice, channel, private=True)
    await ask_and_follow(dora)

    await add_answer()

    (to_alice,), to_dora = told(alice.user), told(dora)[-1]
    assert f"https://discord.com/channels/{HOME}/{channel.id}" == layouts.links(to_alice)[-1]
    where = f"https://discord.com/channels/@me/{dora.dm_channel.id}/"
    assert layouts.links(to_dora)[-1].startswith(where)
    assert ANSWER == layouts.quotations(to_dora)[0]


async def test_what_is_still_silent_goes_on_being_followed(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index, add_answer: AddAnswer
) -> None:
    await ask_and_follow(alice, channel, question=OWLS)

    await add_answer()

    assert [] == told(alice.user)
    assert [str(alice.id)] == followers(own_index)


@pytest.mark.usefixtures("followed")
async def test_nobody_is_told_words_of_another_servers_documents(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
    own_index: Index,
    add_answer: AddAnswer,
) -> None:
    dora = simcord_env.create_user("dora")
    await ask_and_follow(carol, away_channel)
    await ask_and_follow(dora)

    await add_answer(str(AWAY))
    for scope in (str(HOME), EVERYONE):
        await change(simcord_env, scope)

    assert 1 == len(told(carol.user))
    assert [] == told(alice.user)
    assert ANSWER not in "".join(text for one in told(dora) for text in layouts.texts(one))
    assert {str(alice.id), str(dora.id)} == set(followers(own_index))


@pytest.mark.usefixtures("followed")
async def test_who_left_the_server_is_not_told_and_is_forgotten(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    alice: simcord.MemberActor,
    own_index: Index,
    add_answer: AddAnswer,
) -> None:
    guild.remove_member(alice)
    await simcord_env.settle()

    await add_answer(str(HOME))

    assert [] == told(alice.user)
    assert [] == followers(own_index)


@pytest.mark.usefixtures("followed")
async def test_where_direct_messages_are_closed_nothing_is_said_and_no_name_is_logged(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    own_index: Index,
    add_answer: AddAnswer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot")
    path = f"/channels/{alice.user.dm_channel.id}/messages"
    simcord_env.inject_error("POST", path, status=403, code=50007)

    await add_answer()

    assert [] == told(alice.user)
    assert [] == followers(own_index)
    (logged,) = [one for one in caplog.records if one.name == "bot.unanswered.followers"]
    assert "A user who follows a question cannot be notified (code 50007)." == logged.getMessage()
    assert logged.exc_info is None
    assert str(alice.id) not in caplog.text


@pytest.mark.usefixtures("followed")
async def test_where_discord_fails_they_are_told_at_the_next_change(
    simcord_env: simcord.Env, alice: simcord.MemberActor, own_index: Index, add_answer: AddAnswer
) -> None:
    simcord_env.inject_error("GET", f"/guilds/{HOME}/members/*", status=400)

    await add_answer()
    assert [str(alice.id)] == followers(own_index)
    await change(simcord_env, EVERYONE)

    assert 1 == len(told(alice.user))


@pytest.mark.usefixtures("followed")
async def test_what_was_erased_meanwhile_is_not_told(
    simcord_env: simcord.Env, alice: simcord.MemberActor, own_index: Index, tmp_path: Path
) -> None:
    bot: Any = simcord_env.bot
    (waiting,) = own_index.unanswered.waiting()
    fill(own_index, tmp_path)
    own_index.unanswered.forget(str(alice.id))

    await bot.services.answers.followers._tell(waiting, own_index.ask(GLOW))

    assert [] == told(alice.user)


@pytest.mark.usefixtures("followed")
async def test_many_changes_in_a_row_ask_once(
    simcord_env: simcord.Env, own_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = own_index.ask

    def count(question: str, **options: Any) -> Any:
        asked.append(question)
        return ask(question, **options)

    monkeypatch.setattr(own_index, "ask", count)
    for _ in range(9):
        await call_back(simcord_env, str(HOME))
        await call_back(simcord_env, str(AWAY))
    await simcord_env.advance_time(3)

    assert [GLOW] == asked


@pytest.mark.usefixtures("followed")
async def test_what_another_process_added_is_seen_within_a_minute(
    simcord_env: simcord.Env, alice: simcord.MemberActor, own_index: Index, tmp_path: Path
) -> None:
    await simcord_env.advance_time(61)  # in the first minute the bot does not look
    fill(own_index, tmp_path)

    await simcord_env.advance_time(61)

    assert 1 == len(told(alice.user))


async def test_the_button_works_after_a_restart_and_what_was_added_meanwhile_is_told(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
    tmp_path: Path,
) -> None:
    asked = await alice.slash(channel, "ask", question=GLOW)
    await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))
    await alice.click(asked.response, label=words.FOLLOW)
    fill(own_index, tmp_path)

    await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))
    await simcord_env.advance_time(61)

    assert 1 == len(told(alice.user))
    late = await bob.click(asked.response, label=words.FOLLOW)
    assert moderation_words.following(180) == late.response.content


async def test_a_question_that_is_kept_no_longer_cannot_be_followed(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
) -> None:
    bot: Any = simcord_env.bot
    asked = await alice.slash(channel, "ask", question=GLOW)
    retention = bot.services.answers.followers._unanswered.retention
    own_index.unanswered.expire(simcord_env.now() + timedelta(days=181), retention)

    pressed = await alice.click(asked.response, label=words.FOLLOW)

    assert words.QUESTION_GONE == pressed.response.content


async def test_too_many_are_refused_with_a_sentence(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index, simcord_env: simcord.Env
) -> None:
    bot: Any = simcord_env.bot
    for number in range(MAX_FOLLOWED):
        question, scope = f"Is {number} a prime?", str(HOME)
        answer = own_index.ask(question)
        key = bot.services.answers.followers._unanswered.keep(HOME, answer)
        await bot.services.answers.followers._unanswered.wait_for(key)
        own_index.unanswered.follow(str(alice.id), scope=scope, key=key, place="1/2", at=simcord_env.now())

    refused = await ask_and_follow(alice, channel)

    assert f"You can follow at most {MAX_FOLLOWED} questions at a time." == refused.response.content


async def test_old_questions_are_forgotten(
    simcord_env: simcord.Env, own_index: Index, settings: Settings
) -> None:
    at = simcord_env.now() - timedelta(days=181)
    own_index.unanswered.keep(GLOW, scope="1", nearest=None, at=at, retention=Retention(9, 9))
    key = own_index.unanswered.groups("1")[0].key
    own_index.unanswered.follow("8", scope="1", key=key, place="1/2", at=at)

    await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))
    await simcord_env.advance_time(61)

    assert [] == own_index.unanswered.groups("1")
    assert [] == followers(own_index)
