"""Why each candidate got its rank: every feature with its value, its weight and what it adds.

The score is a weighted sum of features and chooses the candidates; the order, and the logit of the
probability, are weighted sums of features, of the score and of the reader's logit (`index/answering/`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict

from index.answering.answerer import Answerer
from index.answering.candidate_scorer import CandidateScorer, ScoredWindows
from index.answering.candidates import Candidate, locate
from index.answering.features import FEATURES
from index.answering.ranker import Weights, read_weights
from index.domain.document import Document
from index.domain.filters import Filters
from index.evaluation.cases import EvaluationCase, GoldTarget
from index.evaluation.metrics import DEPTH
from index.search.lexical import LexicalIndex

BIAS: Final = "bias"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Term(_Value):
    """A term of the question: the stems that meet it, its rarity (BM25's), and the passages that hold it."""

    stems: tuple[str, ...]
    rarity: float
    passages: int


class Part(_Value):
    """What one feature adds to a sum: `value * weight`."""

    name: str
    value: float
    weight: float
    adds: float


class ExplainedWindow(_Value):
    """A window, its place among all windows by score (from 1), and the parts of its score."""

    document: str
    document_id: str
    start: int
    end: int
    text: str
    is_gold: bool
    place: int
    score: float
    score_parts: tuple[Part, ...]


class ExplainedCandidate(ExplainedWindow):
    """A window that was judged, with its rank (from 1) in the order in which quotations are chosen.

    `is_shown` where it is among the answer's quotations, or among the nearest passages; `goes_first` where
    it is a source that answers, and so before any briefing. `logit` is the reader's. The parts of `order`,
    and of the logit of `probability`, are the greatest first.
    """

    rank: int
    is_shown: bool
    goes_first: bool
    order: float
    order_parts: tuple[Part, ...]
    probability: float
    probability_parts: tuple[Part, ...]
    logit: float | None


class ExplainedTarget(_Value):
    """Something that answers: the ranks of the candidates that hold it, or else its best window.

    Neither is there where the search found no passage that holds it.
    """

    name: str
    side: str | None
    candidates: tuple[int, ...]
    missed: ExplainedWindow | None


class Explanation(_Value):
    """A question as it was read, the answer's decision, the candidates in order, and what answers.

    `windows` counts those that were compared, `passages` the passages that they are cut from.
    """

    id: str
    question: str
    read_as: str
    terms: tuple[Term, ...]
    answered: bool
    confidence: float
    operating_point: float
    passages: int
    windows: int
    candidates: tuple[ExplainedCandidate, ...]
    targets: tuple[ExplainedTarget, ...]


def explain(
    task: EvaluationCase,
    *,
    scorer: CandidateScorer,
    answerer: Answerer,
    lexical: LexicalIndex,
    weights: Weights | None = None,
) -> Explanation:
    """Ask a task's question and tell what came of it. `weights` are those in use, by default those that ship.

    Raises UnusableQuestion.
    """
    answer = answerer.ask(task.question, Filters(scope=None), DEPTH)
    weighed = scorer.score(task.question, Filters(scope=None))
    view = _View(weighed, weights or read_weights(), answerer.reader_name, task.targets) if weighed else None
    judged = answerer.rank(weighed, DEPTH) if weighed else []
    shown = {(q.document_id, q.start, q.end) for q in answer.quotations or answer.nearest}
    candidates = [view.explain_candidate(one, rank, shown) for rank, one in enumerate(judged, 1) if view]
    return Explanation(
        id=task.id,
        question=task.question,
        read_as=weighed.question.read_as if weighed else task.question,
        terms=_explain_terms(weighed.question.terms, lexical) if weighed else (),
        answered=answer.answered,
        confidence=answer.confidence,
        operating_point=answerer.operating_point,
        passages=len(weighed.pool) if weighed else 0,
        windows=len(weighed.scores) if weighed else 0,
        candidates=tuple(candidates),
        targets=tuple(_explain_target(target, judged, view) for target in task.targets),
    )


def _explain_terms(terms: Sequence[tuple[str, ...]], lexical: LexicalIndex) -> tuple[Term, ...]:
    """The terms with their rarity: that of a term's commonest stem, as windows are compared with it."""
    return tuple(
        Term(
            stems=term,
            rarity=round(float(lexical.idf(term).min()), 4),
            passages=max(lexical.count(stem) for stem in term),
        )
        for term in terms
    )


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """The weighed windows under the weights that score them, and the name of the reader that judges them."""

    weighed: ScoredWindows
    weights: Weights
    reader: str | None
    targets: Sequence[GoldTarget]

    def locate(self, window: int) -> tuple[Document, int, int]:
        """A window's document, and the start and the end of its words in it."""
        version, first, last = locate(self.weighed, window)
        sentences = version.split.sentences
        return version.document, sentences[first].start, sentences[last].end

    def find_best(self, target: GoldTarget) -> int | None:
        """The window with the greatest score of those that hold a target."""
        scores = self.weighed.scores
        for window in np.argsort(-scores, kind="stable").tolist():
            if np.isfinite(scores[window]) and target.holds(*self.locate(window)):
                return int(window)
        return None

    def explain_window(self, window: int) -> ExplainedWindow:
        """A window with the parts of its score."""
        document, start, end = self.locate(window)
        scores = self.weighed.scores
        return ExplainedWindow(
            document=document.title,
            document_id=document.id,
            start=start,
            end=end,
            text=document.text[start:end],
            is_gold=any(target.holds(document, start, end) for target in self.targets),
            place=1 + int((scores > scores[window]).sum()),
            score=round(float(scores[window]), 4),
            score_parts=_add_up(self.values(window), self.weights.ranking, every=FEATURES),
        )

    def explain_candidate(
        self, candidate: Candidate, rank: int, shown: set[tuple[str, int, int]]
    ) -> ExplainedCandidate:
        """A candidate with the parts of its score, of its order and of its probability."""
        window = self.explain_window(candidate.window)
        judgement = self.weights.choose_answer_weights(self.reader)
        values = self.values(candidate.window) | {"score": float(self.weighed.scores[candidate.window])}
        if candidate.logit is not None:
            values["reranker"] = candidate.logit
        return ExplainedCandidate(
            **window.model_dump(),
            rank=rank,
            is_shown=(window.document_id, window.start, window.end) in shown,
            goes_first=candidate.goes_first,
            order=round(candidate.order, 4),
            order_parts=_add_up(values, judgement.order),
            probability=round(candidate.probability, 4),
            probability_parts=_add_up(values | {BIAS: 1.0}, {**judgement.answers, BIAS: judgement.bias}),
            logit=candidate.logit,
        )

    def values(self, window: int) -> dict[str, float]:
        """Every feature of a window."""
        return dict(zip(FEATURES, self.weighed.features[window].tolist(), strict=True))


def _explain_target(target: GoldTarget, judged: Sequence[Candidate], view: _View | None) -> ExplainedTarget:
    if view is None:
        return ExplainedTarget(name=target.name, side=target.side, candidates=(), missed=None)
    holding = [rank for rank, one in enumerate(judged, 1) if target.holds(*view.locate(one.window))]
    best = None if holding else view.find_best(target)
    missed = None if best is None else view.explain_window(best)
    return ExplainedTarget(name=target.name, side=target.side, candidates=tuple(holding), missed=missed)


def _add_up(
    values: Mapping[str, float], weights: Mapping[str, float], *, every: Sequence[str] = ()
) -> tuple[Part, ...]:
    """The parts of a weighted sum, those that change it most first; the names in `every` are among them."""
    names = dict.fromkeys((*weights, *every))
    parts = [
        Part(
            name=name,
            value=round(values[name], 4),
            weight=weights.get(name, 0.0),
            adds=round(values[name] * weights.get(name, 0.0), 4),
        )
        for name in names
    ]
    return tuple(sorted(parts, key=lambda part: -abs(part.adds)))
