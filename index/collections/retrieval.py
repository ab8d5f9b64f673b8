"""How well a collection's judged documents are found: by each search alone, fused, and by the answer's order.

A document stands where its best passage or window stands.
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
from index.domain.filters import Filters
from index.domain.progress import Progress, no_progress
from index.encoding.encoder import Encoder
from index.evaluation.metrics import Metric, find_mean
from index.evaluation.statistics import Comparison, Interval, compare
from index.search.retriever import HybridRetriever

_DEPTH: Final = 10
_JUDGED: Final = 5
"""Quotations for which candidates are judged: as many as an evaluation asks for."""

RANKED: Final = "ranked"
FUSED: Final = "fused"

Grades = Mapping[str, int]
Rankings = dict[str, list[str]]


class RetrievalMetrics(BaseModel):
    """The figures over `questions` judged queries on `documents` documents, by each way of ranking.

    `dense`, `lexical` and `fused` order passages; `ranked` orders windows by the weights, and `judged` puts
    the candidates first, in the order in which they are quoted. `compared` holds paired differences of
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
        """The ids of documents, the best first, by each way; windows by as much as may be asked."""
        weighed = self._scorer.score(shorten_query(question), Filters(scope=None))
        return {
            **self._rank_passages(question),
            RANKED: _rank_windows(weighed) if weighed else [],
            "judged": self._judge(weighed) if weighed else [],
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

    def _judge(self, weighed: ScoredWindows) -> list[str]:
        candidates = self._answerer.rank(weighed, _JUDGED)
        first = (candidate.version.document.id for candidate in candidates)
        return _distinct((*first, *_rank_windows(weighed)))


def measure_retrieval(
    collection: JudgedCollection, ids: Ids, retriever: Retriever, progress: Progress = no_progress
) -> RetrievalMetrics:
    """Rank the documents for every query; `ids` leads from the collection's names to the record's ids."""
    found: dict[str, dict[str, list[float]]] = {}
    for done, (query, words) in enumerate(collection.queries.items(), 1):
        grades = grade_by_id(collection.relevance[query], ids)
        for way, ranking in retriever.rank(words).items():
            for name, measure in MEASURES.items():
                found.setdefault(way, {}).setdefault(name, []).append(measure(ranking, grades))
        progress(done, len(collection.queries))
    figures = {way: {name: find_mean(values) for name, values in own.items()} for way, own in found.items()}
    best = {way: values["ndcg@10"] for way, values in found.items()}
    return RetrievalMetrics(
        collection=collection.name,
        documents=len(collection.documents),
        questions=len(collection.queries),
        by_way={way: _describe(own) for way, own in figures.items()},
        compared={f"{RANKED} - {FUSED}": compare(best[RANKED], best[FUSED])},
        intervals={f"{way}.{name}": f.interval for way, own in figures.items() for name, f in own.items()},
    )


def grade_by_id(relevance: Grades, ids: Ids) -> dict[str, int]:
    """The grades by the record's ids; of documents with the same text, the greatest."""
    grades: dict[str, int] = {}
    for name, grade in relevance.items():
        own = ids.get(name, name)
        grades[own] = max(grade, grades.get(own, 0))
    return grades


def measure_ndcg(ranking: Sequence[str], grades: Grades) -> float:
    """Normalised discounted cumulative gain at 10 (Järvelin and Kekäläinen 2002), gains linear."""
    gains = [grades.get(document, 0) for document in ranking[:_DEPTH]]
    ideal = sorted(grades.values(), reverse=True)[:_DEPTH]
    return _discount(gains) / _discount(ideal)


def measure_recall(ranking: Sequence[str], grades: Grades) -> float:
    """The share of the relevant documents that are among the first 10."""
    return len(grades.keys() & set(ranking[:_DEPTH])) / len(grades)


def measure_reciprocal_rank(ranking: Sequence[str], grades: Grades) -> float:
    """One by the rank of the first relevant document among the first 10, 0 where there is none."""
    return next((1 / rank for rank, one in enumerate(ranking[:_DEPTH], 1) if one in grades), 0.0)


MEASURES: Final[Mapping[str, Callable[[Sequence[str], Grades], float]]] = {
    "ndcg@10": measure_ndcg,
    "recall@10": measure_recall,
    "mrr@10": measure_reciprocal_rank,
}
"""What is measured of a ranking, by the names under which it is told."""


def _rank_windows(weighed: ScoredWindows) -> list[str]:
    admitted = np.flatnonzero(np.isfinite(weighed.scores))
    order = admitted[np.argsort(-weighed.scores[admitted], kind="stable")]
    passages = (weighed.pool[weighed.windows.passage[window]] for window in order)
    return _distinct(passage.version.document.id for passage in passages)


def _distinct(documents: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(documents))


def _discount(gains: Sequence[int]) -> float:
    return float(sum(gain / np.log2(rank + 2) for rank, gain in enumerate(gains)))


def _describe(figures: Mapping[str, Metric]) -> dict[str, int | float]:
    return {"n": figures["ndcg@10"].n, **{name: figure.value for name, figure in figures.items()}}
