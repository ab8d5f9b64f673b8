"""The form in which texts are compared: what looks or reads the same is the same, and nothing else is.

Quotation marks of every shape become one, white space becomes single spaces, characters that show nothing
go, and ligatures and the hyphens that look alike are spelled out. Letters, their case, digits, dashes and all
other marks stay; so do controls and what sets a direction, by which one may read other words. Each position
leads back to the text itself.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

QUOTE: Final = '"'
"""The one shape of all quotation marks and apostrophes."""

ELLIPSIS: Final = "..."

_QUOTES: Final = "\"'`´‘’‚‛“”„‟‹›«»′″‵‶ʹʻʼʽ＂＇「」『』〝〞〟❛❜❝❞"  # noqa: RUF001 - the shapes themselves
_INVISIBLE: Final = "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Soft hyphens, zero-width spaces, joiners, invisible operators, variation selectors: they change no letter
and no order."""

_HYPHENS: Final = "\u2010\u2011"
_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_BLANK: Final = rf"[\s{_INVISIBLE}]"

# Each part depends on its neighbours only, so that a slice of a text becomes a slice of its form.
_CHANGED: Final = re.compile(
    rf"(?P<dash>{_BLANK}*[—–―]{_BLANK}*)"  # white space around a dash says nothing
    rf"|(?<=[.…])(?P<dots>{_BLANK}+)(?=[.…])"
    rf"|(?P<blank>{_BLANK}{{2,}}|[^\S ]|[{_INVISIBLE}])"
    rf"|(?P<quote>[{_QUOTES}][{_QUOTES}{_INVISIBLE}]*)"
    rf"|(?P<ellipsis>…)|(?P<hyphen>[{_HYPHENS}])|(?P<ligature>[{''.join(_LIGATURES)}])"
)
_CANDIDATE: Final = re.compile(  # a single set first: the engine skips to its members several times faster
    rf"[\s{_INVISIBLE}—–―{_QUOTES}…{_HYPHENS}{''.join(_LIGATURES)}](?:(?<! )|(?=[\s{_INVISIBLE}—–―.…]))"
)
_ANY_SPACE: Final = re.compile(r"\s")
_DASH: Final = re.compile("[—–―]")


class NormalForm:
    """The normal form of a text, with the way back: positions count characters (code points).

    Every changed segment of the text stands for a segment of the form; between them both run in step.
    """

    __slots__ = ("_ends", "_from", "_starts", "_to", "text")

    def __init__(self, original: str) -> None:
        self._starts, self._ends = array("l"), array("l")  # in the form
        self._from, self._to = array("l"), array("l")  # in the text
        parts: list[str] = []
        length = position = 0
        for match in _find_changes(original):
            start, end = match.span()
            instead = _replace(match)
            parts += (original[position:start], instead)
            length += start - position
            self._starts.append(length)
            length += len(instead)
            self._ends.append(length)
            self._from.append(start)
            self._to.append(end)
            position = end
        parts.append(original[position:])
        self.text = "".join(parts)

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the text that a slice of the form, which must not be empty, stands for."""
        first, last = self._locate(start), self._locate(end - 1)
        return first[0], last[1]

    def from_original(self, position: int) -> int:
        """The place in the form of a position in the text."""
        segment = bisect_right(self._from, position) - 1
        if segment < 0:
            return position
        if position < self._to[segment]:
            return self._starts[segment]
        return self._ends[segment] + position - self._to[segment]

    def _locate(self, position: int) -> tuple[int, int]:
        """The slice of the text that one character of the form stands for."""
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
