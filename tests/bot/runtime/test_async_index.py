"""The record is asked off the event loop, for one server, and not too often at once."""

import asyncio
import threading

from bot.runtime.async_index import AsyncIndex
from index import Answer, Certainty, Index
from index.domain.party import Parties


class SlowIndex:
    """An index that answers nothing, and counts how many ask it at the same time, and in which threads."""

    def __init__(self) -> None:
        self.parties = Parties()
        self.threads: set[int] = set()
        self.scopes: list[str] = []
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()
        self._tick = threading.Event()

    def ask(self, question: str, *, scope: str, **_: object) -> Answer:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            self.threads.add(threading.get_ident())
            self.scopes.append(scope)
        self._tick.wait(0.02)
        with self._lock:
            self._now -= 1
        silent = Certainty.SILENT
        return Answer(
            question=question, answered=False, confidence=0, certainty=silent, quotations=(), took_ms=0
        )


async def test_no_more_questions_are_answered_at_once_than_allowed() -> None:
    index = SlowIndex()
    record = AsyncIndex(index, concurrency=2)  # type: ignore[arg-type]

    answers = await asyncio.gather(*(record.for_server(None).ask(f"{n}", limit=1) for n in range(8)))

    assert [f"{n}" for n in range(8)] == [answer.question for answer in answers]
    assert 2 == index.most


async def test_the_event_loop_is_never_held_up() -> None:
    index = SlowIndex()

    await AsyncIndex(index, concurrency=2).for_server(None).ask("q", limit=1)  # type: ignore[arg-type]

    assert threading.get_ident() not in index.threads


async def test_a_server_asks_with_its_own_scope_and_a_direct_message_with_everyones() -> None:
    index = SlowIndex()
    record = AsyncIndex(index, concurrency=1)  # type: ignore[arg-type]

    await record.for_server(1234).ask("q", limit=1)
    await record.for_server(None).ask("q", limit=1)

    assert ["1234", "everyone"] == index.scopes


async def test_a_removed_document_is_not_listed(own_index: Index) -> None:
    record = AsyncIndex(own_index, concurrency=1)
    (first, *_) = await record.for_server(None).documents()

    own_index.remove(first.id)

    assert first.id not in {document.id for document in await record.for_server(None).documents()}
