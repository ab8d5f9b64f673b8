"""The few statistics of an evaluation."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Interval = tuple[float, float]

_Z: Final = 1.959964
"""The 97.5th percentile of the normal distribution: intervals of 95 %."""

_BINS: Final = 10


def share_interval(successes: int, trials: int) -> Interval:
    """Wilson's interval for a share (Wilson 1927)."""
    if trials == 0:
        return 0.0, 1.0
    share, squared = successes / trials, _Z**2 / trials
    middle = (share + squared / 2) / (1 + squared)
    half = _Z / (1 + squared) * ((share * (1 - share) + squared / 4) / trials) ** 0.5
    return max(middle - half, 0.0), min(middle + half, 1.0)


def mean_interval(values: Sequence[float]) -> Interval:
    """The normal interval for a mean."""
    if not len(values):
        return 0.0, 0.0
    mean, half = float(np.mean(values)), _Z * float(np.std(values)) / len(values) ** 0.5
    return mean - half, mean + half


def roc_area(scores: NDArray[Any], truth: NDArray[np.bool_]) -> float:
    """How often a true one scores higher than a false one, ties half (Mann and Whitney 1947)."""
    positive, negative = scores[truth], scores[~truth]
    if not len(positive) or not len(negative):
        return 0.5
    above = (positive[:, None] > negative[None, :]).mean()
    level = (positive[:, None] == negative[None, :]).mean()
    return float(above + level / 2)


def calibration_error(confidences: NDArray[Any], truth: NDArray[np.bool_]) -> float:
    """The expected calibration error over ten equal bins (Guo et al. 2017)."""
    if not len(confidences):
        return 0.0
    bins = np.minimum((confidences * _BINS).astype(int), _BINS - 1)
    gaps = [
        (bins == n).mean() * abs(confidences[bins == n].mean() - truth[bins == n].mean())
        for n in range(_BINS)
        if (bins == n).any()
    ]
    return float(sum(gaps))
