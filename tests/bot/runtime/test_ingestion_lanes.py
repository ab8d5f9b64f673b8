"""Adding takes no answer's place, tells how far it is, and ends when it is wanted no longer."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from bot.errors import BadSource, Stopped
from bot.runtime.async_index import AsyncIndex
from bot.runtime.ingestion_lanes import MAX_DOCUMENT_CHARS, IngestionLanes, Timeouts
from bot.runtime.query_priority import QueryPriority
from index import ANY_SCOPE, Index
from index.ingestion.original import Original
from tests.bot.documents.add_setup import GATE, TUNNEL
from tests.bot.harbour import CARRIES, HOME


@contextmanager
def opened(index: Any, precedence: QueryPriority | None = None, **seconds: float) -> Iterator[IngestionLanes]:
    additions = IngestionLanes(index, priority=precedence or QueryPriority(), timeouts=Timeouts(**seconds))
    try:
        yield additions
    finally:
        additions.close()


async def add(additions: IngestionLanes, original: Original, tell: Callable[[str], None] = print) -> Any:
    return await additions.add(HOME, original, scope=str(HOME), actor="1", renews=None, tell=tell)


async def test_reading_encoding_and_looking_for_speakers_are_told(own_index: Index) -> None:
    with opened(own_index) as additions:
        told: list[str] = []
        original = (await additions.read_text(HOME, TUNNEL)).restate({"title": "The tunnel"})

        await add(additions, original, told.append)

    kinds = list(dict.fromkeys(sentence.split(" ")[0] for sentence in told))
    assert ["Making", "Detecting"] == kinds
    assert "Making it searchable: 5 of 5 …" in told


async def test_it_runs_in_threads_of_its_own(own_index: Index) -> None:
    threads: list[str] = []

    class Watched:
        def read_text(self, text: str) -> Original:
            threads.append(threading.current_thread().name)
            return own_index.ingestion.read_text(text)

    with opened(SimpleNamespace(ingestion=Watched())) as additions:
        await additions.read_text(HOME, TUNNEL)

    assert ["reading_0"] == threads


async def test_questions_are_answered_while_a_document_waits_to_be_added(own_index: Index) -> None:
    """Two threads read, one adds; all of them are held here, and questions are answered all the same."""
    release = threading.Event()

    class Held:
        def read_text(self, text: str) -> Original:
            release.wait(20)
            return own_index.ingestion.read_text(text)

        def add(self, original: Original, **_: object) -> None:
            release.wait(20)

    held: Any = SimpleNamespace(parties=own_index.parties, ask=own_index.ask, ingestion=Held())
    with opened(held) as additions:
        record = AsyncIndex(held, concurrency=1)
        original = own_index.ingestion.read_text(TUNNEL)
        works = [asyncio.create_task(additions.read_text(HOME, TUNNEL)) for _ in range(5)]
        works += [asyncio.create_task(add(additions, original)) for _ in range(5)]

        answers = await asyncio.gather(*(record.for_server(None).ask(CARRIES, limit=1) for _ in range(20)))

        assert all(answer.answered for answer in answers)
        assert not any(work.done() for work in works)
        release.set()
        await asyncio.gather(*works)


async def test_a_change_waits_for_no_addition_and_tells_what_is_encoded(own_index: Index) -> None:
    release = threading.Event()
    told: list[str] = []

    class Held:
        def add(self, original: Original, **_: object) -> None:
            release.wait(20)

    held: Any = SimpleNamespace(admin=own_index.admin, ingestion=Held())
    own = next(one for one in own_index.documents(scope=ANY_SCOPE) if one.scope == str(HOME))
    with opened(held) as additions:
        addition = asyncio.create_task(add(additions, own_index.ingestion.read_text(TUNNEL)))
        changes = {"title": "Of barrels"}
        edited = await additions.edit(HOME, own.id, changes, scope=own.scope, actor="1", tell=told.append)

        assert ("Of barrels", False) == (edited.title, addition.done())
        assert "Making it searchable: 1 of 1 …" in told
        release.set()
        await addition


async def test_between_two_pieces_it_lets_questions_go_first(own_index: Index) -> None:
    precedence = QueryPriority()
    with opened(own_index, precedence, slice=0.0) as additions:
        original = own_index.ingestion.read_text(TUNNEL).restate({"title": "The tunnel"})
        with precedence.answering():
            work = asyncio.create_task(add(additions, original))
            await asyncio.sleep(0.3)
            assert not work.done()
        await asyncio.wait_for(work, 60)


async def test_a_text_that_is_too_long_is_refused(own_index: Index) -> None:
    with opened(own_index) as additions, pytest.raises(BadSource, match="the limit here is 2,000,000"):
        await additions.read_text(HOME, "word " * (MAX_DOCUMENT_CHARS // 5 + 1))


async def test_a_source_that_takes_too_long_is_refused() -> None:
    release = threading.Event()

    class Slow:
        def read_link(self, _: str) -> None:
            release.wait(20)

    with opened(SimpleNamespace(ingestion=Slow()), reading=0.1) as additions:
        with pytest.raises(BadSource, match="too long"):
            await additions.read_link(HOME, "https://example.org/")
        release.set()


async def test_a_preview_that_nobody_waits_for_ends() -> None:
    ended = threading.Event()

    class Slow:
        def preview(self, _: Original, *, scope: str, progress: Callable[[int, int], None]) -> None:
            try:
                for number in range(1000):
                    time.sleep(0.02)
                    progress(number, 1000)
            except Stopped:
                ended.set()
                raise

    with opened(SimpleNamespace(ingestion=Slow()), analysis=0.1) as additions:
        with pytest.raises(BadSource, match="too long"):
            await additions.preview(HOME, None, "1001")  # type: ignore[arg-type]
        assert await asyncio.to_thread(ended.wait, 5)


async def test_heavy_previews_of_one_server_hold_up_no_other(own_index: Index) -> None:
    release = threading.Event()

    class Heavy:
        def read_text(self, text: str) -> Original:
            return own_index.ingestion.read_text(text)

        def preview(self, original: Original, *, scope: str, progress: Callable[[int, int], None]) -> str:
            if scope == str(HOME):
                release.wait(20)
            return scope

    heavy: Any = SimpleNamespace(ingestion=Heavy())
    with opened(heavy) as additions:
        original = await additions.read_text(HOME, TUNNEL)
        busy = [asyncio.create_task(additions.preview(HOME, original, str(HOME))) for _ in range(3)]
        await asyncio.sleep(0.05)

        assert "2" == await asyncio.wait_for(additions.preview(2, original, "2"), 5)
        assert not any(one.done() for one in busy)
        release.set()
        await asyncio.gather(*busy)


@pytest.mark.slow
async def test_a_preview_of_one_endless_paragraph_ends_with_its_time(own_index: Index) -> None:
    with opened(own_index, analysis=0.5) as additions:
        original = await additions.read_text(HOME, "“A.” He said so: " * 20_000)
        with pytest.raises(BadSource, match="too long"):
            await additions.preview(HOME, original, str(HOME))
        await asyncio.wait_for(additions.document(HOME, own_index.documents(scope=ANY_SCOPE)[0].id), 30)


async def test_closing_ends_what_is_under_way_and_nothing_is_half_done(own_index: Index) -> None:
    before = own_index.documents(scope=ANY_SCOPE)
    with opened(own_index) as additions:
        original = own_index.ingestion.read_text(TUNNEL).restate({"title": "The tunnel"})

        with pytest.raises(Stopped):
            await add(additions, original, lambda _: additions.close())

    assert before == own_index.documents(scope=ANY_SCOPE)
    assert [] == own_index.check()


async def test_the_question_that_was_asked_for_goes_first(own_index: Index) -> None:
    with opened(own_index) as additions:
        original = own_index.ingestion.read_text(TUNNEL).restate({"title": "The tunnel"})
        document = await add(additions, original)

        assert GATE == (await additions.find_sample_questions(HOME, document.id, str(HOME), GATE))[0]
        assert document == await additions.document(HOME, document.id)
