"""Figures: each a value with its interval of 95 % and the number of questions or quotations behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.evaluation.cases import CaseResult
from index.evaluation.judged_questions import BOTH_SIDES
from index.evaluation.statistics import (
    Interval,
    calibration_error,
    calibration_interval,
    mean_interval,
    roc_area,
    roc_interval,
    share_interval,
)

DEPTH: Final = 5
"""Quotations asked for; side coverage is counted among all of them."""

DEPTHS: Final = (1, 3, DEPTH)
_QUOTATIONS_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Metric:
    """A value, the interval it lies in, and over how many it is."""

    value: float
    interval: Interval
    n: int


def count_share(flags: Sequence[bool]) -> Metric:
    """The share of what is true."""
    return Metric(float(np.mean(flags)) if flags else 0.0, share_interval(sum(flags), len(flags)), len(flags))


def find_mean(values: Sequence[float]) -> Metric:
    """The mean of values of any size."""
    return Metric(float(np.mean(values)) if values else 0.0, mean_interval(values), len(values))


def measure_hits(answerable: Sequence[CaseResult]) -> dict[str, Metric]:
    """How often the first quotations answer, with and before silence: of all, and of each kind."""
    groups = {"": list(answerable), **{f"{kind}.": own for kind, own in group_by_kind(answerable).items()}}
    return {
        f"{kind}hit@{depth}{suffix}": count_share([judge(outcome, depth) for outcome in own])
        for kind, own in groups.items()
        for suffix, judge in (("", CaseResult.hits), ("_before_silence", CaseResult.shows))
        for depth in DEPTHS
    }


def measure_silence(outcomes: Sequence[CaseResult]) -> dict[str, Metric]:
    """Precision and recall of silence, and how often questions are answered that can be, and cannot."""
    unanswerable = [outcome for outcome in outcomes if not outcome.is_answerable]
    groups = {
        "answered.answerable": [outcome for outcome in outcomes if outcome.is_answerable],
        "answered.unanswerable": unanswerable,
        **{f"{kind}.answered": own for kind, own in group_by_kind(unanswerable).items()},
    }
    return {
        "silence.precision": count_share([not o.is_answerable for o in outcomes if not o.answer.answered]),
        "silence.recall": count_share([not outcome.answer.answered for outcome in unanswerable]),
        **{name: count_share([o.answer.answered for o in own]) for name, own in groups.items()},
    }


def measure_confidence(outcomes: Sequence[CaseResult]) -> dict[str, Metric]:
    """How well the confidence tells answerable questions from others, also by kind, and how true it is."""
    confidences = np.array([outcome.answer.confidence for outcome in outcomes], np.float64)
    truth = np.array([outcome.is_answerable for outcome in outcomes], np.bool_)
    kinds = np.array([outcome.task.kind for outcome in outcomes])
    among = {"auroc": np.ones_like(truth)}
    among |= {f"{kind}.auroc": truth | (kinds == kind) for kind in dict.fromkeys(kinds[~truth].tolist())}
    areas = {
        name: Metric(
            roc_area(confidences[own], truth[own]), roc_interval(confidences[own], truth[own]), int(own.sum())
        )
        for name, own in among.items()
    }
    error = calibration_error(confidences, truth)
    interval = calibration_interval(confidences, truth)
    return areas | {"calibration_error": Metric(error, interval, len(outcomes))}


def measure_quotations(outcomes: Sequence[CaseResult]) -> dict[str, Metric]:
    """How long quotations are, how many sides they give, and whether they are verbatim."""
    answerable = [outcome for outcome in outcomes if outcome.is_answerable]
    both = [outcome.sides_found(DEPTH) for outcome in answerable if outcome.task.kind == BOTH_SIDES]
    return {
        "mean_chars": find_mean(
            [len(q.text) for o in answerable for q in o.answer.quotations[:_QUOTATIONS_SHOWN]]
        ),
        "side_coverage": find_mean([float(np.mean(found)) for found in both]),
        "verbatim": count_share([same for outcome in outcomes for same in outcome.verbatim]),
    }


def group_by_kind(outcomes: Sequence[CaseResult]) -> Mapping[str, list[CaseResult]]:
    """The outcomes of each kind of question, in order."""
    kinds: dict[str, list[CaseResult]] = {}
    for outcome in outcomes:
        kinds.setdefault(outcome.task.kind, []).append(outcome)
    return kinds
