"""What was accepted when the bot is stopped or dies is added once, or told of."""

import asyncio
from typing import Any, Final

import pytest
import simcord

from bot.documents.pending_additions import PendingAddition, PendingAdditions
from bot.errors import Stopped
from bot.runtime.thread_pool import Threads
from bot.settings import Settings
from bot.strings import add_document as words
from bot.strings import answers as answer_words
from index import ANY_SCOPE, Index
from tests.bot import layouts
from tests.bot.documents.add_setup import TUNNEL, at_once
from tests.bot.documents.change_setup import OwnedBot
from tests.bot.harbour import HOME
from tests.bot.holding import Held, restart, stop, titles, told
from tests.index.writing import add

pytestmark = pytest.mark.simcord(settle_timeout=30)

TITLE: Final = "The tunnel"


@pytest.fixture
def held(own_index: Index) -> Held:
    return Held(own_index)


@pytest.fixture
def simcord_bot(held: Held, settings: Settings) -> OwnedBot:
    return OwnedBot(index=held, settings=settings)  # type: ignore[arg-type]


@pytest.fixture
def accepted(settings: Settings) -> PendingAdditions:
    return PendingAdditions(settings.data / "accepted", threads=Threads(1))


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

    (added,) = [one for one in own_index.documents(scope=ANY_SCOPE) if one.title == TITLE]
    assert str(HOME) == added.scope
    assert [words.added_later(TITLE, added.id)] == told(mo.user)
    assert 1 == "\n".join(map(layouts.text, audit.history())).count(TITLE)
    assert [str(mo.id)] == [event.actor for event in own_index.admin.history(added.id, scope=ANY_SCOPE)]
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

    (added,) = [one for one in own_index.documents(scope=ANY_SCOPE) if one.title == TITLE]
    assert [words.added_later(TITLE, added.id)] == told(mo.user)


async def leave(accepted: PendingAdditions, addition: PendingAddition) -> None:
    """Keep an addition as a bot that ends before it is done."""
    with pytest.raises(Stopped):
        async with accepted.kept(addition):
            raise Stopped


def make_addition(
    index: Index, mo: simcord.MemberActor, *, server: int = HOME, **given: Any
) -> PendingAddition:
    original = index.ingestion.read_text(given.pop("text", TUNNEL)).restate({"title": TITLE})
    known = {"id": "0" * 16, "user": mo.id, "server": server, "scope": str(server), "renews": None}
    return PendingAddition(**known | given, original=original)


async def test_a_new_version_is_made_once(
    simcord_env: simcord.Env,
    mo: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
    accepted: PendingAdditions,
) -> None:
    document = add(own_index, "The gate is closed.", title="The gate", scope=str(HOME)).id
    addition = make_addition(own_index, mo, renews=document)

    for _ in range(2):
        await leave(accepted, addition)
        await restart(simcord_env, own_index, settings)

    assert ["add", "edit"] == [event.action for event in own_index.admin.history(document, scope=ANY_SCOPE)]
    assert [words.added_later(TITLE, document)] * 2 == told(mo.user)


async def test_what_cannot_be_added_any_more_is_told(
    simcord_env: simcord.Env,
    mo: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
    accepted: PendingAdditions,
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
    accepted: PendingAdditions,
) -> None:
    addition = make_addition(own_index, mo)
    await leave(accepted, addition)
    accepted.start(addition.id)

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
    accepted: PendingAdditions,
) -> None:
    await leave(accepted, make_addition(own_index, mo))
    held.arm("add")
    with at_once(simcord_env):
        starting = asyncio.create_task(restart(simcord_env, held, settings))  # type: ignore[arg-type]
        await held.wait()
    simcord_env.bot._foundation.lanes.close()  # type: ignore[attr-defined]  # as it is stopped
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
    accepted: PendingAdditions,
) -> None:
    await leave(accepted, make_addition(own_index, mo, server=4040))

    await restart(simcord_env, own_index, settings)

    assert [] == [one for one in own_index.documents(scope=ANY_SCOPE) if one.title == TITLE]
    assert ([], []) == (accepted.list_pending(), accepted.list_started())


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


def test_a_file_that_cannot_be_read_is_passed_over(accepted: PendingAdditions, settings: Settings) -> None:
    (settings.data / "accepted").mkdir()
    (settings.data / "accepted" / "0.json").write_text("{", encoding="utf-8")

    assert [] == accepted.list_pending()


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
