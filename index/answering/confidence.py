"""Whether a window answers: one probability from two transparent signs.

The rule tells questions about something else from those that the record can answer. It does not yet tell a
passage that answers from one that is only about the same thing.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

BIAS: Final = -9.6
COSINE_WEIGHT: Final = 20.9
COVERED_WEIGHT: Final = 3.4
"""Fitted by `benchmarks/quotations.py --fit`: answerable questions against those about something else, of
SQuAD 2.0 and, weighing twice as much, of the tuning half of the project's own questions."""

OPERATING_POINT: Final = 0.5
"""Below this probability the bot is silent."""


def estimate(cosine: NDArray[Any], covered: NDArray[Any]) -> NDArray[Any]:
    """The probability, 0..1, that each window answers the question.

    `cosine` is its similarity with the question, `covered` the share of the question's words, weighed by
    rarity, that it holds.
    """
    return np.asarray(1 / (1 + np.exp(-(BIAS + COSINE_WEIGHT * cosine + COVERED_WEIGHT * covered))))
