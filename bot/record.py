"""The record as the bot uses it: off the event loop, and no more questions at once than it bears."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from bot.fair_slots import FairSlots
from bot.precedence import Precedence
from index import EVERYONE, Answer, Context, Document, Index, Standing, Verification
from index.answering.follow_ups import Asked, Wish
from index.errors import UnknownDocument, UnknownQuotation

T = TypeVar("T")


class Record:
    """Calls `Index` in threads, for the server that asks; None stands for direct messages."""

    def __init__(self, index: Index, *, concurrency: int, precedence: Precedence | None = None) -> None:
        self._index = index
        self._slots = FairSlots(concurrency)
        self._precedence = precedence or Precedence()
        self.parties = index.parties

    async def warm_up(self) -> None:
        """Load the model, so that the first question does not wait for it. Raises ModelError."""
        await asyncio.to_thread(self._index.warm_up)

    async def ask(
        self,
        server: int | None,
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
            server,
            lambda: self._index.ask(
                question,
                limit=limit,
                party=party,
                speaker=speaker,
                since=since,
                until=until,
                scope=scope_of(server),
            ),
        )

    async def standings(self, server: int | None, ids: Sequence[str]) -> dict[str, Standing | None]:
        """The quotations with those ids, in order, and whether they still stand; None for unknown ones."""
        return await self._run(
            server, lambda: {wanted: self._find(wanted, scope_of(server)) for wanted in ids}
        )

    async def follow_up(self, server: int | None, said: str, before: Asked) -> Asked | Wish:
        """What a remark after an answer asks. Raises UnusableQuestion."""
        return await self._run(server, lambda: self._index.follow_up(said, before, scope=scope_of(server)))

    async def context(self, server: int | None, wanted: str, by: int) -> Context:
        """A quotation and the sentences around it. Raises UnknownQuotation."""
        return await self._run(server, lambda: self._index.context(wanted, by=by, scope=scope_of(server)))

    async def verify(self, server: int | None, text: str) -> Verification:
        """What the record says of pasted words. Raises UnverifiableText."""
        return await self._run(server, lambda: self._index.verify(text, scope=scope_of(server)))

    async def documents(self, server: int | None) -> list[Document]:
        """The documents that the server may see."""
        admitted = (EVERYONE, scope_of(server))
        documents = await self._run(server, self._index.documents)
        return [document for document in documents if document.scope in admitted]

    async def title(self, server: int | None, wanted: str) -> str | None:
        """A document's title; None where it is not there, or the server may not see it."""

        def find() -> str | None:
            with contextlib.suppress(UnknownDocument):
                document = self._index.document(wanted)
                if document.scope in (EVERYONE, scope_of(server)) and not document.removed:
                    return document.title
            return None

        return await self._run(server, find)

    async def speakers(self, server: int | None) -> list[str]:
        """The names of all who say a document's own text, in alphabetical order."""
        return sorted(await self._run(server, lambda: self._index.speakers(scope=scope_of(server))))

    def _find(self, wanted: str, scope: str) -> Standing | None:
        with contextlib.suppress(UnknownQuotation):
            return self._index.standing(wanted, scope=scope)
        return None

    async def _run(self, server: int | None, work: Callable[[], T]) -> T:
        async with self._slots.take(server):
            with self._precedence.answering():
                return await asyncio.to_thread(work)


def scope_of(server: int | None) -> str:
    """The scope of a server."""
    return EVERYONE if server is None else str(server)
