"""The report of a crawl, source by source."""

from collections import Counter
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, computed_field


class FetchOutcome(StrEnum):
    """The outcome for one source. PROTECTED: people have edited or removed its document, so it is kept."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    PROTECTED = "kept"
    GONE = "gone"
    BEHIND_BARRIER = "walled"
    FORBIDDEN = "forbidden"
    FAILED = "failed"


SUCCESSFUL = frozenset(
    {FetchOutcome.NEW, FetchOutcome.CHANGED, FetchOutcome.UNCHANGED, FetchOutcome.PROTECTED}
)
"""Outcomes after which the text is on the record, or people decided otherwise."""


class FetchResult(BaseModel):
    """The result for one source of the list.

    `document` is the id of its document, if there is one; `moved_to` the target of a permanent redirect;
    `why` a sentence if the page was not fetched or not added.
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
    """The results for all listed sources. `copies` are not fetched: their URL is not the publisher's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: tuple[FetchResult, ...]
    copies: tuple[str, ...] = ()

    @computed_field  # type: ignore[prop-decorator]  # mypy's own list of what pydantic allows
    @property
    def counts(self) -> dict[str, int]:
        """The number of sources with each outcome, and of those that moved."""
        counted = Counter(result.outcome.value for result in self.sources)
        moved = sum(1 for result in self.sources if result.moved_to)
        return {outcome.value: counted[outcome.value] for outcome in FetchOutcome} | {"moved": moved}
