"""What was begun when the bot is stopped or dies: it is finished, once, or told of."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final

import pytest
import simcord
from simcord.http import FakeHTTPClient

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import answers as answer_words
from index import ANY_SCOPE, Index
from tests.bot import layouts
from tests.bot.documents.add_setup import at_once
from tests.bot.documents.change_setup import OwnedBot
from tests.bot.harbour import CAPITAL, CARRIES, HOME
from tests.bot.holding import PATIENCE, Held, restart, stop, told
from tests.bot.tour import ACTS, Walk
from tests.index.writing import add
from tests.strength import mostly_slow

pytestmark = pytest.mark.simcord(settle_timeout=30)


@pytest.fixture
def held(own_index: Index) -> Held:
    return Held(own_index)


@pytest.fixture
def simcord_bot(held: Held, settings: Settings) -> OwnedBot:
    return OwnedBot(index=held, settings=settings)  # type: ignore[arg-type]


@pytest.fixture
def audit(own_index: Index, guild: simcord.GuildHandle) -> simcord.ChannelHandle:
    audit = guild.create_text_channel("audit")
    own_index.servers.change(str(HOME), {"audit_channel": str(audit.id)}, actor="7")
    return audit


# Questions


async def ask(env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle) -> Any:
    return await alice.slash(channel, "ask", question=CARRIES)


async def mention(env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle) -> Any:
    return await alice.send(channel, f"{env.bot.user.mention} {CARRIES}")


async def ask_directly(env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle) -> Any:
    return await alice.send_dm(CARRIES)


@pytest.mark.parametrize("act", [ask, mention, ask_directly])
async def test_a_question_that_is_being_answered_gets_its_answer_before_the_end_and_no_other_after_it(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    held: Held,
    own_index: Index,
    settings: Settings,
    act: Callable[..., Awaitable[Any]],
) -> None:
    held.arm("ask")
    with at_once(simcord_env):
        await act(simcord_env, alice, channel)
        await held.wait()
        await stop(simcord_env, 0.01)  # it waits no longer than it is told to
        assert [] == list_answers(alice, channel)
        stopping = asyncio.create_task(stop(simcord_env))
        await asyncio.sleep(0)
        held.release()
        await stopping

        (answer,) = list_answers(alice, channel)
    await restart(simcord_env, own_index, settings)
    assert [answer] == list_answers(alice, channel)


def list_answers(alice: simcord.MemberActor, channel: simcord.ChannelHandle) -> list[list[str]]:
    shown = [*channel.history(), *alice.user.dm_channel.history()]
    return [found for message in shown if (found := layouts.quotations(message))]


async def test_a_button_is_answered_before_the_end(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, held: Held
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    held.arm("status")
    with at_once(simcord_env):
        pressed = await alice.click(asked.response, custom_id=find_context(asked.response))
        await held.wait()
        stopping = asyncio.create_task(stop(simcord_env))
        await asyncio.sleep(0)
        held.release()
        await stopping

        assert layouts.quotations(pressed.response or pressed.followups[0])


def find_context(reply: layouts.Reply) -> str:
    return next(one for one in layouts.custom_ids(reply) if one.startswith("context:"))


async def test_what_discord_delivers_twice_is_answered_once(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    delivered: list[tuple[str, Any]] = []
    simcord_env.backend.subscribers.append(lambda event, payload: delivered.append((event, payload)))
    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")
    await alice.send(channel, f"{simcord_env.bot.user.mention}")
    asked = await alice.slash(channel, "ask", question=CARRIES)
    pressed = await alice.click(asked.response, custom_id=find_context(asked.response))
    before = [message.id for message in channel.history()]
    again = [(event, one) for event, one in delivered if event in ("MESSAGE_CREATE", "INTERACTION_CREATE")]

    await simcord_env.advance_time(60)
    for event, payload in again:
        simcord_env.backend.emit(event, payload)
    await simcord_env.settle()

    assert before == [message.id for message in channel.history()]
    assert [] == asked.followups
    assert 1 == len([one for one in (pressed.response, *pressed.followups) if one and one.ephemeral])
    simcord.assert_error(simcord_env)


# What the bot does by itself


@pytest.fixture
def calls(own_index: Index, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], Held]:
    """What lets a part of the record wait at one of its calls."""

    def hold(part: Any, name: str) -> Held:
        held = Held(SimpleNamespace(**{name: getattr(part, name)}))  # type: ignore[arg-type]
        held.arm(name)
        monkeypatch.setattr(part, name, getattr(held, name))
        return held

    return hold


async def test_who_is_being_told_of_an_answer_is_told_once(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The bot is stopped while Discord has the message and its answer is under way."""
    asked = await alice.slash(channel, "ask", question=CAPITAL)
    await alice.click(asked.response, label=answer_words.FOLLOW)
    add(own_index, f"{CAPITAL[:-1]} of the old harbour mine.", title="The mine", scope=str(HOME))
    has_come, goes_on = asyncio.Event(), asyncio.Event()
    request = FakeHTTPClient.request

    async def answer_late(self: Any, route: Any, **given: Any) -> Any:
        answer = await request(self, route, **given)
        if route.path == "/channels/{channel_id}/messages":
            has_come.set()
            await goes_on.wait()
        return answer

    monkeypatch.setattr(FakeHTTPClient, "request", answer_late)
    following: Any = simcord_env.bot.get_cog("FollowerCog")  # type: ignore[attr-defined]  # it is a RecordBot
    await following.after_change(str(HOME))
    await asyncio.wait_for(has_come.wait(), PATIENCE)

    closing = asyncio.create_task(simcord_env.bot.close())
    await asyncio.sleep(0.05)
    goes_on.set()
    await closing

    assert 1 == len(told(alice.user))
    assert [] == own_index.unanswered.waiting()


