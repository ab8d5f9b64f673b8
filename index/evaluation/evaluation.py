"""Asking every question, and adding up what came of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from index.answers import Answer, Quotation
from index.documents import Document
from index.evaluation.questions import BOTH_SIDES, JudgedQuestion, locate_gold
from index.evaluation.statistics import (
    Interval,
    calibration_error,
    mean_interval,
    roc_area,
    share_interval,
)
from index.ingestion import Progress, say_nothing

_DEPTHS: Final = (1, 3, 5)
_SHOWN: Final = 3
_COVERED: Final = 0.6
"""The share of a gold quote's characters that a quotation must hold."""

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, its answer, and what of the gold was found.

    `found_at` holds, for each gold quote, the rank (from 0) of the first quotation that covers it.
    """

    question: JudgedQuestion
    answer: Answer
    found_at: tuple[int | None, ...]
    verbatim: tuple[bool, ...]

    @property
    def is_answerable(self) -> bool:
        """Whether the record holds the answer."""
        return bool(self.question.gold)

    def sides_found(self, depth: int) -> list[bool]:
        """Which of the sides (or lone quotes) are among the first `depth` quotations."""
        sides: dict[str, bool] = {}
        for number, (gold, rank) in enumerate(zip(self.question.gold, self.found_at, strict=True)):
            name = gold.side or f"quote {number}"
            sides[name] = sides.get(name, False) or (rank is not None and rank < depth)
        return list(sides.values())

    def hits(self, depth: int) -> bool:
        """Whether the first `depth` quotations answer: every side where both are asked, else one quote."""
        found = self.sides_found(depth)
        return all(found) if self.question.kind == BOTH_SIDES else any(found)


class Silence(BaseModel):
    """Precision and recall of "no answer", over `n` questions that have none."""

    precision: float
    recall: float
    n: int


class Evaluation(BaseModel):
    """All figures. Shares lie in 0..1; `intervals` are of 95 %."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    questions: int
    answerable: int
    hit_1: float = Field(serialization_alias="hit@1")
    hit_3: float = Field(serialization_alias="hit@3")
    hit_5: float = Field(serialization_alias="hit@5")
    mean_chars: float
    silence: Silence
    auroc: float
    calibration_error: float
    side_coverage: float
    verbatim: float
    latency_ms: dict[str, float]
    by_kind: dict[str, dict[str, float]]
    intervals: dict[str, Interval]


def ask_all(
    questions: Sequence[JudgedQuestion],
    ask: Callable[[str, int], Answer],
    documents: Iterable[Document],
    progress: Progress = say_nothing,
) -> list[Outcome]:
    """Ask every question, of a record that holds the documents. Raises BadQuestions before asking any."""
    by_name = {name: document for document in documents for name in (document.title, document.id)}
    places = [locate_gold(question, by_name) for question in questions]
    outcomes = []
    for question, gold in zip(questions, places, strict=True):
        answer = ask(question.question, max(_DEPTHS))
        verbatim = tuple(by_name[q.document_id].text[q.start : q.end] == q.text for q in answer.quotations)
        found_at = tuple(_rank(answer.quotations, one) for one in gold)
        outcomes.append(Outcome(question, answer, found_at, verbatim))
        progress(len(outcomes), len(questions))
    return outcomes


def evaluate(outcomes: Sequence[Outcome]) -> Evaluation:
    """The figures over all outcomes. A silent answer to a question that has one is a miss."""
    answerable = [outcome for outcome in outcomes if outcome.is_answerable]
    silent = [outcome for outcome in outcomes if not outcome.answer.answered]
    unanswerable = [outcome for outcome in outcomes if not outcome.is_answerable]
    rightly = [outcome for outcome in silent if not outcome.is_answerable]
    both = [o.sides_found(max(_DEPTHS)) for o in outcomes if o.question.kind == BOTH_SIDES]
    confidences = np.array([outcome.answer.confidence for outcome in outcomes])
    truth = np.array([outcome.is_answerable for outcome in outcomes])
    lengths = [len(q.text) for o in answerable for q in o.answer.quotations[:_SHOWN]]
    took = [outcome.answer.took_ms for outcome in outcomes]
    hits = {depth: [outcome.hits(depth) for outcome in answerable] for depth in _DEPTHS}
    kinds = dict.fromkeys(outcome.question.kind for outcome in answerable)
    return Evaluation(
        questions=len(outcomes),
        answerable=len(answerable),
        hit_1=_mean(hits[1]),
        hit_3=_mean(hits[3]),
        hit_5=_mean(hits[5]),
        mean_chars=_mean(lengths),
        silence=Silence(
            precision=len(rightly) / max(len(silent), 1),
            recall=len(rightly) / max(len(unanswerable), 1),
            n=len(unanswerable),
        ),
        auroc=roc_area(confidences, truth),
        calibration_error=calibration_error(confidences, truth),
        side_coverage=_mean([_mean(found) for found in both]),
        verbatim=_mean([same for outcome in outcomes for same in outcome.verbatim]),
        latency_ms={"p50": float(np.percentile(took, 50)), "p95": float(np.percentile(took, 95))},
        by_kind={kind: _count_kind(kind, answerable) for kind in kinds},
        intervals={
            **{f"hit@{depth}": share_interval(sum(hits[depth]), len(answerable)) for depth in _DEPTHS},
            "silence.precision": share_interval(len(rightly), len(silent)),
            "silence.recall": share_interval(len(rightly), len(unanswerable)),
            "mean_chars": mean_interval(lengths),
        },
    )


def _count_kind(kind: str, answerable: Sequence[Outcome]) -> dict[str, float]:
    own = [outcome for outcome in answerable if outcome.question.kind == kind]
    shares = {f"hit@{depth}": _mean([outcome.hits(depth) for outcome in own]) for depth in _DEPTHS}
    return {"n": len(own), **shares}


def _rank(quotations: Sequence[Quotation], places: Sequence[Place]) -> int | None:
    """The rank of the first quotation that covers a quote, wherever that stands."""
    for rank, quotation in enumerate(quotations):
        if any(_covers(quotation, place) for place in places):
            return rank
    return None


def _covers(quotation: Quotation, place: Place) -> bool:
    document, start, end = place
    common = min(quotation.end, end) - max(quotation.start, start)
    return quotation.document_id == document and common >= _COVERED * (end - start)


def _mean(values: Sequence[Any]) -> float:
    return float(np.mean(values)) if len(values) else 0.0
