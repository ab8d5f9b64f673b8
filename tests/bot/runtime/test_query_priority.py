"""Work in the background waits while a question is answered."""

import asyncio
import threading
import time

import pytest

from bot.runtime import query_priority
from bot.runtime.async_index import AsyncIndex
from bot.runtime.query_priority import _MAX_WAIT_SECONDS, QueryPriority
from tests.bot.runtime.test_async_index import SlowIndex

_PATIENCE = 30.0
"""Seconds after which a thread that should have gone on is taken to wait for ever."""


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work waits for ever while a question is answered."""
    monkeypatch.setattr(query_priority, "_MAX_WAIT_SECONDS", None)


def goes_on(precedence: QueryPriority) -> bool:
    """Whether work in a thread need not wait."""
    thread = threading.Thread(target=precedence.wait_for_queries, daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    return not thread.is_alive()


@pytest.mark.usefixtures("endless")
def test_nothing_waits_where_nothing_is_asked() -> None:
    precedence = QueryPriority()

    with precedence.answering():
        pass

    assert goes_on(precedence)


@pytest.mark.usefixtures("endless")
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

    assert went_on.wait(_PATIENCE)


def test_where_questions_never_end_work_goes_on_slowly() -> None:
    precedence = QueryPriority()

    with precedence.answering():
        started = time.perf_counter()
        assert goes_on(precedence)

    assert time.perf_counter() - started >= _MAX_WAIT_SECONDS


@pytest.mark.usefixtures("endless")
async def test_the_record_answers_before_work_goes_on() -> None:
    precedence = QueryPriority()
    record = AsyncIndex(SlowIndex(), concurrency=1, priority=precedence)  # type: ignore[arg-type]
    order: list[str] = []

    async def ask() -> None:
        await record.for_server(None).ask("q", limit=1)
        order.append("answered")

    async def work() -> None:
        await asyncio.sleep(0)
        await asyncio.to_thread(precedence.wait_for_queries)
        order.append("went on")

    await asyncio.gather(ask(), work())

    assert ["answered", "went on"] == order


@pytest.mark.usefixtures("endless")
async def test_a_question_that_fails_holds_nothing_up() -> None:
    precedence = QueryPriority()
    record = AsyncIndex(SlowIndex(), concurrency=1, priority=precedence)  # type: ignore[arg-type]

    failed = await asyncio.gather(record.for_server(None).documents(), return_exceptions=True)

    assert isinstance(failed[0], AttributeError)
    assert goes_on(precedence)
