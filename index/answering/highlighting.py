"""The words in a quotation that answer a question for a date, a number or a person, if that is certain.

They are highlighted, and never cut out. If several could answer, or the question itself contains them,
nothing is highlighted.
"""

import re
from typing import Final

from index.text.months import MONTH_NAMES

Span = tuple[int, int]

_YEAR: Final = r"(?:1[5-9]|20)\d\d"
_DATE: Final = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{MONTH_NAMES})(?: \d{{1,2}},)? )?{_YEAR}\b(?![.,]?\d)"
)
_NUMBER: Final = re.compile(
    r"(?<![\w.,/-])(?:[$€£][ \u00a0]?)?\d+(?:[.,]\d{3})*(?:[.,]\d+)?"
    r"(?:[ \u00a0]?%|[ \u00a0](?:percent|per cent|[mb]illion|thousand|hundred))?"
    r"(?:[ \u00a0](?:euros?|dollars?|pounds|yen))?(?![\w/-]|[.,]\d)"
)
_PERSON: Final = re.compile(
    r"(?<![\w’'.-])[A-Z][a-z’'-]+(?: (?:[A-Z]\.|of|de|van|von|der|da))*(?: [A-Z][a-z’'-]+)+"
)
_NO_PERSON: Final = re.compile(
    rf"\b(?:{MONTH_NAMES}|In|On|At|Act|Association|Coalition|Commission|"
    r"Company|Council|Court|Department|Federal|Group|Inc|Industry|League|"
    r"Letter|List|Ministry|Music|News|Office|Report|Representative|Review|Shield|States|The|Times|Trade|Union)\b"
)
_WHEN: Final = re.compile(
    r"^\W*(?:and |but )?(?:when|(?:in|on|since|by|until) (?:which|what) (?:year|month|day|date)"
    r"|(?:which|what) (?:year|month|day|date))\b",
    re.IGNORECASE,
)
_HOW_MANY: Final = re.compile(
    r"\bhow (?:many|much|big|large|high)\b|\b(?:what|which) (?:percentage|share|proportion|number|amount)\b",
    re.IGNORECASE,
)
_WHO: Final = re.compile(r"^\W*(?:and |but )?who\b", re.IGNORECASE)
_UNIT_PATTERNS: Final = [
    (re.compile(r"\b(?:per ?cent(?:age)?|share|proportion)\b", re.I), re.compile(r"%|per ?cent")),
    (
        re.compile(r"\b(?:fine|penalty|cost|price|sued?|money|pay|paid|spend|earn|make|worth)\b", re.I),
        re.compile(r"[$€£]|euro|dollar|pound|yen"),
    ),
]
"""Words of a question, and the pattern that a number must then match."""

_MAX_ANSWER_SPANS: Final = 2
"""The same words may occur more than once, but not often."""


def find_answer_spans(question: str, text: str) -> tuple[Span, ...]:
    """The half-open spans of a quotation's text that answer a question; empty if none or several could."""
    if _WHEN.search(question):
        return _select_unique(_list_dates(text), question, text)
    if _HOW_MANY.search(question):
        unit = next((form for expected, form in _UNIT_PATTERNS if expected.search(question)), re.compile(""))
        numbers = [match.span() for match in _NUMBER.finditer(text) if unit.search(match[0])]
        dates = _list_dates(text)
        return _select_unique([span for span in numbers if not _overlaps(span, dates)], question, text)
    if _WHO.search(question):
        names = [match.span() for match in _PERSON.finditer(text)]
        return _select_unique(
            [one for one in names if not _NO_PERSON.search(text[slice(*one)])], question, text
        )
    return ()


def _list_dates(text: str) -> list[Span]:
    return [match.span() for match in _DATE.finditer(text)]


def _select_unique(spans: list[Span], question: str, text: str) -> tuple[Span, ...]:
    """The spans, if all have the same words and the question does not contain these."""
    in_question = question.casefold()
    candidates = [span for span in spans if text[slice(*span)].casefold() not in in_question]
    if len(candidates) > _MAX_ANSWER_SPANS or len({text[slice(*span)] for span in candidates}) != 1:
        return ()
    return tuple(candidates)


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
