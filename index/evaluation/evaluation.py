"""Asks all questions and aggregates the metrics."""

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
    """Precision and recall of silence: `n` questions have no answer, and `silent` got none."""

    model_config = ConfigDict(frozen=True)

    precision: float
    recall: float
    n: int
    silent: int


class Evaluation(BaseModel):
    """All metrics. Shares are from 0 to 1; `intervals` are 95% confidence intervals, `counts` sample sizes.

    `hit@k` counts a silent answer as a miss; "hit@k_before_silence" uses its closest passages instead, and so
    measures the order alone. `mean_chars` is over the first three quotations, `side_coverage` the mean share
    of a both-sides question's sides among the five quotations. `auroc` and the calibration take the
    confidence as the probability that the record answers. `unanswerable` gives, for each kind of question
    that the record should not answer, their number, the share answered, and the area under the ROC curve.
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
    """Ask every question of a record with these documents. Raises BadQuestions before asking any."""
    on_record = list(documents)
    by_name = name_documents(on_record)
    cases = [make_case_from_quotes(question, by_name) for question in questions]
    return run_cases(cases, ask, on_record, depth=DEPTH, progress=progress)


def evaluate(results: Sequence[CaseResult]) -> Evaluation:
    """The metrics over all results. A silent answer to an answerable question is a miss."""
    answerable = [result for result in results if result.is_answerable]
    unanswerable = [result for result in results if not result.is_answerable]
    metrics = {
        **measure_hits(answerable),
        **measure_silence(results),
        **measure_confidence(results),
        **measure_quotations(results),
    }
    value = {name: metric.value for name, metric in metrics.items()}
    return Evaluation(
        questions=len(results),
        answerable=len(answerable),
        hit_1=value["hit@1"],
        hit_3=value["hit@3"],
        hit_5=value["hit@5"],
        hit_1_before_silence=value["hit@1_before_silence"],
        hit_3_before_silence=value["hit@3_before_silence"],
        hit_5_before_silence=value["hit@5_before_silence"],
        mean_chars=value["mean_chars"],
        silence=_describe_silence(metrics),
        answered={kind: value[f"answered.{kind}"] for kind in ("answerable", "unanswerable")},
        auroc=value["auroc"],
        calibration_error=value["calibration_error"],
        calibration=_make_curve(results),
        side_coverage=value["side_coverage"],
        verbatim=value["verbatim"],
        latency_ms=_latency_percentiles(results),
        by_kind={kind: _describe_hits(kind, metrics) for kind in group_by_kind(answerable)},
        unanswerable={kind: _describe_answered(kind, metrics) for kind in group_by_kind(unanswerable)},
        intervals={name: metric.interval for name, metric in metrics.items()},
        counts={name: metric.n for name, metric in metrics.items()},
    )


def _describe_silence(metrics: Mapping[str, Metric]) -> SilenceMetrics:
    precision, recall = metrics["silence.precision"], metrics["silence.recall"]
    return SilenceMetrics(precision=precision.value, recall=recall.value, n=recall.n, silent=precision.n)


def _describe_hits(kind: str, metrics: Mapping[str, Metric]) -> dict[str, int | float]:
    own = {f"hit@{depth}": metrics[f"{kind}.hit@{depth}"] for depth in DEPTHS}
    return {"n": own["hit@1"].n, **{name: metric.value for name, metric in own.items()}}


def _describe_answered(kind: str, metrics: Mapping[str, Metric]) -> dict[str, int | float]:
    answered = metrics[f"{kind}.answered"]
    return {"n": answered.n, "answered": answered.value, "auroc": metrics[f"{kind}.auroc"].value}


def _make_curve(results: Sequence[CaseResult]) -> tuple[Bin, ...]:
    confidences = np.array([result.answer.confidence for result in results], np.float64)
    return tuple(calibration_curve(confidences, np.array([r.is_answerable for r in results], np.bool_)))


def _latency_percentiles(results: Sequence[CaseResult]) -> dict[str, float]:
    took = [result.answer.took_ms for result in results]
    return {f"p{rank}": float(np.percentile(took, rank)) for rank in (50, 95)}
