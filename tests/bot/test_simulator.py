"""The bot in a page: the real client, a clock that moves, and one action at a time."""

import asyncio
import os
import re
import signal
import socket
import webbrowser
from datetime import UTC, datetime, timedelta

import pytest
import simcord

from bot.client import RecordBot
from bot.errors import CannotStart
from bot.settings import Settings
from bot.simulator import _fill_server, _move_clock, _play_discord, _start_afresh, _take_turns, show
from bot.strings import answers as words
from index import Index
from tests.bot import layouts
from tests.bot.harbour import AWAY, CARRIES, HOME


async def test_each_trial_tells_its_discord_the_commands(index: Index, settings: Settings) -> None:
    """Every simulated Discord has the same ids, and none remembers the one before."""
    for _ in range(2):
        with _start_afresh(settings) as afresh:
            env = await _play_discord(RecordBot(index=index, settings=afresh))
            assert 1 == sum(request.method == "PUT" for request in env.http_requests)
            await env.shutdown()

    assert [] == list(settings.data.iterdir())


async def test_it_is_today_in_the_trial_and_the_bot_has_its_name(index: Index, settings: Settings) -> None:
    env = await _play_discord(RecordBot(index=index, settings=settings))

    assert abs(datetime.now(UTC) - env.now()) < timedelta(seconds=5)
    assert words.BOT_NAME == env.bot.user.name
    await env.shutdown()


async def test_an_error_that_was_answered_is_no_failure_of_the_page(index: Index, settings: Settings) -> None:
    env = await _play_discord(RecordBot(index=index, settings=settings))
    with env.time_context():
        channel, (alice, _) = _fill_server(env)

        asked = await alice.slash(channel, "ask", question=CARRIES, since="yesterday")

        assert words.bad_date("since") == asked.response.content
        assert [] == env.errors
    await env.shutdown()


async def test_the_second_of_the_two_people_is_a_moderator(index: Index, settings: Settings) -> None:
    env = await _play_discord(RecordBot(index=index, settings=settings))
    with env.time_context():
        channel, (member, moderator) = _fill_server(env)
        said = await moderator.send(channel, "Order!")

        with pytest.raises(simcord.BackendError):
            await member.delete(said)
        await moderator.delete(await member.send(channel, "Nonsense!"))

        assert ["Order!"] == [message.content for message in channel.history()]
    await env.shutdown()


@pytest.mark.slow
async def test_the_clock_follows_the_real_one_so_that_a_cooldown_ends(
    index: Index, settings: Settings
) -> None:
    strict = settings.model_copy(update={"cooldown_questions": 1, "cooldown_seconds": 1.0})
    env = await _play_discord(RecordBot(index=index, settings=strict))
    with env.time_context():
        channel, people = _fill_server(env)
        async with env.preview(channel, viewers=people, layout="channel") as page:
            await people[0].slash(channel, "ask", question=CARRIES)
            started = env.now()
            clock = asyncio.create_task(_move_clock(env, page, _take_turns(page)))
            for _ in range(100):
                await asyncio.sleep(0.1)
                if env.now() - started > timedelta(seconds=1.5):
                    break
            clock.cancel()
            await asyncio.wait({clock})

            asked = await people[0].slash(channel, "ask", question=CARRIES)

            assert env.now() - page.capture_time < timedelta(seconds=1)
    assert layouts.quotations(asked.response)
    await env.shutdown()


async def test_an_action_waits_for_its_turn() -> None:
    page = Page()
    turn = _take_turns(page)

    async with turn:
        action = asyncio.create_task(page._action("click"))
        await asyncio.sleep(0)
        assert [] == page.done

    assert "click" == await action
    assert ["click"] == page.done


def test_the_page_is_opened_at_its_whole_address_and_ctrl_c_ends_it(
    index: Index,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    opened: list[str] = []

    def open_and_interrupt(url: str) -> None:
        opened.append(url)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(webbrowser, "open", open_and_interrupt)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    try:
        show(index, settings, port=0, opens_browser=True)
    finally:
        signal.signal(signal.SIGINT, before)

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#[\w-]{20,}", opened[0])
    assert f"{words.trial_open(opened[0])}\n" == capsys.readouterr().out


def test_a_port_that_is_taken_is_said_to_be(index: Index, settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(CannotStart, match="cannot be shown"):
        show(index, settings, port=taken.getsockname()[1], opens_browser=False)


class Page:
    """As much of a page as takes actions."""

    def __init__(self) -> None:
        self.done: list[str] = []

    async def _action(self, what: str) -> str:
        self.done.append(what)
        return what


@pytest.mark.slow
async def test_servers_that_the_page_does_not_have_are_none_that_the_bot_left(
    own_index: Index, settings: Settings
) -> None:
    env = await _play_discord(RecordBot(index=own_index, settings=settings))
    with env.time_context():
        _fill_server(env)
        await env.advance_time(2 * 3600)
    await env.shutdown()

    assert {str(HOME), str(AWAY)} == own_index.left_servers.list_servers()
    assert [] == own_index.servers.acts(str(HOME)) == own_index.servers.acts(str(AWAY))
