"""The kinds of thing that questions ask for and sentences hold, told by their wording.

A question that begins with "when" is rarely answered by a sentence without a date. The signs are rough on
purpose: they are weighed, never obeyed.
"""

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]

_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBERS: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|[mb]illions?|"
    "half|third|quarter|twice|once"
)
_NAME: Final = r"(?<![\w’'.-])[A-Z][\w’'.-]*[A-Za-z]"
"""Begun where a run of such characters begins: otherwise a long run would be read once for each of them."""

_QUESTION_PATTERNS: Final = {
    "person": r"\b(who|whom|whose|which (company|firm|group|person|body|court|judge|country))\b",
    "date": r"\b(when|how long|how old|(what|which|wat) (year|date|day|month|decade|century|time))\b",
    "number": (
        r"\b(how|hw) (many|much|often|long|old|big|large|far|high|fast)\b"
        r"|\b(number|percentage|per ?cent|share|amount|proportion|price|cost|figure|figures|fine|size)\b"
    ),
    "place": r"\b(where|(what|which) (country|city|state|town|place|region|part|area))\b",
    "reason": r"\b(why|how come|y|reasons?|causes?|caused|because)\b",
    "denial": (
        r"^\W*(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must|isn.?t|don.?t|"
        r"didn.?t|doesn.?t)\b"
    ),
}

_SENTENCE_PATTERNS: Final = {
    "person": rf"{_NAME} (?:of |the |de |van |von )?{_NAME}|\b[A-Z]{{2,}}\b",
    "date": rf"\b(?:{_MONTHS})\b|\b1\d\d\d\b|\b20\d\d\b|(?i:\b(?:yesterday|last week|century|centuries)\b)",
    "number": rf"\d|(?i:\b(?:{_NUMBERS})\b)",
    "place": rf"\b(?:in|at|from|near|to|outside|across) (?:the )?{_NAME}",
    "reason": (
        r"(?i:\b(?:because|since|due to|owing to|in order to|so that|so as to|as a result|reasons?|thanks to|"
        r"therefore|caused?|led to|for fear|on the ground))"
    ),
    "denial": (
        r"(?i:\b(?:not|no|never|nor|neither|none|without|cannot|den(?:y|ies|ied)|reject(?:s|ed)?|"
        r"refus(?:es|ed?))\b|n[’']t\b)"
    ),
}

ANSWER_TYPES: Final = tuple(_QUESTION_PATTERNS)
"""What the columns of the flags stand for; "denial" is what a question answered by yes or no asks for."""

_ASKED_PATTERNS: Final = [re.compile(pattern, re.IGNORECASE) for pattern in _QUESTION_PATTERNS.values()]
_HELD_PATTERNS: Final = [re.compile(_SENTENCE_PATTERNS[thing]) for thing in ANSWER_TYPES]


def find_expected_types(question: str) -> Flags:
    """Which things a question asks for: shape `(len(THINGS),)`."""
    return np.array([pattern.search(question) is not None for pattern in _ASKED_PATTERNS])


def find_contained_types(sentence: str) -> Flags:
    """Which things a sentence holds: shape `(len(THINGS),)`."""
    return np.array([pattern.search(sentence) is not None for pattern in _HELD_PATTERNS])
