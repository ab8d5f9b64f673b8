"""Progress is shown at most once a second, and never after the work."""

import asyncio
import time

import discord
import pytest

from bot.progress import PAUSE, Progress


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


async def test_the_last_word_is_shown_once_a_second() -> None:
    message = Message()

    async with Progress(message.edit) as progress:
        for number in range(26):
            progress.tell(f"step {number}")
            await asyncio.sleep(PAUSE / 10)

    pauses = [later - earlier for earlier, later in zip(message.times, message.times[1:], strict=False)]
    assert 2 == len(message.shown)
    assert min(pauses) >= 0.95 * PAUSE
    assert sorted(message.shown, key=lambda one: int(one.split()[1])) == message.shown


async def test_what_is_told_from_a_thread_is_shown() -> None:
    message = Message()

    async with Progress(message.edit) as progress:
        await asyncio.to_thread(progress.tell, "from a thread")
        await asyncio.sleep(1.2 * PAUSE)

    assert ["from a thread"] == message.shown


async def test_the_same_word_is_shown_once_and_work_that_is_quick_shows_nothing() -> None:
    message = Message()

    async with Progress(message.edit) as progress:
        progress.tell("a")
        await asyncio.sleep(2.2 * PAUSE)
    async with Progress(message.edit) as progress:
        progress.tell("b")

    assert ["a"] == message.shown


async def test_an_edit_under_way_ends_before_the_work_is_said_to_be_over() -> None:
    message = Message(seconds=0.3)

    async with Progress(message.edit) as progress:
        progress.tell("a")
        await asyncio.sleep(1.1 * PAUSE)

    assert ["a"] == message.shown


async def test_work_goes_on_where_an_edit_fails(caplog: pytest.LogCaptureFixture) -> None:
    class Response:
        status, reason = 500, "no"

    async def fail(_: str) -> None:
        raise discord.HTTPException(Response(), "no")  # type: ignore[arg-type]

    caplog.set_level("INFO")
    async with Progress(fail) as progress:
        progress.tell("a")
        await asyncio.sleep(1.1 * PAUSE)

    assert "Progress could not be shown." in caplog.messages


async def test_an_error_of_the_work_is_not_hidden() -> None:
    with pytest.raises(ValueError, match="of the work"):
        async with Progress(Message().edit):
            raise ValueError("of the work")
