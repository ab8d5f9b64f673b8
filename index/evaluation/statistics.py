"""The statistics of an evaluation: shares, means, areas, calibration, and their intervals of 95 %.

What is drawn at random is drawn from a seed, so that the same outcomes give the same figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Interval = tuple[float, float]
Values = NDArray[np.float64]
Truth = NDArray[np.bool_]

_LEVEL: Final = 0.95
_Z: Final = 1.959964
"""The 97.5th percentile of the normal distribution: intervals of 95 %."""

_BINS: Final = 10
_RESAMPLES: Final = 2000
_SEED: Final = 1
_BATCH_NUMBERS: Final = 2_000_000
"""Numbers drawn at a time, so that a long list of outcomes does not fill the memory."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose confidence lies from `low` to `high`: how sure of them, and how rightly.

    `confidence` is their mean and `share` that of the true ones; both are 0 where `n` is.
    """

    low: float
    high: float
    confidence: float
    share: float
    n: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean of the first less the second over `n` pairs, its interval, and how easily chance gives it.

    `p` is two-sided: the share of resamples on the other side of nothing, twice.
    """

    difference: float
    interval: Interval
    p: float
    n: int


def share_interval(successes: int, trials: int) -> Interval:
    """Wilson's interval for a share (Wilson 1927)."""
    if trials == 0:
        return 0.0, 1.0
    from scipy.stats import binomtest  # most of a second, which only measuring need take

    found = binomtest(successes, trials).proportion_ci(_LEVEL, "wilson")
    return float(found.low), float(found.high)


def mean_interval(values: Sequence[float]) -> Interval:
    """The bootstrap's percentile interval for a mean (Efron and Tibshirani 1993, chapter 13)."""
    if not len(values):
        return 0.0, 0.0
    return _bootstrap((np.asarray(values, np.float64),), np.mean, "percentile")[0]


def compare(first: Sequence[float], second: Sequence[float]) -> Comparison:
    """The paired bootstrap of two ways on the same questions (Efron and Tibshirani 1993, chapter 16)."""
    gains = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    if not len(gains):
        return Comparison(0.0, (0.0, 0.0), 1.0, 0)
    interval, means = _bootstrap((gains,), np.mean, "percentile")
    p = 2 * min((means <= 0).mean(), (means >= 0).mean())
    return Comparison(float(gains.mean()), interval, min(float(p), 1.0), len(gains))


def roc_area(scores: NDArray[Any], truth: Truth) -> float:
    """How often a true one scores higher than a false one, ties half (Mann and Whitney 1947)."""
    if truth.all() or not truth.any():
        return 0.5
    return float(_beat(scores[truth], scores[~truth]).mean())


def roc_interval(scores: NDArray[Any], truth: Truth) -> Interval:
    """DeLong's interval for that area (DeLong and others 1988); 0 to 1 where it is unknown."""
    positive, negative = scores[truth], scores[~truth]
    if min(len(positive), len(negative)) < 2:
        return 0.0, 1.0
    of_positive, of_negative = _beat(positive, negative), 1 - _beat(negative, positive)
    variance = of_positive.var(ddof=1) / len(positive) + of_negative.var(ddof=1) / len(negative)
    area, half = float(of_positive.mean()), _Z * float(variance) ** 0.5
    return max(area - half, 0.0), min(area + half, 1.0)


def calibration_curve(confidences: NDArray[Any], truth: Truth) -> list[Bin]:
    """Ten bins of equal width: what a reliability diagram draws (Niculescu-Mizil and Caruana 2005)."""
    numbers = _number_bins(confidences)
    bins = []
    for number in range(_BINS):
        own = numbers == number
        confidence, share = (float(v[own].mean()) if own.any() else 0.0 for v in (confidences, truth))
        bins.append(Bin(number / _BINS, (number + 1) / _BINS, confidence, share, int(own.sum())))
    return bins


def calibration_error(confidences: NDArray[Any], truth: Truth) -> float:
    """The expected calibration error over ten equal bins (Guo et al. 2017)."""
    if not len(confidences):
        return 0.0
    gaps = np.bincount(_number_bins(confidences), confidences - truth, _BINS)
    return float(np.abs(gaps).sum() / len(confidences))


def calibration_interval(confidences: NDArray[Any], truth: Truth) -> Interval:
    """The basic bootstrap's interval for that error: resamples overrate it, which this takes off again."""
    if not len(confidences):
        return 0.0, 1.0
    (low, high), _ = _bootstrap((confidences, truth), calibration_error, "basic")
    return max(low, 0.0), min(max(high, calibration_error(confidences, truth)), 1.0)


def _number_bins(confidences: NDArray[Any]) -> NDArray[np.int64]:
    return np.asarray(np.minimum(confidences * _BINS, _BINS - 1), np.int64)


def _beat(ones: NDArray[Any], others: NDArray[Any]) -> Values:
    """For each of the ones, the share of the others that it exceeds, ties half."""
    ordered = np.sort(others)
    below, up_to = (np.searchsorted(ordered, ones, side) for side in ("left", "right"))
    return np.asarray((below + up_to) / (2 * len(others)), np.float64)


def _bootstrap(
    samples: tuple[NDArray[Any], ...], measure: Callable[..., Any], method: str
) -> tuple[Interval, Values]:
    """The interval of a figure of samples whose values belong together, and its value in each resample."""
    from scipy.stats import bootstrap

    count = len(samples[0])
    if count == 1:  # each resample is the sample, which scipy refuses
        value = float(measure(*samples))
        return (value, value), np.array([value])
    found = bootstrap(
        samples,
        measure,
        n_resamples=_RESAMPLES,
        batch=max(_BATCH_NUMBERS // count, 1),
        paired=True,
        confidence_level=_LEVEL,
        method=method,
        rng=np.random.default_rng(_SEED),
    )
    low, high = found.confidence_interval
    return (float(low), float(high)), found.bootstrap_distribution
