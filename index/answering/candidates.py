"""From weighed windows to candidates: the best that do not overlap, each with a probability of answering."""

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

    `window` is its place among the weighed windows. `order` is greater for a better one, `probability` that
    of answering the question by itself; `logit` is the reader's, where one read it. `goes_first` where it is
    a source's own words and answers: briefings, which only tell of them, come after. `heard` are all sides
    that speak or are reported in it. `also_in` are windows of other documents that say the same, as places
    among the weighed windows.
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
    weighed: ScoredWindows,
    count: int,
    *,
    ranker: Ranker,
    reranker: Reranker | None,
    quotations: Quotations,
    operating_point: float,
) -> list[Candidate]:
    """At most `count` candidates, the best first; what several documents say alike is one of them.

    From the operating point on, which is a probability, a candidate answers.
    """
    best = select_windows(weighed.windows, weighed.scores, weighed.pool)
    alike = group_duplicates(best, weighed.windows, weighed.pool)
    groups = list(islice(_part(alike, weighed), count))
    chosen = [group.shown for group in groups]
    logits = _read(weighed, chosen, reranker) if reranker else None
    order, probability = ranker.answer_probability(
        weighed.features[chosen], weighed.scores[chosen], logits, reranker.name if reranker else None
    )
    is_source = [locate(weighed, n)[0].document.kind != Kind.BRIEFING for n in chosen]
    goes_first = np.array(is_source, np.bool_) & (probability >= operating_point)
    return [
        _form(
            weighed,
            groups[n],
            quotations,
            order=float(order[n]),
            probability=float(probability[n]),
            logit=None if logits is None else float(logits[n]),
            goes_first=bool(goes_first[n]),
        )
        for n in np.lexsort((-order, ~goes_first)).tolist()
    ]


def _part(groups: Iterable[DuplicateGroup], weighed: ScoredWindows) -> Iterator[DuplicateGroup]:
    """The groups, each showing a window that shares no sentence with those shown before; else left out."""
    shown: dict[int, list[tuple[int, int]]] = {}

    def is_free(window: int) -> bool:
        version, first, last = locate(weighed, window)
        return all(last < start or end < first for start, end in shown.get(version.id, ()))

    for group in groups:
        members = (group.shown, *group.also_in)
        window = next(filter(is_free, members), None)
        if window is not None:
            version, first, last = locate(weighed, window)
            shown.setdefault(version.id, []).append((first, last))
            yield DuplicateGroup(window, tuple(one for one in members if one != window))


def _form(weighed: ScoredWindows, group: DuplicateGroup, quotations: Quotations, **judged: Any) -> Candidate:
    version, first, last = locate(weighed, group.shown)
    speaking = quotations.attribution(version)
    sides = speaking.of(first, last)
    return Candidate(
        version=version,
        first=first,
        last=last,
        window=group.shown,
        attribution=sides,
        parties_in=speaking.parties_in(first, last) | {sides.party},
        also_in=group.also_in,
        **judged,
    )


def locate(weighed: ScoredWindows, window: int) -> tuple[StoredVersion, int, int]:
    """The version of a window, and its first and its last sentence."""
    windows = weighed.windows
    version = weighed.pool[windows.passage[window]].version
    return version, int(windows.first[window]), int(windows.last[window])


def _read(weighed: ScoredWindows, chosen: Sequence[int], reranker: Reranker) -> Logits:
    located = (locate(weighed, window) for window in chosen)
    texts = [version.slice(first, last) for version, first, last in located]
    return reranker.score(weighed.question.read_as, texts)
