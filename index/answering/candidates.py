"""Candidates: the best scored windows that do not overlap, each with its probability of answering."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from index.answering.candidate_scorer import ScoredWindows
from index.answering.duplicates import DuplicateGroup, group_duplicates
from index.answering.quotations import Quotations
from index.answering.ranker import Ranker, select_windows
from index.attribution.sentence_attribution import Attribution
from index.domain.document import Kind
from index.reranking.reranker import Logits, Reranker
from index.store.rows import StoredVersion


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A window that may be quoted: the sentences `first` to `last` of a version, both included.

    `window` is its index among the scored windows. `order` is greater for better candidates; `probability` is
    that of answering the question on its own; `logit` is the reranker's, None without one. `goes_first` is
    true for an answer from a source: answers from briefings, which only report, come after it. `parties_in`
    are all parties that speak or are reported in it. `also_in` are the indexes of windows of other documents
    with the same words.
    """

    version: StoredVersion
    first: int
    last: int
    window: int
    order: float
    probability: float
    logit: float | None
    goes_first: bool
    attribution: Attribution
    parties_in: frozenset[str]
    also_in: tuple[int, ...]


def select_candidates(
    scored: ScoredWindows,
    count: int,
    *,
    ranker: Ranker,
    reranker: Reranker | None,
    quotations: Quotations,
    operating_point: float,
) -> list[Candidate]:
    """At most `count` candidates, best first; the same words in several documents are one candidate.

    A candidate answers if its probability reaches the operating point.
    """
    best = select_windows(scored.windows, scored.scores, scored.pool)
    duplicates = group_duplicates(best, scored.windows, scored.pool)
    groups = list(islice(_drop_overlaps(duplicates, scored), count))
    chosen = [group.shown for group in groups]
    logits = _rerank(scored, chosen, reranker) if reranker else None
    order, probability = ranker.answer_probability(
        scored.features[chosen], scored.scores[chosen], logits, reranker.name if reranker else None
    )
    is_no_briefing = [locate(scored, n)[0].document.kind != Kind.BRIEFING for n in chosen]
    goes_first = np.array(is_no_briefing, np.bool_) & (probability >= operating_point)
    return [
        _make(
            scored,
            groups[n],
            quotations,
            order=float(order[n]),
            probability=float(probability[n]),
            logit=None if logits is None else float(logits[n]),
            goes_first=bool(goes_first[n]),
        )
        for n in np.lexsort((-order, ~goes_first)).tolist()
    ]


def _drop_overlaps(groups: Iterable[DuplicateGroup], scored: ScoredWindows) -> Iterator[DuplicateGroup]:
    """The groups, each shown by a window that overlaps none before it; groups without one are dropped."""
    shown: dict[int, list[tuple[int, int]]] = {}

    def is_free(window: int) -> bool:
        version, first, last = locate(scored, window)
        return all(last < start or end < first for start, end in shown.get(version.id, ()))

    for group in groups:
        members = (group.shown, *group.also_in)
        window = next(filter(is_free, members), None)
        if window is not None:
            version, first, last = locate(scored, window)
            shown.setdefault(version.id, []).append((first, last))
            yield DuplicateGroup(window, tuple(member for member in members if member != window))


def _make(scored: ScoredWindows, group: DuplicateGroup, quotations: Quotations, **scores: Any) -> Candidate:
    version, first, last = locate(scored, group.shown)
    sentences = quotations.attribution(version)
    attribution = sentences.of(first, last)
    return Candidate(
        version=version,
        first=first,
        last=last,
        window=group.shown,
        attribution=attribution,
        parties_in=sentences.parties_in(first, last) | {attribution.party},
        also_in=group.also_in,
        **scores,
    )


def locate(scored: ScoredWindows, window: int) -> tuple[StoredVersion, int, int]:
    """The version of a window, and its first and last sentence, both included."""
    windows = scored.windows
    version = scored.pool[windows.passage[window]].version
    return version, int(windows.first[window]), int(windows.last[window])


def _rerank(scored: ScoredWindows, chosen: Sequence[int], reranker: Reranker) -> Logits:
    located = (locate(scored, window) for window in chosen)
    texts = [version.slice(first, last) for version, first, last in located]
    return reranker.score(scored.question.read_as, texts)
