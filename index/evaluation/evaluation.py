"""Asking every question, and adding up what came of it."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from index.domain.document import Document
from index.domain.progress import Progress, no_progress
from index.evaluation.cases import Ask, CaseResult, make_case_from_quotes, name_documents, run_cases
from index.evaluation.judged_questions import JudgedQuestion
from index.evaluation.metrics import (
    DEPTH,
    DEPTHS,
    Metric,
    group_by_kind,
    measure_confidence,
    measure_hits,
    measure_quotations,
    measure_silence,
)
from index.evaluation.statistics import Bin, Interval, calibration_curve


class SilenceMetrics(BaseModel):
    """Precision and recall of "no answer": `n` questions have none, and `silent` got none."""

    model_config = ConfigDict(frozen=True)

    precision: float
    recall: float
    n: int
    silent: int


class Evaluation(BaseModel):
    """All figures. Shares lie in 0..1; `intervals` are of 95 %, `counts` tell over how many a figure is.

    `hit@k` counts a silent answer as a miss; `hit@k_before_silence` looks at the nearest passages where the
    record is silent, so that it judges the order alone. `mean_chars` is over the first three quotations,
    `side_coverage` the mean share of a both-sides question's sides among all five. `auroc` and the
    calibration take the confidence as the probability that the record answers. `unanswerable` gives, for
    each kind of question that the record must not answer, how many there are, the share answered, and the
    area under the ROC curve against them.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    questions: int
    answerable: int
    hit_1: float = Field(serialization_alias="hit@1")
    hit_3: float = Field(serialization_alias="hit@3")
    hit_5: float = Field(serialization_alias="hit@5")
    hit_1_before_silence: float = Field(serialization_alias="hit@1_before_silence")
    hit_3_before_silence: float = Field(serialization_alias="hit@3_before_silence")
    hit_5_before_silence: float = Field(serialization_alias="hit@5_before_silence")
    mean_chars: float
    silence: SilenceMetrics
    answered: dict[str, float]
    auroc: float
    calibration_error: float
    calibration: tuple[Bin, ...]
    side_coverage: float
    verbatim: float
    latency_ms: dict[str, float]
    by_kind: dict[str, dict[str, int | float]]
    unanswerable: dict[str, dict[str, int | float]]
    intervals: dict[str, Interval]
    counts: dict[str, int]


def run_questions(
    questions: Sequence[JudgedQuestion],
    ask: Ask,
    documents: Iterable[Document],
    progress: Progress = no_progress,
) -> list[CaseResult]:
    """Ask every question, of a record that holds the documents. Raises BadQuestions before asking any."""
    held = list(documents)
    by_name = name_documents(held)
    tasks = [make_case_from_quotes(question, by_name) for question in questions]
    return run_cases(tasks, ask, held, depth=DEPTH, progress=progress)


def evaluate(outcomes: Sequence[CaseResult]) -> Evaluation:
    """The figures over all outcomes. A silent answer to a question that has one is a miss."""
    answerable = [outcome for outcome in outcomes if outcome.is_answerable]
    silenced = [outcome for outcome in outcomes if not outcome.is_answerable]
    figures = {
        **measure_hits(answerable),
        **measure_silence(outcomes),
        **measure_confidence(outcomes),
        **measure_quotations(outcomes),
    }
    value = {name: figure.value for name, figure in figures.items()}
    return Evaluation(
        questions=len(outcomes),
        answerable=len(answerable),
        hit_1=value["hit@1"],
        hit_3=value["hit@3"],
        hit_5=value["hit@5"],
        hit_1_before_silence=value["hit@1_before_silence"],
        hit_3_before_silence=value["hit@3_before_silence"],
        hit_5_before_silence=value["hit@5_before_silence"],
        mean_chars=value["mean_chars"],
        silence=_describe_silence(figures),
        answered={kind: value[f"answered.{kind}"] for kind in ("answerable", "unanswerable")},
        auroc=value["auroc"],
        calibration_error=value["calibration_error"],
        calibration=_draw_curve(outcomes),
        side_coverage=value["side_coverage"],
        verbatim=value["verbatim"],
        latency_ms=_time(outcomes),
        by_kind={kind: _describe_hits(kind, figures) for kind in group_by_kind(answerable)},
        unanswerable={kind: _describe_answered(kind, figures) for kind in group_by_kind(silenced)},
        intervals={name: figure.interval for name, figure in figures.items()},
        counts={name: figure.n for name, figure in figures.items()},
    )


def _describe_silence(figures: Mapping[str, Metric]) -> SilenceMetrics:
    precision, recall = figures["silence.precision"], figures["silence.recall"]
    return SilenceMetrics(precision=precision.value, recall=recall.value, n=recall.n, silent=precision.n)


def _describe_hits(kind: str, figures: Mapping[str, Metric]) -> dict[str, int | float]:
    own = {f"hit@{depth}": figures[f"{kind}.hit@{depth}"] for depth in DEPTHS}
    return {"n": own["hit@1"].n, **{name: figure.value for name, figure in own.items()}}


def _describe_answered(kind: str, figures: Mapping[str, Metric]) -> dict[str, int | float]:
    answered = figures[f"{kind}.answered"]
    return {"n": answered.n, "answered": answered.value, "auroc": figures[f"{kind}.auroc"].value}


def _draw_curve(outcomes: Sequence[CaseResult]) -> tuple[Bin, ...]:
    confidences = np.array([outcome.answer.confidence for outcome in outcomes], np.float64)
    return tuple(calibration_curve(confidences, np.array([o.is_answerable for o in outcomes], np.bool_)))


def _time(outcomes: Sequence[CaseResult]) -> dict[str, float]:
    took = [outcome.answer.took_ms for outcome in outcomes]
    return {f"p{rank}": float(np.percentile(took, rank)) for rank in (50, 95)}
