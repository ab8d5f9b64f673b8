"""Statistics of an evaluation: shares, means, ROC areas and calibration, with 95% confidence intervals.

Random numbers come from a fixed seed, so that the same results give the same intervals.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Interval = tuple[float, float]
Values = NDArray[np.float64]
Truth = NDArray[np.bool_]

_CONFIDENCE_LEVEL: Final = 0.95
"""Of all intervals."""

_Z: Final = 1.959964
"""The 97.5th percentile of the normal distribution."""

_BINS: Final = 10
"""Of the reliability diagram and of the calibration error."""

_RESAMPLES: Final = 2000
"""Of the bootstrap."""

_SEED: Final = 1
"""Of the bootstrap, fixed so that intervals are reproducible."""

_BATCH_NUMBERS: Final = 2_000_000
"""Random numbers drawn at a time, so that a long list of results does not fill the memory."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The `n` questions with a confidence from `low` to `high`.

    `confidence` is their mean and `share` that of the answerable ones; both are 0 if `n` is.
    """

    low: float
    high: float
    confidence: float
    share: float
    n: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean difference, first minus second, over `n` pairs, with its interval and p-value.

    `p` is two-sided: twice the share of resamples on the other side of 0.
    """

    difference: float
    interval: Interval
    p: float
    n: int


def share_interval(successes: int, trials: int) -> Interval:
    """Wilson's score interval for a share (Wilson 1927)."""
    if trials == 0:
        return 0.0, 1.0
    from scipy.stats import binomtest  # here: it takes most of a second

    interval = binomtest(successes, trials).proportion_ci(_CONFIDENCE_LEVEL, "wilson")
    return float(interval.low), float(interval.high)


def mean_interval(values: Sequence[float]) -> Interval:
    """Bootstrap percentile interval of a mean (Efron and Tibshirani 1993, chapter 13)."""
    if not len(values):
        return 0.0, 0.0
    return _bootstrap((np.asarray(values, np.float64),), np.mean, "percentile")[0]


def compare(first: Sequence[float], second: Sequence[float]) -> Comparison:
    """Paired bootstrap of two systems on the same questions (Efron and Tibshirani 1993, chapter 16)."""
    differences = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    if not len(differences):
        return Comparison(0.0, (0.0, 0.0), 1.0, 0)
    interval, means = _bootstrap((differences,), np.mean, "percentile")
    p = 2 * min((means <= 0).mean(), (means >= 0).mean())
    return Comparison(float(differences.mean()), interval, min(float(p), 1.0), len(differences))


def roc_area(scores: NDArray[Any], truth: Truth) -> float:
    """AUROC: the probability that a positive scores above a negative, ties half (Mann and Whitney 1947)."""
    if truth.all() or not truth.any():
        return 0.5
    return float(_share_below(scores[truth], scores[~truth]).mean())


def roc_interval(scores: NDArray[Any], truth: Truth) -> Interval:
    """DeLong's interval of the AUROC (DeLong et al. 1988); 0 to 1 with fewer than two of a class."""
    positive, negative = scores[truth], scores[~truth]
    if min(len(positive), len(negative)) < 2:
        return 0.0, 1.0
    of_positive, of_negative = _share_below(positive, negative), 1 - _share_below(negative, positive)
    variance = of_positive.var(ddof=1) / len(positive) + of_negative.var(ddof=1) / len(negative)
    area, half = float(of_positive.mean()), _Z * float(variance) ** 0.5
    return max(area - half, 0.0), min(area + half, 1.0)


def calibration_curve(confidences: NDArray[Any], truth: Truth) -> list[Bin]:
    """The bins, of equal width, of a reliability diagram (Niculescu-Mizil and Caruana 2005)."""
    numbers = _number_bins(confidences)
    bins = []
    for number in range(_BINS):
        own = numbers == number
        confidence, share = (float(v[own].mean()) if own.any() else 0.0 for v in (confidences, truth))
        bins.append(Bin(number / _BINS, (number + 1) / _BINS, confidence, share, int(own.sum())))
    return bins


def calibration_error(confidences: NDArray[Any], truth: Truth) -> float:
    """Expected calibration error over bins of equal width (Guo et al. 2017)."""
    if not len(confidences):
        return 0.0
    gaps = np.bincount(_number_bins(confidences), confidences - truth, _BINS)
    return float(np.abs(gaps).sum() / len(confidences))


def calibration_interval(confidences: NDArray[Any], truth: Truth) -> Interval:
    """Basic bootstrap interval of the calibration error, which corrects for the upward bias of resamples."""
    if not len(confidences):
        return 0.0, 1.0
    (low, high), _ = _bootstrap((confidences, truth), calibration_error, "basic")
    return max(low, 0.0), min(max(high, calibration_error(confidences, truth)), 1.0)


def _number_bins(confidences: NDArray[Any]) -> NDArray[np.int64]:
    return np.asarray(np.minimum(confidences * _BINS, _BINS - 1), np.int64)


def _share_below(values: NDArray[Any], others: NDArray[Any]) -> Values:
    """For each value, the share of the others that it exceeds, ties half: shape `(len(values),)`."""
    ordered = np.sort(others)
    below, up_to = (np.searchsorted(ordered, values, side) for side in ("left", "right"))
    return np.asarray((below + up_to) / (2 * len(others)), np.float64)


def _bootstrap(
    samples: tuple[NDArray[Any], ...], measure: Callable[..., Any], method: str
) -> tuple[Interval, Values]:
    """The interval of a statistic of paired samples, and its value in each resample."""
    from scipy.stats import bootstrap

    count = len(samples[0])
    if count == 1:  # scipy refuses a single value
        value = float(measure(*samples))
        return (value, value), np.array([value])
    result = bootstrap(
        samples,
        measure,
        n_resamples=_RESAMPLES,
        batch=max(_BATCH_NUMBERS // count, 1),
        paired=True,
        confidence_level=_CONFIDENCE_LEVEL,
        method=method,
        rng=np.random.default_rng(_SEED),
    )
    low, high = result.confidence_interval
    return (float(low), float(high)), result.bootstrap_distribution
