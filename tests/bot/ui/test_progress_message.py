"""Progress is shown at most once a second, and never after the work."""

import asyncio
from typing import Any

import pytest

from bot.ui import progress_message
from bot.ui.progress_message import EDIT_INTERVAL_SECONDS, ProgressMessage


class Clock:
    """A clock that stands still but where a test moves it, in place of the module `time`."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def perf_counter(self) -> float:
        return self.seconds


class Message:
    """A message that notes each edit, begun and done; where it is held, edits wait to be released."""

    def __init__(self, *, is_held: bool = False) -> None:
        self.begun: list[str] = []
        self.shown: list[str] = []
        self.released = asyncio.Event()
        if not is_held:
            self.released.set()

    async def edit(self, sentence: str) -> None:
        self.begun.append(sentence)
        await self.released.wait()
        self.shown.append(sentence)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock: Any = Clock()
    monkeypatch.setattr(progress_message, "time", clock)
    return clock


async def work(progress: ProgressMessage, clock: Clock, seconds: float, *, steps: int = 20) -> None:
    """Tell steps from a thread, all over so many seconds of the clock."""
    for step in range(steps):
        await asyncio.to_thread(progress.update, f"step {step}")
        await run_what_is_due()
        clock.seconds += seconds / steps


async def run_what_is_due() -> None:
    """Let the loop run what was handed to it, and what that starts."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_it_is_shown_once_a_second(clock: Clock) -> None:
    message = Message()

    async with ProgressMessage(message.edit) as progress:
        await work(progress, clock, 2.5 * EDIT_INTERVAL_SECONDS)

    assert ["step 8", "step 16"] == message.shown


async def test_work_that_is_quick_shows_nothing(clock: Clock) -> None:
    message = Message()

    async with ProgressMessage(message.edit) as progress:
        await work(progress, clock, EDIT_INTERVAL_SECONDS / 2)

    assert [] == message.begun


async def test_an_edit_under_way_ends_before_the_work_is_said_to_be_over(clock: Clock) -> None:
    message = Message(is_held=True)

    async with ProgressMessage(message.edit) as progress:
        await work(progress, clock, 1.1 * EDIT_INTERVAL_SECONDS)
        assert (1, []) == (len(message.begun), message.shown)
        asyncio.get_running_loop().call_later(0.01, message.released.set)

    assert message.begun == message.shown


async def test_what_is_told_too_late_is_not_shown(clock: Clock) -> None:
    message = Message()

    async with ProgressMessage(message.edit) as progress:
        clock.seconds += 1.1 * EDIT_INTERVAL_SECONDS
        asyncio.get_running_loop().call_soon(progress.update, "late")
    await run_what_is_due()
    clock.seconds += 1.1 * EDIT_INTERVAL_SECONDS
    progress.update("later")
    await run_what_is_due()

    assert [] == message.begun


async def test_a_slow_edit_is_not_overtaken_by_the_next(clock: Clock) -> None:
    message = Message(is_held=True)

    async with ProgressMessage(message.edit) as progress:
        await work(progress, clock, 2.5 * EDIT_INTERVAL_SECONDS)
        message.released.set()

    assert ["step 8"] == message.shown


async def test_work_goes_on_where_an_edit_fails(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_: str) -> None:
        raise RuntimeError("no")

    caplog.set_level("INFO")
    async with ProgressMessage(fail) as progress:
        await work(progress, clock, 1.1 * EDIT_INTERVAL_SECONDS)

    assert "Progress could not be shown." in caplog.messages


async def test_an_error_of_the_work_is_not_hidden() -> None:
    with pytest.raises(ValueError, match="of the work"):
        async with ProgressMessage(Message().edit):
            raise ValueError("of the work")
