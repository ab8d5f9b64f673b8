"""Work in the background waits while a question is answered."""

import asyncio
import threading
import time

from bot.precedence import _PATIENCE, Precedence
from bot.record import Record
from tests.bot.test_record import SlowIndex


def give_way_timed(precedence: Precedence) -> float:
    started = time.perf_counter()
    precedence.give_way()
    return time.perf_counter() - started


def test_nothing_waits_where_nothing_is_asked() -> None:
    precedence = Precedence()

    with precedence.answering():
        pass

    assert give_way_timed(precedence) < _PATIENCE / 2


def test_work_goes_on_once_the_last_of_several_questions_is_answered() -> None:
    precedence = Precedence()
    went_on = threading.Event()

    def work() -> None:
        precedence.give_way()
        went_on.set()

    with precedence.answering():
        with precedence.answering():
            threading.Thread(target=work).start()
        assert not went_on.wait(0.05)

    assert went_on.wait(_PATIENCE / 2)


def test_where_questions_never_end_work_goes_on_slowly() -> None:
    precedence = Precedence()

    with precedence.answering():
        assert _PATIENCE <= give_way_timed(precedence) < 3 * _PATIENCE


async def test_the_record_answers_before_work_goes_on() -> None:
    precedence = Precedence()
    record = Record(SlowIndex(), concurrency=1, precedence=precedence)  # type: ignore[arg-type]
    order: list[str] = []

    async def ask() -> None:
        await record.ask(None, "q", limit=1)
        order.append("answered")

    async def work() -> None:
        await asyncio.sleep(0)
        await asyncio.to_thread(precedence.give_way)
        order.append("went on")

    await asyncio.gather(ask(), work())

    assert ["answered", "went on"] == order


async def test_a_question_that_fails_holds_nothing_up() -> None:
    precedence = Precedence()
    record = Record(SlowIndex(), concurrency=1, precedence=precedence)  # type: ignore[arg-type]

    failed = await asyncio.gather(record.documents(None), return_exceptions=True)

    assert isinstance(failed[0], AttributeError)
    assert give_way_timed(precedence) < _PATIENCE / 2
