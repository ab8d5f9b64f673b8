"""Which documents a question is asked of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from index.domain.dates import first_day, last_day
from index.domain.document import EVERYONE, Document, Kind, author_as_speaker, may_see


@dataclass(frozen=True, slots=True)
class FilterableDocument:
    """What filters look at in a document that can be quoted."""

    document_id: str
    scope: str
    party: str
    kind: str
    author: str | None
    published: str | None
    publisher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a question down. `scope` is one Discord server's id: its documents and everyone's.

    `speaker` is the name of a speaker or a part of it, and so is `publisher`.
    A document of which only the month or year is known fits every date in it; one without a date fits
    no limit of dates. The default scope sees what everyone may see; None sees all.
    """

    scope: str | None = EVERYONE
    party: str | None = None
    speaker: str | None = None
    kind: Kind | None = None
    publisher: str | None = None
    since: date | None = None
    until: date | None = None

    def admit(self, source: FilterableDocument | Document) -> bool:
        """Whether a document is among those asked, its own text taken as its author's and on its own side."""
        return (
            self.admit_document(source)
            and (self.party is None or source.party == self.party)
            and _names(author_as_speaker(source.kind, source.author), self.speaker)
        )

    def admit_document(self, source: FilterableDocument | Document) -> bool:
        """Whether a document is among those asked, whoever speaks in it."""
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
        """The ids of the documents that are asked; None where all are.

        `speaking` are documents in which the wanted speaker or side is quoted or reported.
        """
        admitted = [
            source.document_id
            for source in sources
            if self.admit(source) or (source.document_id in speaking and self.admit_document(source))
        ]
        return None if len(admitted) == len(sources) else admitted


def _names(name: str | None, part: str | None) -> bool:
    """Whether a name has the part that is asked for, if one is."""
    return part is None or (name is not None and part.casefold() in name.casefold())
