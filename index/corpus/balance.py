"""The balance of a record: numbers of documents by party, kind, year and publisher.

Briefings belong to no party, so the sources on which they are based are counted as well.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from index.corpus.cited_sources import CitedSource
from index.domain.document import Kind, ListedDocument

NOT_STATED = "unknown"
"""The name under which documents without a publisher or date are counted."""


class Balance(BaseModel):
    """Numbers of documents, in descending order; years in ascending order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by_party: dict[str, int]
    by_kind: dict[str, int]
    by_year: dict[str, int]
    by_publisher: dict[str, int]


class RecordBalance(BaseModel):
    """The documents other than briefings, the briefings, and the cited sources that are not on the record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: int
    briefings: int
    cited: int
    of_documents: Balance
    of_cited: Balance


def count_balance(documents: Sequence[ListedDocument | CitedSource]) -> Balance:
    """Count documents or cited sources by party, kind, year and publisher."""
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
    """Count the documents other than briefings, and the sources of briefings that are not among them."""
    own = [document for document in documents if document.kind != Kind.BRIEFING]
    urls = {document.url for document in own}
    cited = [source for source in list_cited(documents, sources) if source.url not in urls]
    return RecordBalance(
        documents=len(own),
        briefings=len(documents) - len(own),
        cited=len(cited),
        of_documents=count_balance(own),
        of_cited=count_balance(cited),
    )


def list_cited(documents: Iterable[ListedDocument], sources: Mapping[str, CitedSource]) -> list[CitedSource]:
    """The listed sources that the documents name in `about`, each once."""
    about = dict.fromkeys(source for document in documents for source in document.about)
    return [sources[source] for source in about if source in sources]


def _count(values: Iterable[str | None]) -> dict[str, int]:
    return dict(Counter(value or NOT_STATED for value in values).most_common())
