"""The way of a question: candidates, windows, quotations, answer."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from index.answering.confidence import OPERATING_POINT, estimate
from index.answering.filters import Filters
from index.answering.question import check_question
from index.answering.quotations import Quotations
from index.answering.ranking import choose, rank
from index.answering.windows import Floats, PoolPassage, Query, Windows, cut_windows
from index.answers import Answer, Quotation
from index.encoding.encoder import Encoder, Vectors
from index.search.search import Search
from index.store.store import Store

_POOL: Final = 50
"""Passages whose sentences are compared with the question."""

_FLOOR: Final = 0.3
"""The probability of answering by itself that each quotation after the first must reach."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The windows of a question's candidate passages, with the score of each: shape `(n,)`."""

    pool: Sequence[PoolPassage]
    windows: Windows
    scores: Floats

    @property
    def best(self) -> int:
        """The window with the greatest score."""
        return int(self.scores.argmax())


class Answering:
    """Answers questions from one store. Usable from several threads."""

    def __init__(self, *, store: Store, search: Search, encoder: Encoder, quotations: Quotations) -> None:
        self._store = store
        self._search = search
        self._encoder = encoder
        self._quotations = quotations

    def ask(self, question: str, filters: Filters, limit: int) -> Answer:
        """At most `limit` quotations that answer, or the nearest where none does.

        Raises UnusableQuestion.
        """
        started = time.perf_counter()
        weighed = self.weigh(check_question(question), filters)
        confidence = _judge(weighed)
        answered = confidence >= OPERATING_POINT
        quotations = tuple(islice(self._cut(weighed, _FLOOR if answered else 0.0), limit))
        return Answer(
            question=question,
            answered=answered,
            confidence=round(confidence, 4),
            quotations=quotations if answered else (),
            nearest=() if answered else quotations,
            took_ms=round(1000 * (time.perf_counter() - started), 3),
        )

    def weigh(self, words: str, filters: Filters) -> Weighed | None:
        """The windows that may answer, each with its score; None where there are no candidates."""
        self._search.catch_up()
        vector = self._encoder.encode([words])[0]
        pool = self._gather(words, vector, filters)
        if not pool:
            return None
        stems = self._search.lexical.content_stems(words)
        query = Query(vector, stems, self._search.lexical.idf(stems))
        windows = cut_windows(pool, query, self._search.lexical.stems)
        return Weighed(pool, windows, rank(pool, windows))

    def _gather(self, words: str, vector: Vectors, filters: Filters) -> list[PoolPassage]:
        candidates = self._search.find(words, vector, filters.choose(self._store.sources()))
        ids = [int(number) for number in candidates.ids[:_POOL]]
        version_of = self._store.live_versions(ids)
        pool = []
        for passage, fused in zip(ids, candidates.fused, strict=False):
            if passage in version_of:
                version = self._quotations.version(version_of[passage])
                if filters.admit(version.document):  # it may have come after the filters chose
                    pool.append(PoolPassage(version, version.passage_ids.index(passage), float(fused)))
        return pool

    def _cut(self, weighed: Weighed | None, floor: float) -> Iterator[Quotation]:
        """The windows as quotations, the best first, none of which overlaps another.

        All but the best are at least `floor` likely to answer by themselves.
        """
        if weighed is None:
            return
        windows = weighed.windows
        likely = estimate(windows.cosine, windows.covered) >= floor
        for number in choose(windows, weighed.scores, weighed.pool):
            if not likely[number] and number != weighed.best:
                continue
            version = weighed.pool[windows.passage[number]].version
            first, last = int(windows.first[number]), int(windows.last[number])
            yield self._quotations.cut(version, first, last, round(float(weighed.scores[number]), 4))


def _judge(weighed: Weighed | None) -> float:
    """The confidence that the window ranked first answers."""
    if weighed is None:
        return 0.0
    windows, best = weighed.windows, weighed.best
    return float(estimate(windows.cosine[best], windows.covered[best]))
