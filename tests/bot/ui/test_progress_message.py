"""Progress is shown at most once a second, and never after the work."""

import asyncio
import time
from itertools import pairwise

import pytest

from bot.ui.progress_message import EDIT_INTERVAL_SECONDS, ProgressMessage


class Message:
    """A message that notes each edit and when it came; an edit takes so many seconds."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.shown: list[str] = []
        self.times: list[float] = []
        self._seconds = seconds

    async def edit(self, sentence: str) -> None:
        self.times.append(time.perf_counter())
        await asyncio.sleep(self._seconds)
        self.shown.append(sentence)


async def work(progress: ProgressMessage, seconds: float, *, steps: int = 20) -> None:
    """Tells twenty steps from a thread."""

    def run() -> None:
        for step in range(steps):
            progress.update(f"step {step}")
            time.sleep(seconds / steps)

    await asyncio.to_thread(run)


async def test_it_is_shown_once_a_second() -> None:
    message = Message()
    started = time.perf_counter()

    async with ProgressMessage(message.edit) as progress:
        await work(progress, 2.5 * EDIT_INTERVAL_SECONDS)

    pauses = [later - earlier for earlier, later in pairwise([started, *message.times])]
    assert 2 == len(message.shown)
    assert min(pauses) >= 0.95 * EDIT_INTERVAL_SECONDS
    assert sorted(message.shown, key=lambda one: int(one.split()[1])) == message.shown


async def test_work_that_is_quick_shows_nothing() -> None:
    message = Message()

    async with ProgressMessage(message.edit) as progress:
        await work(progress, EDIT_INTERVAL_SECONDS / 2)

    assert [] == message.shown


async def test_an_edit_under_way_ends_before_the_work_is_said_to_be_over() -> None:
    message = Message(seconds=EDIT_INTERVAL_SECONDS / 2)

    async with ProgressMessage(message.edit) as progress:
        await work(progress, 1.1 * EDIT_INTERVAL_SECONDS)

    assert 1 == len(message.shown)


async def test_what_is_told_too_late_is_not_shown() -> None:
    message = Message()

    async with ProgressMessage(message.edit) as progress:
        await asyncio.sleep(1.1 * EDIT_INTERVAL_SECONDS)
        asyncio.get_running_loop().call_soon(progress.update, "late")
    await asyncio.sleep(0.05)
    progress.update("later")
    await asyncio.sleep(0.05)

    assert [] == message.shown


async def test_a_slow_edit_is_not_overtaken_by_the_next() -> None:
    message = Message(seconds=1.5 * EDIT_INTERVAL_SECONDS)

    async with ProgressMessage(message.edit) as progress:
        await work(progress, 2.5 * EDIT_INTERVAL_SECONDS)

    assert 1 == len(message.shown)


async def test_work_goes_on_where_an_edit_fails(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_: str) -> None:
        raise RuntimeError("no")

    caplog.set_level("INFO")
    async with ProgressMessage(fail) as progress:
        await work(progress, 1.1 * EDIT_INTERVAL_SECONDS)

    assert "Progress could not be shown." in caplog.messages


async def test_an_error_of_the_work_is_not_hidden() -> None:
    with pytest.raises(ValueError, match="of the work"):
        async with ProgressMessage(Message().edit):
            raise ValueError("of the work")
