"""Explains the rank of each candidate: every feature with its value, weight and contribution.

The score, a weighted sum of features, selects the candidates. Their order, and the logit of their
probability, are weighted sums of features, the score and the reranker's logit (`index/answering/`).
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
from index.domain.document import ANY_SCOPE, Document
from index.domain.filters import Filters
from index.evaluation.cases import EvaluationCase, GoldTarget
from index.evaluation.metrics import DEPTH
from index.search.lexical import LexicalIndex

BIAS: Final = "bias"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Term(_Value):
    """A term of the question: its stems, its IDF (BM25), and the number of passages that contain it."""

    stems: tuple[str, ...]
    rarity: float
    passages: int


class Part(_Value):
    """The contribution of one feature to a sum: `adds` is `value * weight`."""

    name: str
    value: float
    weight: float
    adds: float


class ExplainedWindow(_Value):
    """A window, its rank by score among all windows (`place`, from 1), and the parts of its score."""

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
    """A reranked window, with its rank (from 1) in the order in which quotations are selected.

    `is_shown`: it is among the answer's quotations, or the closest passages. `goes_first`: it is a source
    that answers, and so precedes any briefing. `logit` is the reranker's. The parts of `order`, and of the
    logit of `probability`, are sorted by absolute contribution, largest first.
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
    """A gold target: the ranks of the candidates that contain it, or else its best window.

    Both are empty if the search found no passage that contains it.
    """

    name: str
    side: str | None
    candidates: tuple[int, ...]
    missed: ExplainedWindow | None


class Explanation(_Value):
    """The parsed question, the answer's decision, the candidates in order, and the gold targets.

    `windows` is the number of scored windows, `passages` that of the passages they are cut from.
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
    case: EvaluationCase,
    *,
    scorer: CandidateScorer,
    answerer: Answerer,
    lexical: LexicalIndex,
    weights: Weights | None = None,
) -> Explanation:
    """Ask a case's question and explain its answer. `weights` are those in use, by default the bundled ones.

    Raises UnusableQuestion.
    """
    answer = answerer.ask(case.question, Filters(scope=ANY_SCOPE), DEPTH)
    scored = scorer.score(case.question, Filters(scope=ANY_SCOPE))
    view = _View(scored, weights or read_weights(), answerer.reader_name, case.targets) if scored else None
    candidates = answerer.rank(scored, DEPTH) if scored else []
    shown = {(q.document_id, q.start, q.end) for q in answer.quotations or answer.nearest}
    explained = [view.explain_candidate(one, rank, shown) for rank, one in enumerate(candidates, 1) if view]
    return Explanation(
        id=case.id,
        question=case.question,
        read_as=scored.question.read_as if scored else case.question,
        terms=_explain_terms(scored.question.terms, lexical) if scored else (),
        answered=answer.answered,
        confidence=answer.confidence,
        operating_point=answerer.operating_point,
        passages=len(scored.pool) if scored else 0,
        windows=len(scored.scores) if scored else 0,
        candidates=tuple(explained),
        targets=tuple(_explain_target(target, candidates, view) for target in case.targets),
    )


def _explain_terms(terms: Sequence[tuple[str, ...]], lexical: LexicalIndex) -> tuple[Term, ...]:
    """The terms, each with the IDF of its most common stem, which the features use."""
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
    """The scored windows with the weights, the reranker's name and the gold targets."""

    scored: ScoredWindows
    weights: Weights
    reader: str | None
    targets: Sequence[GoldTarget]

    def locate(self, window: int) -> tuple[Document, int, int]:
        """A window's document, and its start and end offsets."""
        version, first, last = locate(self.scored, window)
        sentences = version.split.sentences
        return version.document, sentences[first].start, sentences[last].end

    def find_best(self, target: GoldTarget) -> int | None:
        """The window with the highest score among those that contain a target."""
        scores = self.scored.scores
        for window in np.argsort(-scores, kind="stable").tolist():
            if np.isfinite(scores[window]) and target.holds(*self.locate(window)):
                return int(window)
        return None

    def explain_window(self, window: int) -> ExplainedWindow:
        """A window with the parts of its score."""
        document, start, end = self.locate(window)
        scores = self.scored.scores
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
        answer_weights = self.weights.choose_answer_weights(self.reader)
        values = self.values(candidate.window) | {"score": float(self.scored.scores[candidate.window])}
        if candidate.logit is not None:
            values["reranker"] = candidate.logit
        return ExplainedCandidate(
            **window.model_dump(),
            rank=rank,
            is_shown=(window.document_id, window.start, window.end) in shown,
            goes_first=candidate.goes_first,
            order=round(candidate.order, 4),
            order_parts=_add_up(values, answer_weights.order),
            probability=round(candidate.probability, 4),
            probability_parts=_add_up(
                values | {BIAS: 1.0}, {**answer_weights.answers, BIAS: answer_weights.bias}
            ),
            logit=candidate.logit,
        )

    def values(self, window: int) -> dict[str, float]:
        """All features of a window by name."""
        return dict(zip(FEATURES, self.scored.features[window].tolist(), strict=True))


def _explain_target(
    target: GoldTarget, candidates: Sequence[Candidate], view: _View | None
) -> ExplainedTarget:
    if view is None:
        return ExplainedTarget(name=target.name, side=target.side, candidates=(), missed=None)
    ranks = [rank for rank, one in enumerate(candidates, 1) if target.holds(*view.locate(one.window))]
    best = None if ranks else view.find_best(target)
    missed = None if best is None else view.explain_window(best)
    return ExplainedTarget(name=target.name, side=target.side, candidates=tuple(ranks), missed=missed)


def _add_up(
    values: Mapping[str, float], weights: Mapping[str, float], *, every: Sequence[str] = ()
) -> tuple[Part, ...]:
    """The parts of a weighted sum, by absolute contribution; names in `every` are included at weight 0."""
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
