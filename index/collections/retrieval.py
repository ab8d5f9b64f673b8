"""Retrieval metrics on judged documents: of each search alone, of their fusion, and of the answer's order.

A document has the rank of its best passage or window.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict

from index.answering.answerer import Answerer
from index.answering.candidate_scorer import CandidateScorer, ScoredWindows
from index.collections.cases import shorten_query
from index.collections.formats import JudgedCollection
from index.collections.record import Ids
from index.domain.document import ANY_SCOPE
from index.domain.filters import Filters
from index.domain.progress import Progress, no_progress
from index.encoding.encoder import Encoder
from index.evaluation.metrics import Metric, find_mean
from index.evaluation.statistics import Comparison, Interval, compare
from index.search.retriever import HybridRetriever

_DEPTH: Final = 10
"""Ranks that the metrics look at, as their names say."""

_QUOTATIONS: Final = 5
"""Quotations for which candidates are reranked: as many as an evaluation asks for."""

RANKED: Final = "ranked"
FUSED: Final = "fused"

Grades = Mapping[str, int]
Rankings = dict[str, list[str]]


class RetrievalMetrics(BaseModel):
    """The metrics over `questions` judged queries on `documents` documents, for each ranking.

    `dense`, `lexical` and `fused` rank passages; `ranked` ranks windows by score, and `judged` puts the
    reranked candidates first, in the order in which they are quoted. `compared` gives paired differences of
    nDCG@10.
    """

    model_config = ConfigDict(frozen=True)

    collection: str
    documents: int
    questions: int
    by_way: dict[str, dict[str, int | float]]
    compared: dict[str, Comparison]
    intervals: dict[str, Interval]


class Retriever:
    """Ranks the documents of one record."""

    def __init__(
        self, *, search: HybridRetriever, encoder: Encoder, scorer: CandidateScorer, answerer: Answerer
    ) -> None:
        self._search = search
        self._encoder = encoder
        self._scorer = scorer
        self._answerer = answerer

    def rank(self, question: str) -> Rankings:
        """Document ids, best first, by ranking. Windows are scored for the shortened question."""
        scored = self._scorer.score(shorten_query(question), Filters(scope=ANY_SCOPE))
        return {
            **self._rank_passages(question),
            RANKED: _rank_windows(scored) if scored else [],
            "judged": self._rerank(scored) if scored else [],
        }

    def _rank_passages(self, question: str) -> Rankings:
        search = self._search
        candidates = search.retrieve(question, self._encoder.encode([question])[0])
        lexical, _ = search.lexical.search(search.lexical.stems(question), len(candidates.ids))
        by_way = {
            "dense": candidates.ids[np.argsort(-candidates.dense, kind="stable")],
            "lexical": lexical,
            FUSED: candidates.ids,
        }
        return {
            way: _distinct(search.dense.document_of(int(passage)) for passage in passages)
            for way, passages in by_way.items()
        }

    def _rerank(self, scored: ScoredWindows) -> list[str]:
        candidates = self._answerer.rank(scored, _QUOTATIONS)
        first = (candidate.version.document.id for candidate in candidates)
        return _distinct((*first, *_rank_windows(scored)))


def measure_retrieval(
    collection: JudgedCollection, ids: Ids, retriever: Retriever, progress: Progress = no_progress
) -> RetrievalMetrics:
    """Rank the documents for every query. `ids` maps the collection's names to the record's ids."""
    values_by_way: dict[str, dict[str, list[float]]] = {}
    for done, (query, words) in enumerate(collection.queries.items(), 1):
        grades = grade_by_id(collection.relevance[query], ids)
        for way, ranking in retriever.rank(words).items():
            for name, measure in MEASURES.items():
                values_by_way.setdefault(way, {}).setdefault(name, []).append(measure(ranking, grades))
        progress(done, len(collection.queries))
    metrics = {
        way: {name: find_mean(values) for name, values in own.items()} for way, own in values_by_way.items()
    }
    ndcg = {way: values["ndcg@10"] for way, values in values_by_way.items()}
    return RetrievalMetrics(
        collection=collection.name,
        documents=len(collection.documents),
        questions=len(collection.queries),
        by_way={way: _describe(own) for way, own in metrics.items()},
        compared={f"{RANKED} - {FUSED}": compare(ndcg[RANKED], ndcg[FUSED])},
        intervals={f"{way}.{name}": m.interval for way, own in metrics.items() for name, m in own.items()},
    )


def grade_by_id(relevance: Grades, ids: Ids) -> dict[str, int]:
    """The grades by the record's ids; documents with the same text get the highest of their grades."""
    grades: dict[str, int] = {}
    for name, grade in relevance.items():
        own = ids.get(name, name)
        grades[own] = max(grade, grades.get(own, 0))
    return grades


def measure_ndcg(ranking: Sequence[str], grades: Grades) -> float:
    """nDCG at 10 with linear gains (Järvelin and Kekäläinen 2002)."""
    gains = [grades.get(document, 0) for document in ranking[:_DEPTH]]
    ideal = sorted(grades.values(), reverse=True)[:_DEPTH]
    return _discount(gains) / _discount(ideal)


def measure_recall(ranking: Sequence[str], grades: Grades) -> float:
    """Recall at 10: the share of the relevant documents among the first 10."""
    return len(grades.keys() & set(ranking[:_DEPTH])) / len(grades)


def measure_reciprocal_rank(ranking: Sequence[str], grades: Grades) -> float:
    """Reciprocal rank of the first relevant document among the first 10, or 0."""
    return next((1 / rank for rank, one in enumerate(ranking[:_DEPTH], 1) if one in grades), 0.0)


MEASURES: Final[Mapping[str, Callable[[Sequence[str], Grades], float]]] = {
    "ndcg@10": measure_ndcg,
    "recall@10": measure_recall,
    "mrr@10": measure_reciprocal_rank,
}
"""The metrics of a ranking by their names in reports."""


def _rank_windows(scored: ScoredWindows) -> list[str]:
    admitted = np.flatnonzero(np.isfinite(scored.scores))
    order = admitted[np.argsort(-scored.scores[admitted], kind="stable")]
    passages = (scored.pool[scored.windows.passage[window]] for window in order)
    return _distinct(passage.version.document.id for passage in passages)


def _distinct(documents: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(documents))


def _discount(gains: Sequence[int]) -> float:
    return float(sum(gain / np.log2(rank + 2) for rank, gain in enumerate(gains)))


def _describe(metrics: Mapping[str, Metric]) -> dict[str, int | float]:
    return {"n": metrics["ndcg@10"].n, **{name: metric.value for name, metric in metrics.items()}}
