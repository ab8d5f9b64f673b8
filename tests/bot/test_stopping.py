"""What was begun when the bot is stopped or dies: it is finished, once, or told of."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final

import pytest
import simcord
from simcord.http import FakeHTTPClient

from bot.adding.accepted import Accepted, Addition
from bot.client import RecordBot
from bot.errors import Stopped
from bot.settings import Settings
from bot.words import adding as words
from bot.words import answers as answer_words
from index import Index
from tests.bot import layouts
from tests.bot.adding.setup import TUNNEL, at_once
from tests.bot.harbour import CAPITAL, CARRIES, HOME
from tests.bot.keeping.setup import OwnedBot
from tests.bot.tour import ACTS, Walk
from tests.index.writing import add

pytestmark = pytest.mark.simcord(settle_timeout=30)

PATIENCE: Final = 20.0
TITLE: Final = "The tunnel"


class Held:
    """A record of which one sort of call, once it is armed, waits until it is released."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._held = ""
        self.is_held, self._go_on = threading.Event(), threading.Event()

    def arm(self, name: str) -> None:
        self._held = name

    def release(self) -> None:
        self._held = ""
        self._go_on.set()

    async def wait(self) -> None:
        assert await asyncio.to_thread(self.is_held.wait, PATIENCE)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._index, name)
        if name != self._held:
            return found

        def held(*given: Any, **named: Any) -> Any:
            self.is_held.set()
            self._go_on.wait(PATIENCE)
            return found(*given, **named)

        return held


@pytest.fixture
def held(own_index: Index) -> Held:
    return Held(own_index)


@pytest.fixture
def simcord_bot(held: Held, settings: Settings) -> OwnedBot:
    return OwnedBot(index=held, settings=settings)  # type: ignore[arg-type]


@pytest.fixture
def accepted(settings: Settings) -> Accepted:
    return Accepted(settings.data / "accepted")


async def restart(env: simcord.Env, index: Index, settings: Settings) -> None:
    await env.bot.close()
    await env.restart_bot(RecordBot(index=index, settings=settings))
    await env.settle()


async def stop(env: simcord.Env, seconds: float = PATIENCE) -> None:
    await env.bot.finish(seconds)  # type: ignore[attr-defined]  # it is a RecordBot


def told(user: Any) -> list[str]:
    return [message.content for message in user.dm_channel.history()]


def titles(index: Index) -> list[str]:
    return [document.title for document in index.documents(scope=str(HOME))]


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
    held.arm("standing")
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


# Documents


async def accept(
    env: simcord.Env, mo: simcord.MemberActor, channel: simcord.ChannelHandle, held: Held
) -> Any:
    """Press *Add*, and wait until the document is being added."""
    file = ("tunnel.md", f"---\ntitle: {TITLE}\n---\n\n{TUNNEL}".encode())
    shown = await mo.slash(channel, "document add", file=file)
    held.arm("add")
    with at_once(env):
        await mo.click(shown.response, label="Add")
        await held.wait()
    return shown


@pytest.fixture
def audit(own_index: Index, guild: simcord.GuildHandle) -> simcord.ChannelHandle:
    audit = guild.create_text_channel("audit")
    own_index.servers.change(str(HOME), {"audit_channel": str(audit.id)}, actor="7")
    return audit


async def test_what_is_being_added_is_added_after_the_restart_and_told_once(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    held: Held,
    own_index: Index,
    settings: Settings,
    audit: simcord.ChannelHandle,
) -> None:
    shown = await accept(simcord_env, mo, channel, held)

    stopping = asyncio.create_task(stop(simcord_env))
    await asyncio.sleep(0)
    held.release()
    await stopping
    assert TITLE not in titles(own_index)
    assert words.ADDED_LATER == layouts.text(shown.response)
    for _ in range(2):
        await restart(simcord_env, own_index, settings)

    (added,) = [one for one in own_index.documents() if one.title == TITLE]
    assert str(HOME) == added.scope
    assert [words.added_later(TITLE, added.id)] == told(mo.user)
    assert 1 == "\n".join(map(layouts.text, audit.history())).count(TITLE)
    assert [str(mo.id)] == [event.actor for event in own_index.history(added.id)]
    assert [] == own_index.check()


async def test_what_was_added_just_before_the_bot_died_is_not_added_again(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    held: Held,
    own_index: Index,
    settings: Settings,
) -> None:
    await accept(simcord_env, mo, channel, held)

    died = asyncio.create_task(simcord_env._detach_bot())
    await asyncio.sleep(0.05)
    held.release()
    await died
    assert 1 == titles(own_index).count(TITLE)
    await restart(simcord_env, own_index, settings)

    (added,) = [one for one in own_index.documents() if one.title == TITLE]
    assert [words.added_later(TITLE, added.id)] == told(mo.user)


async def leave(accepted: Accepted, addition: Addition) -> None:
    """Keep an addition as a bot that ends before it is done."""
    with pytest.raises(Stopped):
        async with accepted.kept(addition):
            raise Stopped


def make_addition(index: Index, mo: simcord.MemberActor, *, server: int = HOME, **given: Any) -> Addition:
    original = index.read_text(given.pop("text", TUNNEL)).restate({"title": TITLE})
    known = {"id": "0" * 16, "user": mo.id, "server": server, "scope": str(server), "renews": None}
    return Addition(**known | given, original=original)


