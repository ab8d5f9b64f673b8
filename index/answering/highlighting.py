"""The words of a quotation that answer a question for a date, a number or a person, where that is certain.

They are marked inside the quotation, and nothing is cut for them: where there are several that may answer, or
the question names them itself, nothing is marked.
"""

import re
from typing import Final

Span = tuple[int, int]

_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR: Final = r"(?:1[5-9]|20)\d\d"
_DATE: Final = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTHS})(?: \d{{1,2}},)? )?{_YEAR}\b(?![.,]?\d)"
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
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|In|On|At|Act|Association|Coalition|Commission|Company|Council|Court|Department|Federal|Group|Inc|Industry|League|"
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
_UNITS: Final = [
    (re.compile(r"\b(?:per ?cent(?:age)?|share|proportion)\b", re.I), re.compile(r"%|per ?cent")),
    (
        re.compile(r"\b(?:fine|penalty|cost|price|sued?|money|pay|paid|spend|earn|make|worth)\b", re.I),
        re.compile(r"[$€£]|euro|dollar|pound|yen"),
    ),
]
"""What is asked for, and what a number must have to be that."""

_MAX_ANSWER_SPANS: Final = 2


def find_answer_spans(question: str, text: str) -> tuple[Span, ...]:
    """Where in a quotation the words stand that answer; nothing where none or several may."""
    if _WHEN.search(question):
        return _keep_one(_list_dates(text), question, text)
    if _HOW_MANY.search(question):
        unit = next((held for asked, held in _UNITS if asked.search(question)), re.compile(""))
        numbers = [found.span() for found in _NUMBER.finditer(text) if unit.search(found[0])]
        dates = _list_dates(text)
        return _keep_one([one for one in numbers if not _lies_in(one, dates)], question, text)
    if _WHO.search(question):
        names = [found.span() for found in _PERSON.finditer(text)]
        return _keep_one([one for one in names if not _NO_PERSON.search(text[slice(*one)])], question, text)
    return ()


def _list_dates(text: str) -> list[Span]:
    return [found.span() for found in _DATE.finditer(text)]


def _keep_one(spans: list[Span], question: str, text: str) -> tuple[Span, ...]:
    """The only one, if there is one: the same words twice are one."""
    known = question.casefold()
    new = [span for span in spans if text[slice(*span)].casefold() not in known]
    if len(new) > _MAX_ANSWER_SPANS or len({text[slice(*span)] for span in new}) != 1:
        return ()
    return tuple(new)


def _lies_in(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
