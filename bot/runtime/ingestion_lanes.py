"""The record as documents are added to it: off the event loop, and out of the way of questions."""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeVar

from bot.errors import BadSource, Stopped
from bot.runtime.fair_semaphore import Server
from bot.runtime.query_priority import QueryPriority
from bot.runtime.thread_pool import FairThreads
from bot.strings import add_document as words
from index import ANY_SCOPE, Document, Index, Original, Preview, Progress

T = TypeVar("T")

Tell = Callable[[str], None]
"""Told, by a thread, how far the work is."""

MAX_DOCUMENT_CHARS: Final = 2_000_000
"""Characters of a document: 800 pages. Adding them has to end before Discord's quarter of an hour does."""

_MAX_READERS: Final = 2
_WRITERS: Final = 1
"""More would only make each addition longer: encoding takes all that a machine has."""

_EDITORS: Final = 1
"""A change of a document does not wait for what is being added."""


class Timeouts(NamedTuple):
    """Seconds that reading a source may take, that looking for speakers may take, and between two pauses for
    questions.
    """

    reading: float = 120.0
    analysis: float = 600.0
    slice: float = 0.05


_USUAL: Final = Timeouts()


class IngestionLanes:
    """Reads and adds documents for servers, in threads of its own, so that no question waits for one."""

    def __init__(self, index: Index, *, priority: QueryPriority, timeouts: Timeouts = _USUAL) -> None:
        self._index = index
        self._timeouts = timeouts
        self._priority = priority
        self._readers = FairThreads(_MAX_READERS, "reading")
        self._writers = FairThreads(_WRITERS, "adding")
        self._editors = FairThreads(_EDITORS, "editing")
        self._is_open = threading.Event()
        self._is_open.set()
        self._reading: set[asyncio.Future[Any]] = set()

    async def read_link(self, server: Server, link: str) -> Original:
        """The page behind a link. Raises UnreadableDocument, BadSource."""
        return await self._read(server, lambda: self._index.ingestion.read_link(link))

    async def read_file(self, server: Server, raw: bytes, name: str) -> Original:
        """A file. Raises UnreadableDocument, BadSource."""
        return await self._read(server, lambda: self._index.ingestion.read_bytes(raw, name))

    async def read_text(self, server: Server, text: str) -> Original:
        """A text without a file. Raises UnreadableDocument, BadSource."""
        return await self._read(server, lambda: self._index.ingestion.read_text(text))

    async def preview(
        self, server: Server, original: Original, scope: str, tell: Tell = lambda _: None
    ) -> Preview:
        """The preview of an addition. Raises BadSource."""
        is_wanted = threading.Event()
        is_wanted.set()
        report = self._report(tell, words.looking_for_speakers, is_wanted)
        try:
            return await self._run(
                self._readers,
                server,
                lambda: self._index.ingestion.preview(original, scope=scope, progress=report),
                seconds=self._timeouts.analysis,
            )
        finally:
            is_wanted.clear()

    async def document(self, server: Server, wanted: str) -> Document:
        """A document on the record. Raises UnknownDocument."""
        return await self._run(self._readers, server, lambda: self._index.document(wanted, scope=ANY_SCOPE))

    async def edit(
        self,
        server: Server,
        wanted: str,
        changes: Mapping[str, Any],
        *,
        scope: str,
        actor: str,
        tell: Tell,
    ) -> Document:
        """State another source of a document. Raises BadMetadata, UnknownDocument, NotYours."""
        reports = self._reports(tell)
        return await self._run(
            self._editors,
            server,
            lambda: self._index.admin.edit(wanted, changes, scope=scope, actor=actor, **reports),
        )

    async def add(
        self,
        server: Server,
        original: Original,
        *,
        scope: str,
        actor: str,
        renews: str | None,
        tell: Tell,
    ) -> Document:
        """Add it, or make it the new version of a document. Raises BadMetadata, DuplicateDocument."""
        index = self._index
        reports = self._reports(tell)

        def add() -> Document:
            if renews is not None:
                return index.ingestion.add_version(renews, original, scope=scope, actor=actor, **reports)
            return index.ingestion.add(original, scope=scope, actor=actor, **reports)

        return await self._run(self._writers, server, add)

    async def find_sample_questions(
        self, server: Server, document: str, scope: str, first: str | None
    ) -> list[str]:
        """Questions that a document answers."""
        return await self._run(
            self._readers,
            server,
            lambda: self._index.ingestion.sample_questions(
                document, words.sample_question, first=first, scope=scope
            ),
        )

    def close(self) -> None:
        """Let what is under way end at once, and take no more. Nobody waits for what is being read."""
        self._is_open.clear()
        for reading in self._reading:
            reading.cancel()
        for threads in (self._readers, self._writers, self._editors):
            threads.close()

    def _reports(self, tell: Tell) -> dict[str, Any]:
        return {
            "progress": self._report(tell, words.encoding, self._is_open),
            "analysis_progress": self._report(tell, words.looking_for_speakers, self._is_open),
        }

    def _report(self, tell: Tell, put: Callable[[int, int], str], is_wanted: threading.Event) -> Progress:
        """Progress that is told in words, and that lets questions go first."""

        rested = time.perf_counter()

        def report(done: int, total: int) -> None:
            nonlocal rested
            tell(put(done, total))
            if time.perf_counter() - rested > self._timeouts.slice:
                self._priority.wait_for_queries()
                rested = time.perf_counter()
            if not (is_wanted.is_set() and self._is_open.is_set()):
                raise Stopped(words.STOPPED)

        return report

    async def _read(self, server: Server, work: Callable[[], Original]) -> Original:
        original = await self._run(self._readers, server, work, seconds=self._timeouts.reading)
        if len(original.reading.text) > MAX_DOCUMENT_CHARS:
            raise BadSource(words.too_long(len(original.reading.text), MAX_DOCUMENT_CHARS))
        return original

    async def _run(
        self, threads: FairThreads, server: Server, work: Callable[[], T], *, seconds: float | None = None
    ) -> T:
        """Raises Stopped if the bot is being stopped, BadSource if it takes too long once begun."""
        if not self._is_open.is_set():
            raise Stopped(words.STOPPED)
        try:
            running = await threads.start(server, work)
            if threads is self._readers:
                self._reading.add(running)
                running.add_done_callback(self._reading.discard)
            return await asyncio.wait_for(running, seconds)
        except TimeoutError as error:
            raise BadSource(words.TOO_SLOW) from error
        except asyncio.CancelledError:
            if self._is_open.is_set() or _is_cancelled():
                raise
            raise Stopped(words.STOPPED) from None


def _is_cancelled() -> bool:
    """Whether the waiting task was cancelled, and not the work that it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
