"""From the connection to the last breath."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Self

import aiohttp
import discord
import pytest
from pydantic import SecretStr

from bot.app import _serve, run
from bot.errors import CannotStart
from bot.settings import Settings


class Connection:
    """A bot that connects to nothing: it fails as it is told to, or stays until it is stopped."""

    def __init__(self, failure: BaseException | None = None, *, ends: bool = False) -> None:
        self._failure = failure
        self._ends = ends
        self.is_up = asyncio.Event()
        self.was_stopped = False
        self.was_closed = False
        self.was_patient = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.was_closed = True

    async def finish(self, seconds: float) -> None:
        self.was_patient = seconds > 0

    async def start(self, token: str) -> None:
        assert "token" == token
        self.is_up.set()
        if self._failure is not None:
            raise self._failure
        try:
            await asyncio.sleep(0 if self._ends else 60)
        except asyncio.CancelledError:
            self.was_stopped = True
            raise


async def serve(bot: Connection, stopping: Callable[[], None] = lambda: None) -> None:
    await _serve(bot, "token", stopping=stopping)  # type: ignore[arg-type]


class Response:
    """As much of a response as discord.py's errors look at."""

    reason = "made up"

    def __init__(self, status: int) -> None:
        self.status = status


@pytest.mark.parametrize("received", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_connection_and_closes_the_bot(received: signal.Signals) -> None:
    bot = Connection()
    told: list[bool] = []
    serving = asyncio.create_task(serve(bot, lambda: told.append(True)))
    await bot.is_up.wait()

    os.kill(os.getpid(), received)
    await asyncio.wait_for(serving, timeout=5)

    assert [True] == told
    assert bot.was_stopped
    assert bot.was_patient
    assert bot.was_closed


@pytest.mark.slow
def test_a_process_whose_threads_are_held_up_ends_soon_after_a_signal() -> None:
    """Of a file that is never read to its end, and of work in the threads of the event loop."""
    process = subprocess.Popen(  # noqa: S603 - of this file
        [sys.executable, "-c", _HELD_UP], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert "up\n" == process.stdout.readline()

        process.send_signal(signal.SIGTERM)

        assert 0 == process.wait(timeout=60)
    finally:
        process.kill()
        process.communicate()


_HELD_UP = """
import asyncio, threading, time
from concurrent.futures import ThreadPoolExecutor
from bot import app
from tests.bot.test_app import Connection

class HeldUp(Connection):
    async def start(self, token):
        ThreadPoolExecutor(1).submit(time.sleep, 600)
        threading.Timer(0.2, lambda: print("up", flush=True)).start()
        await asyncio.to_thread(time.sleep, 600)

app._SHUTDOWN_LIMIT_SECONDS = 0.5
asyncio.run(app._serve(HeldUp(), "token", stopping=app._end_in_time))
"""


async def test_a_connection_that_ends_by_itself_is_no_error() -> None:
    bot = Connection(ends=True)

    await serve(bot)

    assert bot.was_closed


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (discord.LoginFailure("Improper token"), "Discord did not accept the token. Copy it again"),
        (
            aiohttp.ClientConnectionError(),
            "Discord cannot be reached. Check this machine's network connection",
        ),
        (discord.GatewayNotFound(), "Discord cannot be reached. Check this machine's network connection"),
        (TimeoutError(), "Discord cannot be reached. Check this machine's network connection"),
        (discord.HTTPException(Response(503), "busy"), "Discord refused the connection (status 503)."),  # type: ignore[arg-type]
        (
            discord.ConnectionClosed(Response(0), shard_id=None, code=4004),
            "Discord closed the connection (code 4004).",
        ),  # type: ignore[arg-type]
    ],
)
async def test_a_connection_that_never_comes_about_is_explained(failure: Exception, told: str) -> None:
    bot = Connection(failure)

    with pytest.raises(CannotStart) as refusal:
        await serve(bot)

    assert str(refusal.value).startswith(told)
    assert bot.was_closed


async def test_a_bug_is_not_explained_away() -> None:
    with pytest.raises(ZeroDivisionError):
        await serve(Connection(ZeroDivisionError()))


@pytest.mark.parametrize("token", [None, "  "])
def test_without_a_token_nothing_is_opened(settings: Settings, token: str | None) -> None:
    tokenless = settings.model_copy(update={"discord_token": token and SecretStr(token)})

    with pytest.raises(CannotStart, match=r"There is no token\. Set RECORD_DISCORD_TOKEN in \.env"):
        run(tokenless)

    assert [] == list(settings.data.iterdir())
