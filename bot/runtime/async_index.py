"""The record as the bot uses it: off the event loop, and no more questions at once than it bears."""

import contextlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from bot.errors import QuotationRemoved
from bot.runtime.fair_semaphore import FairSemaphore
from bot.runtime.query_priority import QueryPriority
from bot.runtime.thread_pool import Threads
from bot.ui.fuzzy_match import matches
from bot.ui.quotation_status import describe_status
from index import (
    ANY_SCOPE,
    EVERYONE,
    Answer,
    Context,
    FilteredQuestion,
    FollowUpIntent,
    Index,
    ListedDocument,
    Quotation,
    QuotationStatus,
    SpeakerPage,
    Verification,
)
from index.errors import UnknownDocument, UnknownQuotation

T = TypeVar("T")


class AsyncIndex:
    """Calls `Index` in threads, for the server that asks."""

    def __init__(
        self,
        index: Index,
        *,
        concurrency: int,
        priority: QueryPriority | None = None,
        threads: Threads | None = None,
    ) -> None:
        self._index = index
        self._threads = (threads or Threads(concurrency)).queries
        self._slots = FairSemaphore(concurrency)
        self._priority = priority or QueryPriority()
        self.parties = index.parties

    async def warm_up(self) -> None:
        """Load the model, so that the first question does not wait for it. Raises ModelError."""
        await self._threads.run(self._index.warm_up)

    def for_server(self, server: int | None) -> "ServerIndex":
        """The record as one server sees it; None stands for direct messages."""

        async def run(work: Callable[[], T]) -> T:
            async with self._slots.take(server):
                with self._priority.answering():
                    return await self._threads.run(work)

        return ServerIndex(self._index, scope=scope_of(server), run=run)


class Runner(Protocol):
    """Runs a call off the event loop, in the turn of a server."""

    async def __call__(self, work: Callable[[], T], /) -> T: ...


class ServerIndex:
    """The record as one server sees it: everyone's documents and its own."""

    def __init__(self, index: Index, *, scope: str, run: Runner) -> None:
        self._index = index
        self._run = run
        self.scope = scope

    async def ask(
        self,
        question: str,
        *,
        limit: int,
        party: str | None = None,
        speaker: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Answer:
        """An answer with at most `limit` quotations. Raises UnusableQuestion."""
        return await self._run(
            lambda: self._index.ask(
                question,
                limit=limit,
                party=party,
                speaker=speaker,
                since=since,
                until=until,
                scope=self.scope,
            ),
        )

    async def statuses(self, ids: Sequence[str]) -> dict[str, QuotationStatus | None]:
        """The quotations with those ids, in order, and whether they still stand; None for unknown ones."""
        return await self._run(lambda: {wanted: self._find(wanted, self.scope) for wanted in ids})

    async def status(self, wanted: str) -> QuotationStatus:
        """The quotation with an id, and whether a newer version of its document has its words still.

        Raises UnknownQuotation; QuotationRemoved where its source was taken off the record.
        """
        standing = (await self.statuses([wanted]))[wanted]
        if standing is None:
            raise UnknownQuotation(f"There is no quotation {wanted}.")
        if standing.removed is not None:
            raise QuotationRemoved(describe_status(standing))
        return standing

    async def follow_up(self, said: str, before: FilteredQuestion) -> FilteredQuestion | FollowUpIntent:
        """The question that a remark after an answer asks. Raises UnusableQuestion."""
        return await self._run(lambda: self._index.follow_up(said, before, scope=self.scope))

    async def find(
        self,
        topic: str,
        *,
        limit: int,
        party: str | None = None,
        speaker: str | None = None,
        publisher: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Answer:
        """The quotations nearest to a topic, at most `limit`. Raises UnusableQuestion."""
        return await self._run(
            lambda: self._index.find(
                topic,
                limit=limit,
                party=party,
                speaker=speaker,
                publisher=publisher,
                since=since,
                until=until,
                scope=self.scope,
            ),
        )

    async def by_speaker(self, speaker: str, *, first: int, limit: int) -> SpeakerPage:
        """A page of what a speaker is quoted with."""
        quotes, scope = self._index.quotes, self.scope
        return await self._run(lambda: quotes.by_speaker(speaker, first=first, limit=limit, scope=scope))

    async def draw(
        self, place: str, *, party: str | None = None, day: date | None = None
    ) -> Quotation | None:
        """The next quotation that a place has not been shown, of the day if one is given."""
        quotes, scope = self._index.quotes, self.scope
        return await self._run(lambda: quotes.draw(place, party=party, day=day, scope=scope))

    async def context(self, wanted: str, by: int) -> Context:
        """A quotation and the sentences around it. Raises UnknownQuotation."""
        return await self._run(lambda: self._index.quotations.context(wanted, by=by, scope=self.scope))

    async def verify(self, text: str) -> Verification:
        """The verification of pasted words. Raises UnverifiableText."""
        return await self._run(lambda: self._index.verify(text, scope=self.scope))

    async def documents(self, *, wanted: str = "", side: str | None = None) -> list[ListedDocument]:
        """The documents that the server may see, of a side, and with words of title, author or publisher."""

        def find() -> list[ListedDocument]:
            return [
                document
                for document in self._index.admin.list_documents(scope=self.scope)
                if side in (None, document.party)
                and matches(wanted, (document.title, document.author, document.publisher))
            ]

        return await self._run(find)

    async def count_characters(self) -> int:
        """Characters in the texts that the server may see."""
        return await self._run(lambda: self._index.admin.count_characters(scope=self.scope))

    async def title(self, wanted: str) -> str | None:
        """A document's title; None if it is not there, or the server may not see it."""

        def find() -> str | None:
            with contextlib.suppress(UnknownDocument):
                document = self._index.document(wanted, scope=ANY_SCOPE)
                if document.scope in (EVERYONE, self.scope) and not document.removed:
                    return document.title
            return None

        return await self._run(find)

    def _find(self, wanted: str, scope: str) -> QuotationStatus | None:
        with contextlib.suppress(UnknownQuotation):
            return self._index.quotations.status(wanted, scope=scope)
        return None


def scope_of(server: int | None) -> str:
    """The scope of a server."""
    return EVERYONE if server is None else str(server)
