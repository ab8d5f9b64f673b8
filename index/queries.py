"""The half of the library that asks the record: answers, quotations by their ids, and verdicts on words."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from index.answering.answerer import Answerer
from index.answering.quotations import Quotations
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.answer import Answer, Context, Quotation, QuotationStatus, Verification
from index.domain.document import EVERYONE, Kind
from index.domain.filters import Filters
from index.domain.party import Parties
from index.errors import PurgedDocument, UnknownKind
from index.search.retriever import HybridRetriever
from index.store.store import Store

if TYPE_CHECKING:  # what no question needs is imported where it is used: importing all takes a while
    from index.answering.follow_ups import FilteredQuestion, FollowUpIntent, FollowUpParser
    from index.quotes.quotation_browser import QuotationBrowser
    from index.verification.verifier import Verifier

T = TypeVar("T")


class Queries:
    """Questions to a record. `quoting` lists what is said, without a question.

    `scope` is the Discord server that asks: its own documents are seen beside everyone's. None sees all.
    """

    def __init__(
        self,
        *,
        store: Store,
        search: HybridRetriever,
        answerer: Answerer,
        quotations: Quotations,
        parties: Parties,
        directory: SpeakerDirectory,
    ) -> None:
        self._store = store
        self.search = search
        self.answerer = answerer
        self._quotations = quotations
        self.parties = parties
        self._directory = directory

    def ask(
        self,
        question: str,
        *,
        limit: int = 3,
        party: str | None = None,
        speaker: str | None = None,
        kind: Kind | str | None = None,
        since: date | None = None,
        until: date | None = None,
        both_sides: bool = False,
        scope: str = EVERYONE,
    ) -> Answer:
        """Answer a question with at most `limit` quotations. Raises UnusableQuestion, UnknownKind.

        `both_sides` asks for every side's answer, also where the question does not say so.
        """
        filters = Filters(
            scope=scope,
            party=party,
            speaker=speaker,
            kind=_read_kind(kind) if kind else None,
            since=since,
            until=until,
        )
        return _retry_if_purged(lambda: self.answerer.ask(question, filters, limit, both_sides=both_sides))

    def find(
        self,
        topic: str,
        *,
        limit: int = 9,
        party: str | None = None,
        speaker: str | None = None,
        publisher: str | None = None,
        since: date | None = None,
        until: date | None = None,
        scope: str = EVERYONE,
    ) -> Answer:
        """The quotations that come nearest to a topic, ranked as by `ask`; how near is left to the reader.

        Where it is `answered`, they are `quotations`, else `nearest`. Raises UnusableQuestion.
        """
        filters = Filters(
            scope=scope, party=party, speaker=speaker, publisher=publisher, since=since, until=until
        )
        return _retry_if_purged(lambda: self.answerer.ask(topic, filters, limit, floor=0.0))

    def follow_up(
        self, said: str, before: "FilteredQuestion", *, scope: str = EVERYONE
    ) -> "FilteredQuestion | FollowUpIntent":
        """What a remark asks after an answer to what was asked before. Raises UnusableQuestion."""
        return self._follow_ups.parse(said, before, self.speakers(scope=scope))

    def verify(self, text: str, *, scope: str = EVERYONE) -> Verification:
        """Compare pasted words with the whole record. Raises UnverifiableText."""
        return _retry_if_purged(lambda: self._verifier.verify(text, scope))

    def quotation(self, wanted: str, *, scope: str = EVERYONE) -> Quotation:
        """The quotation with an id. Raises UnknownQuotation."""
        return _retry_if_purged(lambda: self._quotations.find(wanted, scope=scope))

    def standing(self, wanted: str, *, scope: str = EVERYONE) -> QuotationStatus:
        """The quotation with an id, also of a removed document, and whether it still stands.

        Raises UnknownQuotation: there is none, it was purged, or the scope may not see it.
        """
        return _retry_if_purged(lambda: self._quotations.find_status(wanted, scope=scope))

    def context(self, wanted: str, *, by: int = 2, scope: str = EVERYONE) -> Context:
        """The quotation with an id, between the `by` sentences on either side. Raises UnknownQuotation."""
        return _retry_if_purged(lambda: self._quotations.widen(wanted, by, scope=scope))

    def speakers(self, *, scope: str = EVERYONE) -> set[str]:
        """Everybody who is known to say something in a document that the scope may see."""
        return set(self.quoting.names(scope=scope).speakers)

    @cached_property
    def quoting(self) -> "QuotationBrowser":
        from index.quotes.quotation_browser import QuotationBrowser

        return QuotationBrowser(store=self._store, quotations=self._quotations, directory=self._directory)

    @cached_property
    def _follow_ups(self) -> "FollowUpParser":
        from index.answering.follow_ups import FollowUpParser

        return FollowUpParser(self.parties, self._directory, self.search.lexical.content_stems)

    @cached_property
    def _verifier(self) -> "Verifier":
        from index.verification.verifier import Verifier

        return Verifier(store=self._store, search=self.search, quotations=self._quotations)


def _read_kind(given: str) -> Kind:
    try:
        return Kind(given)
    except ValueError as error:
        raise UnknownKind(f"There is no kind '{given}'. The kinds are {', '.join(Kind)}.") from error


def _retry_if_purged(work: Callable[[], T]) -> T:
    """What a piece of work that reads the record returns, begun anew where a document was purged under it."""
    try:
        return work()
    except PurgedDocument:
        return work()
