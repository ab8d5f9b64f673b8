"""The way of a question: candidates, windows, quotations, answer."""

import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from index.answering.confidence import OPERATING_POINT, estimate
from index.answering.filters import Filters
from index.answering.question import check_question
from index.answering.quotations import Quotations
from index.answering.ranking import choose, rank
from index.answering.windows import PoolPassage, Query, cut_windows
from index.answers import Answer, Quotation
from index.encoding.encoder import Encoder, Vectors
from index.search.search import Search
from index.store.store import Store

_POOL: Final = 50
"""Passages whose sentences are compared with the question."""


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
        words = check_question(question)
        confidence, best = self._find(words, filters)
        quotations = tuple(islice(best, limit))
        answered = confidence >= OPERATING_POINT
        return Answer(
            question=question,
            answered=answered,
            confidence=round(confidence, 4),
            quotations=quotations if answered else (),
            nearest=() if answered else quotations,
            took_ms=round(1000 * (time.perf_counter() - started), 3),
        )

    def _find(self, words: str, filters: Filters) -> tuple[float, Iterator[Quotation]]:
        self._search.catch_up()
        vector = self._encoder.encode([words])[0]
        documents = filters.choose(self._store.sources())
        pool = self._gather(words, vector, documents)
        if not pool:
            return 0.0, iter(())
        stems = self._search.lexical.content_stems(words)
        query = Query(vector, stems, self._search.lexical.idf(stems))
        windows = cut_windows(pool, query, self._search.lexical.stems)
        scores = rank(pool, windows)
        confidence = estimate(float(windows.cosine.max()), float(windows.covered.max()))
        return confidence, (
            self._quotations.cut(
                pool[windows.passage[n]].version,
                int(windows.first[n]),
                int(windows.last[n]),
                round(float(scores[n]), 4),
            )
            for n in choose(windows, scores, pool)
        )

    def _gather(self, words: str, vector: Vectors, documents: Sequence[str] | None) -> list[PoolPassage]:
        candidates = self._search.find(words, vector, documents)
        ids = [int(number) for number in candidates.ids[:_POOL]]
        version_of = self._store.live_versions(ids)
        pool = []
        for passage, fused in zip(ids, candidates.fused, strict=False):
            if passage in version_of:
                version = self._quotations.version(version_of[passage])
                pool.append(PoolPassage(version, version.passage_ids.index(passage), float(fused)))
        return pool
