"""Expected answer types (person, date, number …), recognised in questions and sentences by patterns.

A question that begins with "when" is rarely answered by a sentence without a date. The patterns may be rough:
they are features with weights, not rules.
"""

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.text.months import MONTH_NAMES

Flags = NDArray[np.bool_]

_NUMBERS: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|[mb]illions?|"
    "half|third|quarter|twice|once"
)
_NAME: Final = r"(?<![\w’'.-])[A-Z][\w’'.-]*[A-Za-z]"
"""The lookbehind lets a match begin only at the start of a run; otherwise a long run takes quadratic time."""

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
    "date": (
        rf"\b(?:{MONTH_NAMES})\b|\b1\d\d\d\b|\b20\d\d\b"
        r"|(?i:\b(?:yesterday|last week|century|centuries)\b)"
    ),
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
"""The types in the order of the columns of `Flags`. A yes-no question expects a "denial"."""

_IN_QUESTIONS: Final = [re.compile(pattern, re.IGNORECASE) for pattern in _QUESTION_PATTERNS.values()]
_IN_SENTENCES: Final = [re.compile(_SENTENCE_PATTERNS[answer_type]) for answer_type in ANSWER_TYPES]


def find_expected_types(question: str) -> Flags:
    """Flags of the answer types that a question expects: shape `(len(ANSWER_TYPES),)`."""
    return np.array([pattern.search(question) is not None for pattern in _IN_QUESTIONS])


def find_contained_types(sentence: str) -> Flags:
    """Flags of the answer types that a sentence contains: shape `(len(ANSWER_TYPES),)`."""
    return np.array([pattern.search(sentence) is not None for pattern in _IN_SENTENCES])
