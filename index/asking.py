"""The half of the library that asks the record: answers, quotations by their ids, and verdicts on words."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from index.answering.answering import Answering
from index.answering.filters import Filters
from index.answering.quotations import Quotations
from index.answers import Answer, Context, Quotation, Standing, Verification
from index.documents import EVERYONE, Kind
from index.errors import PurgedDocument, UnknownKind
from index.parties import Parties
from index.search.search import Search
from index.speech.known import KnownSpeakers
from index.store.store import Store

if TYPE_CHECKING:  # what no question needs is imported where it is used: importing all takes a while
    from index.answering.follow_ups import Asked, FollowUps, Wish
    from index.quoting.quoting import Quoting
    from index.verifying.verifying import Verifying

T = TypeVar("T")


class Asking:
    """Questions to a record. `quoting` lists what is said, without a question.

    `scope` is the Discord server that asks: its own documents are seen beside everyone's. None sees all.
    """

    def __init__(
        self,
        *,
        store: Store,
        search: Search,
        answering: Answering,
        quotations: Quotations,
        parties: Parties,
        known: KnownSpeakers,
    ) -> None:
        self._store = store
        self.search = search
        self.answering = answering
        self._quotations = quotations
        self.parties = parties
        self._known = known

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
        scope: str | None = EVERYONE,
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
        return _repeat(lambda: self.answering.ask(question, filters, limit, both_sides=both_sides))

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
        scope: str | None = EVERYONE,
    ) -> Answer:
        """The quotations that come nearest to a topic, ranked as by `ask`; how near is left to the reader.

        Where it is `answered`, they are `quotations`, else `nearest`. Raises UnusableQuestion.
        """
        filters = Filters(
            scope=scope, party=party, speaker=speaker, publisher=publisher, since=since, until=until
        )
        return _repeat(lambda: self.answering.ask(topic, filters, limit, floor=0.0))

    def follow_up(self, said: str, before: "Asked", *, scope: str | None = EVERYONE) -> "Asked | Wish":
        """What a remark asks after an answer to what was asked before. Raises UnusableQuestion."""
        return self._follow_ups.read(said, before, self.speakers(scope=scope))

    def verify(self, text: str, *, scope: str | None = EVERYONE) -> Verification:
        """Compare pasted words with the whole record. Raises UnverifiableText."""
        return _repeat(lambda: self._verifying.verify(text, scope))

    def quotation(self, wanted: str, *, scope: str | None = EVERYONE) -> Quotation:
        """The quotation with an id. Raises UnknownQuotation."""
        return _repeat(lambda: self._quotations.find(wanted, scope=scope))

    def standing(self, wanted: str, *, scope: str | None = EVERYONE) -> Standing:
        """The quotation with an id, also of a removed document, and whether it still stands.

        Raises UnknownQuotation: there is none, it was purged, or the scope may not see it.
        """
        return _repeat(lambda: self._quotations.find_standing(wanted, scope=scope))

    def context(self, wanted: str, *, by: int = 2, scope: str | None = EVERYONE) -> Context:
        """The quotation with an id, between the `by` sentences on either side. Raises UnknownQuotation."""
        return _repeat(lambda: self._quotations.widen(wanted, by, scope=scope))

    def speakers(self, *, scope: str | None = EVERYONE) -> set[str]:
        """Everybody who is known to say something in a document that the scope may see."""
        return set(self.quoting.names(scope=scope).speakers)

    @cached_property
    def quoting(self) -> "Quoting":
        from index.quoting.quoting import Quoting

        return Quoting(store=self._store, quotations=self._quotations, known=self._known)

    @cached_property
    def _follow_ups(self) -> "FollowUps":
        from index.answering.follow_ups import FollowUps

        return FollowUps(self.parties, self._known, self.search.lexical.content_stems)

    @cached_property
    def _verifying(self) -> "Verifying":
        from index.verifying.verifying import Verifying

        return Verifying(store=self._store, search=self.search, quotations=self._quotations)


def _read_kind(given: str) -> Kind:
    try:
        return Kind(given)
    except ValueError as error:
        raise UnknownKind(f"There is no kind '{given}'. The kinds are {', '.join(Kind)}.") from error


def _repeat(work: Callable[[], T]) -> T:
    """What a piece of work that reads the record returns, begun anew where a document was purged under it."""
    try:
        return work()
    except PurgedDocument:
        return work()
