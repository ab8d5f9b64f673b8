"""The words of a quotation that answer a question for a date, a number or a person, where that is certain.

They are marked inside the quotation, and nothing is cut for them: where there are several that may answer, or
the question names them itself, nothing is marked.
"""

import re
from typing import Final

from index.answering.things import THINGS, find_asked

Span = tuple[int, int]

_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR: Final = r"(?:1[5-9]|20)\d\d"
_DATE: Final = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTHS})(?: \d{{1,2}},)? )?{_YEAR}\b(?![.,]?\d)"
)
_NUMBER: Final = re.compile(
    r"(?<![\w.,/-])(?:[$€£]\s?)?\d+(?:[.,]\d{3})*(?:[.,]\d+)?"
    r"(?:\s?%|\s(?:percent|per cent|[mb]illion|thousand|hundred))?"
    r"(?:\s(?:euros?|dollars?|pounds|yen))?(?![\w/-]|[.,]\d)"
)
_PERSON: Final = re.compile(
    r"(?<![\w’'.-])[A-Z][a-z’'-]+(?: (?:[A-Z]\.|of|de|van|von|der|da))*(?: [A-Z][a-z’'-]+)+"
)
_NO_PERSON: Final = re.compile(
    r"\b(?:Act|Association|Coalition|Commission|Company|Council|Court|Department|Federal|Group|Inc|Industry|League|"
    r"Letter|List|Ministry|Music|News|Office|Report|Representative|Review|Shield|States|The|Times|Trade|Union)\b"
)
_TOO_MANY: Final = 2


def find_answering_words(question: str, text: str) -> tuple[Span, ...]:
    """Where in a quotation the words stand that answer; nothing where none or several may."""
    asked = dict(zip(THINGS, find_asked(question), strict=True))
    dates = [found.span() for found in _DATE.finditer(text)]
    if asked["date"]:
        return _keep_one(dates, question, text)
    if asked["number"]:
        numbers = [found.span() for found in _NUMBER.finditer(text)]
        return _keep_one([one for one in numbers if not _lies_in(one, dates)], question, text)
    if asked["person"] and re.search(r"\bwho(?:m|se)?\b", question, re.IGNORECASE):
        names = [found.span() for found in _PERSON.finditer(text)]
        return _keep_one([one for one in names if not _NO_PERSON.search(text[slice(*one)])], question, text)
    return ()


def _keep_one(spans: list[Span], question: str, text: str) -> tuple[Span, ...]:
    """The only one, if there is one: the same words twice are one."""
    known = question.casefold()
    new = [span for span in spans if text[slice(*span)].casefold() not in known]
    if len(new) > _TOO_MANY or len({text[slice(*span)] for span in new}) != 1:
        return ()
    return tuple(new)


def _lies_in(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
