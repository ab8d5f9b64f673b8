"""How a record is weighted: how much of it stands on which side, is of which kind, year and outlet."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from index.documents import Document

UNKNOWN = "unknown"


class Balance(BaseModel):
    """Numbers of documents, the greatest first; years in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by_party: dict[str, int]
    by_kind: dict[str, int]
    by_year: dict[str, int]
    by_publisher: dict[str, int]


def weigh(documents: Sequence[Document]) -> Balance:
    """Count documents by side, kind, year and outlet."""
    years = _count(d.published[:4] if d.published else None for d in documents)
    return Balance(
        by_party=_count(document.party for document in documents),
        by_kind=_count(document.kind.value for document in documents),
        by_year=dict(sorted(years.items())),
        by_publisher=_count(document.publisher for document in documents),
    )


def _count(values: Iterable[str | None]) -> dict[str, int]:
    return dict(Counter(value or UNKNOWN for value in values).most_common())