async def test_a_new_version_is_made_once(
    simcord_env: simcord.Env,
    mo: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
    accepted: Accepted,
) -> None:
    document = add(own_index, "The gate is closed.", title="The gate", scope=str(HOME)).id
    addition = make_addition(own_index, mo, renews=document)

    for _ in range(2):
        await leave(accepted, addition)
        await restart(simcord_env, own_index, settings)

    assert ["add", "edit"] == [event.action for event in own_index.history(document)]
    assert [words.added_later(TITLE, document)] * 2 == told(mo.user)


async def test_what_cannot_be_added_any_more_is_told(
    simcord_env: simcord.Env,
    mo: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
    accepted: Accepted,
) -> None:
    await leave(accepted, make_addition(own_index, mo, renews="a" * 8))

    await restart(simcord_env, own_index, settings)
    await restart(simcord_env, own_index, settings)

    (sentence,) = told(mo.user)
    assert sentence.startswith(words.not_added_later(TITLE, ""))
    assert TITLE not in titles(own_index)


async def test_what_a_bot_died_of_is_not_tried_a_third_time(
    simcord_env: simcord.Env,
    mo: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
    accepted: Accepted,
) -> None:
    addition = make_addition(own_index, mo)
    await leave(accepted, addition)
    accepted.begin(addition.id)

    for _ in range(2):
        await restart(simcord_env, own_index, settings)

    assert [words.not_added_later(TITLE, words.NOT_TRIED_AGAIN)] == told(mo.user)
    assert TITLE not in titles(own_index)


async def test_a_bot_that_is_stopped_again_meanwhile_goes_on_at_the_next_start(
    simcord_env: simcord.Env,
    mo: simcord.MemberActor,
    held: Held,
    own_index: Index,
    settings: Settings,
    accepted: Accepted,
) -> None:
    await leave(accepted, make_addition(own_index, mo))
    held.arm("add")
    with at_once(simcord_env):
        starting = asyncio.create_task(restart(simcord_env, held, settings))  # type: ignore[arg-type]
        await held.wait()
    simcord_env.bot._additions.close()  # type: ignore[attr-defined]  # as it is stopped
    held.release()
    await starting
    assert TITLE not in titles(own_index)

    await restart(simcord_env, own_index, settings)

    assert TITLE in titles(own_index)
    assert 1 == len(told(mo.user))
    simcord.assert_error(simcord_env)


async def test_nothing_is_added_for_a_server_that_the_bot_left(
    simcord_env: simcord.Env,
    mo: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
    accepted: Accepted,
) -> None:
    await leave(accepted, make_addition(own_index, mo, server=4040))

    await restart(simcord_env, own_index, settings)

    assert [] == [one for one in own_index.documents() if one.title == TITLE]
    assert ([], []) == (accepted.list_left(), accepted.list_begun())


async def test_a_source_that_is_being_read_is_told_to_be_given_again(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, mo: simcord.MemberActor, held: Held
) -> None:
    held.arm("read_text")
    with at_once(simcord_env):
        shown = await mo.slash(channel, "document add", text=TUNNEL)
        await held.wait()
        await stop(simcord_env)
        assert words.STOPPED in layouts.text(shown.response)
    held.release()


def test_a_file_that_cannot_be_read_is_passed_over(accepted: Accepted, settings: Settings) -> None:
    (settings.data / "accepted").mkdir()
    (settings.data / "accepted" / "0.json").write_text("{", encoding="utf-8")

    assert [] == accepted.list_left()


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
    following: Any = simcord_env.bot.get_cog("Following")  # type: ignore[attr-defined]  # it is a RecordBot
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
    held = calls(own_index.quoting, "draw")
    looking = asyncio.create_task(simcord_env.bot.get_cog("Daily").post(at))  # type: ignore[attr-defined]
    await held.wait()

    closing = asyncio.create_task(simcord_env.bot.close())
    await asyncio.sleep(0.05)
    assert not closing.done()
    held.release()
    await asyncio.gather(closing, looking)
    await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))
    await simcord_env.bot.get_cog("Daily").post(at)  # type: ignore[attr-defined]

    assert 1 == len(channel.history())


# Acts of moderators

BY_MODERATORS: Final = {"remove": "remove", "restore": "restore", "undo": "undo", "purge": "purge"}
"""Acts of the tour, and the calls by which they are done."""


@pytest.mark.parametrize("name", BY_MODERATORS)
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
    (own,) = [one.id for one in own_index.documents() if one.scope == str(HOME)]
    walk = Walk(simcord_env, own_index, guild, channel, audit, alice, mo, own)
    simcord_env.bot.owner = mo.id  # type: ignore[attr-defined]  # it is an OwnedBot
    clean = layouts.text((await ACTS[name](walk)).response)
    before = count_acts(own_index)
    begun: asyncio.Future[Held] = asyncio.get_running_loop().create_future()
    walk.begin = lambda: begun.set_result(calls(own_index, BY_MODERATORS[name]))

    acting = asyncio.create_task(ACTS[name](walk))
    held = await begun
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
    return len(index.audit(scope=str(HOME), limit=1000))


async def test_where_the_disk_takes_nothing_the_preview_stays_and_says_so(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
) -> None:
    (settings.data / "accepted").write_text("a file where the folder would be", encoding="utf-8")
    file = ("tunnel.md", f"---\ntitle: {TITLE}\n---\n\n{TUNNEL}".encode())
    shown = await mo.slash(channel, "document add", file=file)

    await mo.click(shown.response, label="Add")

    assert "Add" in layouts.labels(shown.response)
    assert answer_words.RECORD_FAILED in layouts.text(shown.response)
    assert TITLE not in titles(own_index)
