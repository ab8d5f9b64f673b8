"""What came of gathering, source by source."""

from collections import Counter
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, computed_field


class FetchOutcome(StrEnum):
    """What came of one source. `kept` where people have a hand in its document: it is left to them."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    GONE = "gone"
    WALLED = "walled"
    FORBIDDEN = "forbidden"
    FAILED = "failed"


SUCCESSFUL = frozenset({FetchOutcome.NEW, FetchOutcome.CHANGED, FetchOutcome.UNCHANGED, FetchOutcome.KEPT})
"""Those whose text is on the record, or was left out of it by people."""


class FetchResult(BaseModel):
    """One source of the list, and what came of it.

    `document` is the id of its document, if there is one; `moved_to` the address by which the host wants it
    to be known; `why` a sentence where the page did not come or was not taken.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    title: str
    url: str
    outcome: FetchOutcome
    document: str | None = None
    moved_to: str | None = None
    why: str | None = None


class CrawlReport(BaseModel):
    """What came of every listed source. `copies` are not fetched: their address is not the publisher's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: tuple[FetchResult, ...]
    copies: tuple[str, ...] = ()

    @computed_field  # type: ignore[prop-decorator]  # mypy's own list of what pydantic allows
    @property
    def counts(self) -> dict[str, int]:
        """How many sources there are of each outcome, and how many moved."""
        counted = Counter(gathered.outcome.value for gathered in self.sources)
        moved = sum(1 for gathered in self.sources if gathered.moved_to)
        return {outcome.value: counted[outcome.value] for outcome in FetchOutcome} | {"moved": moved}