async def test_a_daily_quotation_that_is_drawn_is_posted_before_the_end_and_not_again(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    own_index: Index,
    settings: Settings,
    calls: Callable[[Any, str], Held],
) -> None:
    own_index.servers.change(str(HOME), {"daily_channel": str(channel.id)}, actor="7")
    at = datetime.now(UTC).replace(hour=10) + timedelta(days=1)
    held = calls(own_index.quotes, "draw")
    looking = asyncio.create_task(simcord_env.bot.get_cog("DailyQuoteCog").post(at))  # type: ignore[attr-defined]
    await held.wait()

    closing = asyncio.create_task(simcord_env.bot.close())
    await asyncio.sleep(0.05)
    assert not closing.done()
    held.release()
    await asyncio.gather(closing, looking)
    await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))
    await simcord_env.bot.get_cog("DailyQuoteCog").post(at)  # type: ignore[attr-defined]

    assert 1 == len(channel.history())


# Acts of moderators

BY_MODERATORS: Final = {
    "remove": "remove",
    "restore": "restore",
    "undo": "admin.undo",
    "purge": "admin.purge",
}
"""Acts of the tour, and the calls by which they are done."""


@pytest.mark.parametrize("name", mostly_slow(BY_MODERATORS))
async def test_an_act_of_a_moderator_is_done_once_and_told_before_the_end(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    audit: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    mo: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
    calls: Callable[[Any, str], Held],
    name: str,
) -> None:
    (own,) = [one.id for one in own_index.documents(scope=ANY_SCOPE) if one.scope == str(HOME)]
    walk = Walk(simcord_env, own_index, guild, channel, audit, alice, mo, own)
    simcord_env.bot.owner = mo.id  # type: ignore[attr-defined]  # it is an OwnedBot
    clean = layouts.text((await ACTS[name](walk)).response)
    before = count_acts(own_index)
    begun: asyncio.Future[Held] = asyncio.get_running_loop().create_future()

    def hold_call(path: str) -> Held:
        group, _, call = path.rpartition(".")
        return calls(getattr(own_index, group) if group else own_index, call)

    walk.begin = lambda: begun.set_result(hold_call(BY_MODERATORS[name]))

    acting = asyncio.create_task(ACTS[name](walk))
    await asyncio.wait({acting, begun}, return_when=asyncio.FIRST_COMPLETED)
    held = begun.result()
    await held.wait()
    stopping = asyncio.create_task(stop(simcord_env))
    await asyncio.sleep(0)
    held.release()
    await stopping
    posted = len(audit.history())
    done = await acting
    await restart(simcord_env, own_index, settings)

    assert clean.split()[:3] == layouts.text(done.response).split()[:3]
    assert posted == len(audit.history())
    assert before + 2 == count_acts(own_index)  # the tour prepares each by another


def count_acts(index: Index) -> int:
    return len(index.audit.read(scope=str(HOME), limit=1000))
