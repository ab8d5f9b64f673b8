"""Whether the record answers at all: one probability from two transparent signs."""

import math
from typing import Final

BIAS: Final = -6.0
COSINE_WEIGHT: Final = 10.0
COVERED_WEIGHT: Final = 3.0

OPERATING_POINT: Final = 0.5
"""Below this probability the bot is silent."""


def estimate(cosine: float, covered: float) -> float:
    """The probability, 0..1, that the best windows answer the question.

    `cosine` is the greatest similarity of a window with the question, `covered` the greatest share of
    the question's words, weighed by rarity, that one window holds.
    """
    return 1 / (1 + math.exp(-(BIAS + COSINE_WEIGHT * cosine + COVERED_WEIGHT * covered)))
