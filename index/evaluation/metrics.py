"""Metrics of answers, each with its 95% confidence interval and sample size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.evaluation.cases import CaseResult
from index.evaluation.judged_questions import EVERY_SIDE
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
"""Quotations requested for each question; side coverage counts all of them."""

DEPTHS: Final = (1, 3, DEPTH)
"""The k of hit@k."""

_QUOTATIONS_SHOWN: Final = 3
"""Quotations in a message of the bot, over which lengths are averaged."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A value, its 95% confidence interval, and the sample size."""

    value: float
    interval: Interval
    n: int


def count_share(flags: Sequence[bool]) -> Metric:
    """The share of true flags, with Wilson's interval."""
    return Metric(float(np.mean(flags)) if flags else 0.0, share_interval(sum(flags), len(flags)), len(flags))


def find_mean(values: Sequence[float]) -> Metric:
    """The mean, with its bootstrap interval."""
    return Metric(float(np.mean(values)) if values else 0.0, mean_interval(values), len(values))


def measure_hits(answerable: Sequence[CaseResult]) -> dict[str, Metric]:
    """hit@k, with and before silence, over all questions and by kind."""
    groups = {"": list(answerable), **{f"{kind}.": own for kind, own in group_by_kind(answerable).items()}}
    return {
        f"{kind}hit@{depth}{suffix}": count_share([is_hit(result, depth) for result in own])
        for kind, own in groups.items()
        for suffix, is_hit in (("", CaseResult.hits), ("_before_silence", CaseResult.shows))
        for depth in DEPTHS
    }


def measure_silence(results: Sequence[CaseResult]) -> dict[str, Metric]:
    """Precision and recall of silence, and the shares of answerable and unanswerable questions answered."""
    unanswerable = [result for result in results if not result.is_answerable]
    groups = {
        "answered.answerable": [result for result in results if result.is_answerable],
        "answered.unanswerable": unanswerable,
        **{f"{kind}.answered": own for kind, own in group_by_kind(unanswerable).items()},
    }
    return {
        "silence.precision": count_share([not r.is_answerable for r in results if not r.answer.answered]),
        "silence.recall": count_share([not result.answer.answered for result in unanswerable]),
        **{name: count_share([r.answer.answered for r in own]) for name, own in groups.items()},
    }


def measure_confidence(results: Sequence[CaseResult]) -> dict[str, Metric]:
    """AUROC of the confidence, also by kind of unanswerable question, and its calibration error."""
    confidences = np.array([result.answer.confidence for result in results], np.float64)
    truth = np.array([result.is_answerable for result in results], np.bool_)
    kinds = np.array([result.case.kind for result in results])
    masks = {"auroc": np.ones_like(truth)}
    masks |= {f"{kind}.auroc": truth | (kinds == kind) for kind in dict.fromkeys(kinds[~truth].tolist())}
    areas = {
        name: Metric(
            roc_area(confidences[own], truth[own]), roc_interval(confidences[own], truth[own]), int(own.sum())
        )
        for name, own in masks.items()
    }
    error = calibration_error(confidences, truth)
    interval = calibration_interval(confidences, truth)
    return areas | {"calibration_error": Metric(error, interval, len(results))}


def measure_quotations(results: Sequence[CaseResult]) -> dict[str, Metric]:
    """The length of quotations, their coverage of sides, and the share that is verbatim."""
    answerable = [result for result in results if result.is_answerable]
    both = [result.found_by_side(DEPTH) for result in answerable if result.case.kind == EVERY_SIDE]
    return {
        "mean_chars": find_mean(
            [len(q.text) for r in answerable for q in r.answer.quotations[:_QUOTATIONS_SHOWN]]
        ),
        "side_coverage": find_mean([float(np.mean(found)) for found in both]),
        "verbatim": count_share([is_verbatim for result in results for is_verbatim in result.verbatim]),
    }


def group_by_kind(results: Sequence[CaseResult]) -> Mapping[str, list[CaseResult]]:
    """The results by kind of question, in order."""
    kinds: dict[str, list[CaseResult]] = {}
    for result in results:
        kinds.setdefault(result.case.kind, []).append(result)
    return kinds
