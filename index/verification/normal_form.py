"""The normal form in which texts are compared: texts are equal if they look or read the same.

Quotation marks become one shape, white space becomes single spaces, invisible characters are dropped, and
ligatures and hyphen variants are replaced. Letters, case, digits, dashes and all other punctuation stay, and
so do control and direction characters, which can change the words that a reader sees. Each position can be
mapped back to the original text.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

QUOTE: Final = '"'
"""The form of all quotation marks and apostrophes."""

ELLIPSIS: Final = "..."

_QUOTES: Final = "\"'`´‘’‚‛“”„‟‹›«»′″‵‶ʹʻʼʽ＂＇「」『』〝〞〟❛❜❝❞"  # noqa: RUF001 - the shapes themselves
_INVISIBLE: Final = "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Soft hyphens, zero-width spaces, joiners, invisible operators and variation selectors, which change neither
letters nor their order."""

_HYPHENS: Final = "\u2010\u2011"
_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_BLANK: Final = rf"[\s{_INVISIBLE}]"

# Each change depends only on neighbouring characters, so the form of a slice is a slice of the form.
_CHANGED: Final = re.compile(
    rf"(?P<dash>{_BLANK}*[—–―]{_BLANK}*)"  # with the white space around it, which means nothing
    rf"|(?<=[.…])(?P<dots>{_BLANK}+)(?=[.…])"
    rf"|(?P<blank>{_BLANK}{{2,}}|[^\S ]|[{_INVISIBLE}])"
    rf"|(?P<quote>[{_QUOTES}][{_QUOTES}{_INVISIBLE}]*)"
    rf"|(?P<ellipsis>…)|(?P<hyphen>[{_HYPHENS}])|(?P<ligature>[{''.join(_LIGATURES)}])"
)
_CANDIDATE: Final = re.compile(  # one character class first: several times faster
    rf"[\s{_INVISIBLE}—–―{_QUOTES}…{_HYPHENS}{''.join(_LIGATURES)}](?:(?<! )|(?=[\s{_INVISIBLE}—–―.…]))"
)
_ANY_SPACE: Final = re.compile(r"\s")
_DASH: Final = re.compile("[—–―]")


class NormalForm:
    """The normal form of a text, and the mapping of its positions to the text, in characters (code points).

    Each changed segment of the text corresponds to a segment of the form; between them, both advance
    together.
    """

    __slots__ = ("_ends", "_from", "_starts", "_to", "text")

    def __init__(self, original: str) -> None:
        self._starts, self._ends = array("l"), array("l")  # in the form
        self._from, self._to = array("l"), array("l")  # in the text
        parts: list[str] = []
        length = position = 0
        for match in _find_changes(original):
            start, end = match.span()
            replacement = _replace(match)
            parts += (original[position:start], replacement)
            length += start - position
            self._starts.append(length)
            length += len(replacement)
            self._ends.append(length)
            self._from.append(start)
            self._to.append(end)
            position = end
        parts.append(original[position:])
        self.text = "".join(parts)

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the text for a slice of the form, which must not be empty."""
        first, last = self._locate(start), self._locate(end - 1)
        return first[0], last[1]

    def from_original(self, position: int) -> int:
        """The position in the form for a position in the text."""
        segment = bisect_right(self._from, position) - 1
        if segment < 0:
            return position
        if position < self._to[segment]:
            return self._starts[segment]
        return self._ends[segment] + position - self._to[segment]

    def _locate(self, position: int) -> tuple[int, int]:
        """The slice of the text for one character of the form."""
        segment = bisect_right(self._starts, position) - 1
        if segment < 0:
            return position, position + 1
        if position < self._ends[segment]:
            return self._from[segment], self._to[segment]
        at = self._to[segment] + position - self._ends[segment]
        return at, at + 1


def _find_changes(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while candidate := _CANDIDATE.search(text, position):
        position = candidate.end()
        if change := _CHANGED.match(text, candidate.start()):
            position = change.end()
            yield change


def _replace(match: re.Match[str]) -> str:
    words = match[0]
    match match.lastgroup:
        case "dash":
            return "".join(_DASH.findall(words))
        case "blank":
            return " " if _ANY_SPACE.search(words) else ""
        case "dots":
            return ""
        case "quote":
            return QUOTE
        case "ellipsis":
            return ELLIPSIS
        case "hyphen":
            return "-"
    return _LIGATURES[words]
