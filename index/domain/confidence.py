"""How sure the record must be to answer, and the words for it."""

from enum import StrEnum
from typing import Final

OPERATING_POINT: Final = 0.5
"""Below this probability that the best window answers, the record is silent. It can be set otherwise."""

_CLEAR_FROM: Final = 0.85


class Certainty(StrEnum):
    """How surely an answer answers, in a word."""

    CLEAR = "clear"
    LIKELY = "likely"
    SILENT = "silent"


def describe_certainty(confidence: float, operating_point: float) -> Certainty:
    """The word for a confidence, 0..1."""
    if confidence < operating_point:
        return Certainty.SILENT
    return Certainty.CLEAR if confidence >= max(_CLEAR_FROM, operating_point) else Certainty.LIKELY
