"""How a record is weighted: how much of it stands on which side, is of which kind, year and outlet.

Briefings stand on no side, so what they rest on is counted as well: the sources that they are about.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from index.corpus.cited_sources import CitedSource
from index.domain.document import Kind, ListedDocument

UNKNOWN = "unknown"


class Balance(BaseModel):
    """Numbers of documents, the greatest first; years in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by_party: dict[str, int]
    by_kind: dict[str, int]
    by_year: dict[str, int]
    by_publisher: dict[str, int]


class RecordBalance(BaseModel):
    """The documents of others, the briefings, and what these rest on that is not on the record itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: int
    briefings: int
    cited: int
    of_documents: Balance
    of_cited: Balance


def count_balance(documents: Sequence[ListedDocument | CitedSource]) -> Balance:
    """Count documents, or the sources of briefings, by side, kind, year and outlet."""
    years = _count(d.published[:4] if d.published else None for d in documents)
    return Balance(
        by_party=_count(document.party for document in documents),
        by_kind=_count(document.kind.value for document in documents),
        by_year=dict(sorted(years.items())),
        by_publisher=_count(document.publisher for document in documents),
    )


def count_record_balance(
    documents: Sequence[ListedDocument], sources: Mapping[str, CitedSource]
) -> RecordBalance:
    """Count what is on the record, briefings apart, and the listed sources that they rest on besides."""
    own = [document for document in documents if document.kind != Kind.BRIEFING]
    held = {document.url for document in own}
    cited = [source for source in list_cited(documents, sources) if source.url not in held]
    return RecordBalance(
        documents=len(own),
        briefings=len(documents) - len(own),
        cited=len(cited),
        of_documents=count_balance(own),
        of_cited=count_balance(cited),
    )


def list_cited(documents: Iterable[ListedDocument], sources: Mapping[str, CitedSource]) -> list[CitedSource]:
    """The listed sources that any of the documents is about, each once."""
    about = dict.fromkeys(source for document in documents for source in document.about)
    return [sources[source] for source in about if source in sources]


def _count(values: Iterable[str | None]) -> dict[str, int]:
    return dict(Counter(value or UNKNOWN for value in values).most_common())
