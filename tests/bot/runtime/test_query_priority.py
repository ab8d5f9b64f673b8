"""Work in the background waits while a question is answered."""

import asyncio
import threading
import time

from bot.runtime.async_index import AsyncIndex
from bot.runtime.query_priority import _MAX_WAIT_SECONDS, QueryPriority
from tests.bot.runtime.test_async_index import SlowIndex


def give_way_timed(precedence: QueryPriority) -> float:
    started = time.perf_counter()
    precedence.wait_for_queries()
    return time.perf_counter() - started


def test_nothing_waits_where_nothing_is_asked() -> None:
    precedence = QueryPriority()

    with precedence.answering():
        pass

    assert give_way_timed(precedence) < _MAX_WAIT_SECONDS / 2


def test_work_goes_on_once_the_last_of_several_questions_is_answered() -> None:
    precedence = QueryPriority()
    went_on = threading.Event()

    def work() -> None:
        precedence.wait_for_queries()
        went_on.set()

    with precedence.answering():
        with precedence.answering():
            threading.Thread(target=work).start()
        assert not went_on.wait(0.05)

    assert went_on.wait(_MAX_WAIT_SECONDS / 2)


def test_where_questions_never_end_work_goes_on_slowly() -> None:
    precedence = QueryPriority()

    with precedence.answering():
        assert _MAX_WAIT_SECONDS <= give_way_timed(precedence) < 3 * _MAX_WAIT_SECONDS


async def test_the_record_answers_before_work_goes_on() -> None:
    precedence = QueryPriority()
    record = AsyncIndex(SlowIndex(), concurrency=1, priority=precedence)  # type: ignore[arg-type]
    order: list[str] = []

    async def ask() -> None:
        await record.ask(None, "q", limit=1)
        order.append("answered")

    async def work() -> None:
        await asyncio.sleep(0)
        await asyncio.to_thread(precedence.wait_for_queries)
        order.append("went on")

    await asyncio.gather(ask(), work())

    assert ["answered", "went on"] == order


async def test_a_question_that_fails_holds_nothing_up() -> None:
    precedence = QueryPriority()
    record = AsyncIndex(SlowIndex(), concurrency=1, priority=precedence)  # type: ignore[arg-type]

    failed = await asyncio.gather(record.documents(None), return_exceptions=True)

    assert isinstance(failed[0], AttributeError)
    assert give_way_timed(precedence) < _MAX_WAIT_SECONDS / 2
