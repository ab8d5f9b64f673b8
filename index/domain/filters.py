"""Filters: the documents and speakers to which a question is restricted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Self, TypedDict, Unpack

from index.domain.dates import first_day, last_day
from index.domain.document import EVERYONE, Document, Kind, author_as_speaker, may_see
from index.errors import UnknownKind


class _OtherFields(TypedDict, total=False):
    scope: str
    party: str | None
    speaker: str | None
    publisher: str | None
    since: date | None
    until: date | None


class FilterFields(_OtherFields, total=False):
    """Filters as keywords, with the meaning of the fields of `Filters`; a kind may be given by its name."""

    kind: Kind | str | None


@dataclass(frozen=True, slots=True)
class FilterableDocument:
    """The fields of an active document that filters compare."""

    document_id: str
    scope: str
    party: str
    kind: str
    author: str | None
    published: str | None
    publisher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters of a question; None filters nothing.

    `scope` is the id of a Discord server, for its own and the shared documents; the default admits the shared
    documents only. `speaker` and `publisher` match any part of a name, whatever its case. A
    document dated by month or year matches every day in it; an undated one matches no date filter.
    """

    scope: str = EVERYONE
    party: str | None = None
    speaker: str | None = None
    kind: Kind | None = None
    publisher: str | None = None
    since: date | None = None
    until: date | None = None

    @classmethod
    def parse(cls, *, kind: Kind | str | None = None, **others: Unpack[_OtherFields]) -> Self:
        """Filters from keywords. Raises UnknownKind."""
        try:
            parsed = Kind(kind) if kind else None
        except ValueError as error:
            raise UnknownKind(f"There is no kind '{kind}'. The kinds are {', '.join(Kind)}.") from error
        return cls(kind=parsed, **others)

    def admit(self, source: FilterableDocument | Document) -> bool:
        """Whether a document is admitted, with its own text counted as its author's and its party's."""
        return (
            self.admit_document(source)
            and (self.party is None or source.party == self.party)
            and _names(author_as_speaker(source.kind, source.author), self.speaker)
        )

    def admit_document(self, source: FilterableDocument | Document) -> bool:
        """Whether a document is admitted if speaker and party are left aside."""
        return (
            may_see(self.scope, source.scope)
            and (self.kind is None or source.kind == self.kind)
            and _names(source.publisher, self.publisher)
            and self._admit_date(source.published)
        )

    def _admit_date(self, published: str | None) -> bool:
        if self.since is None and self.until is None:
            return True
        if published is None:
            return False
        return (self.since is None or last_day(published) >= self.since) and (
            self.until is None or first_day(published) <= self.until
        )

    def choose(
        self, sources: Collection[FilterableDocument], speaking: Collection[str] = ()
    ) -> list[str] | None:
        """The ids of the admitted documents; None if all are admitted.

        `speaking` are the ids of documents that quote or report the speaker or party of these filters.
        """
        admitted = [
            source.document_id
            for source in sources
            if self.admit(source) or (source.document_id in speaking and self.admit_document(source))
        ]
        return None if len(admitted) == len(sources) else admitted


def _names(name: str | None, part: str | None) -> bool:
    """Whether a name contains a part, whatever the case; None is in every name, even in none."""
    return part is None or (name is not None and part.casefold() in name.casefold())
