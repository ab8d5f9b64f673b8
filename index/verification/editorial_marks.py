"""Editorial marks: ellipses for words left out, and brackets for words changed.

They cut pasted words into pieces, which must follow one another in one text. An ellipsis leaves out at most
`MAX_GAP_CHARS` characters, about a passage. A bracket replaces a few words, or a part of the word that it
touches.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.text.invisible_characters import DISPLAY_CONTROLS
from index.verification.tokens import is_inside_word

Span = tuple[int, int]

MAX_GAP_CHARS: Final = 1000
"""The longest omission, about a passage."""

_MAX_CHANGE_CHARS: Final = 80
_MAX_PART_CHARS: Final = 14
"""The longest text that a bracket replaces, and the longest part of a word."""

_BRACKET: Final = rf"\[[^\[\]{DISPLAY_CONTROLS}]*\]"
"""A bracket without characters that change how the text outside it is displayed."""

_REPLACEMENT: Final = rf"({_BRACKET}|\(\.{{3}}\)|\.{{3,}}+)"
_MARK: Final = re.compile(rf" ?{_REPLACEMENT}(?: ?{_REPLACEMENT})*+ ?")
_OMISSION: Final = re.compile(r"^[\[( ]*\.{3,}[\]) ]*$")
_NOTE: Final = re.compile(r"^\[(?=.*\]$)(?:sic[!?]?\]$|.*?\b(?:emphasis|italics)\b)", re.IGNORECASE)
"""A note of the person who quotes, such as [sic] or [emphasis added]: it replaces no words."""

_MIN_CUT_CHARS: Final = 1000
"""Only words of this length may begin or end inside a word: that changes the meaning of a short text."""

_MAX_OCCURRENCES: Final = 2000
"""Occurrences of the same words in one text that are examined, which bounds the time."""


@dataclass(frozen=True, slots=True)
class EditorialMark:
    """An editorial mark. `joins_left` and `joins_right`: whether it touches the word before or after it."""

    text: str
    joins_left: bool
    joins_right: bool

    @property
    def is_omission(self) -> bool:
        """Whether the mark is an ellipsis."""
        return bool(_OMISSION.match(self.text))

    def allows(self, replaced: str) -> bool:
        """Whether the mark may stand for these words of the record."""
        if self.is_omission:
            return len(replaced) <= MAX_GAP_CHARS
        if _NOTE.match(self.text):
            return not replaced.strip()
        if not (self.joins_left or self.joins_right):
            return len(replaced) <= _MAX_CHANGE_CHARS
        part = replaced.strip(" ")
        inside = self.text.strip("[]")
        if self.joins_right and len(inside) == 1 and part.casefold() != inside.casefold():
            return False
        both = self.joins_left and self.joins_right
        return len(part) <= _MAX_PART_CHARS and " " not in (replaced if both else part)


NO_MARK: Final = EditorialMark("", joins_left=False, joins_right=False)
OMISSION: Final = EditorialMark("...", joins_left=False, joins_right=False)


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words cut at editorial marks: n `words` with n + 1 `marks` before, between and after them.

    `starts` are the offsets of the `words` in the original string.
    """

    words: tuple[str, ...]
    marks: tuple[EditorialMark, ...]
    starts: tuple[int, ...]

    @property
    def end(self) -> int:
        """The offset in the original string at which the last words end."""
        return self.starts[-1] + len(self.words[-1])

    @property
    def segments(self) -> "Iterator[MarkedWords]":
        """The runs of words between omissions."""
        start = 0
        for number in range(1, len(self.marks)):
            if self.marks[number].is_omission or number == len(self.words):
                ends = [NO_MARK if mark.is_omission else mark for mark in self.marks[start : number + 1]]
                yield MarkedWords(self.words[start:number], tuple(ends), self.starts[start:number])
                start = number


@dataclass(frozen=True, slots=True)
class MatchedSpan:
    """A span of a normal form that matches marked words; it includes words replaced by marks at its ends."""

    start: int
    end: int
    gaps: tuple[tuple[str, Span], ...]
    """Each mark, and the slice of the form in its place."""


def cut_at_marks(words: str) -> MarkedWords:
    """Cut pasted words, in normal form, at their editorial marks."""
    pieces: list[str] = []
    starts: list[int] = []
    marks = [NO_MARK]
    position = 0
    for match in _MARK.finditer(words):
        piece = words[position : match.start()]
        mark = EditorialMark(match[0].strip(), *_find_joins(words, match))
        if piece.strip():
            pieces.append(piece)
            starts.append(position)
            marks.append(mark)
        else:
            marks[-1] = mark
        position = match.end()
    if words[position:].strip():
        pieces.append(words[position:])
        starts.append(position)
        marks.append(NO_MARK)
    return MarkedWords(tuple(pieces), tuple(marks), tuple(starts))


def _find_joins(words: str, match: re.Match[str]) -> tuple[bool, bool]:
    is_bracket = match[0].strip().startswith("[") and not _OMISSION.match(match[0])
    before, after = words[match.start() - 1 : match.start()], words[match.end() : match.end() + 1]
    joins_left = is_bracket and match[0].startswith("[") and before.isalnum()
    joins_right = is_bracket and match[0].endswith("]") and after.isalnum()
    return joins_left, joins_right


def find_words(text: str, words: str, start: int = 0, end: int | None = None) -> Span | None:
    """The first occurrence of whole words in a normal form, or between two offsets of it.

    Long pasted texts may begin or end inside a word, since they may have been cut off.
    """
    last = len(text) if end is None else end
    position = start - 1
    for _ in range(_MAX_OCCURRENCES):
        position = text.find(words, position + 1, last)
        if position < 0:
            return None
        ends = (position, position + len(words))
        if all(_may_cut(text, at, words) for at in ends):
            return ends
    return None


def _may_cut(text: str, at: int, words: str) -> bool:
    if not is_inside_word(text, at):
        return True
    return len(words) >= _MIN_CUT_CHARS and text[at - 1].isalpha() and text[at].isalpha()


def find_pieces(text: str, pieces: MarkedWords) -> MatchedSpan | None:
    """The first occurrence of all pieces in order, each no further from the last than its mark allows."""
    chains: list[list[Span]] = []  # for each piece, its occurrences that a chain from the first piece reaches
    for number, words in enumerate(pieces.words):
        before, after = pieces.marks[number], pieces.marks[number + 1]
        places = _find_all(text, words, is_open_left=before.joins_right, is_open_right=after.joins_left)
        if number:
            ends = [end for _, end in chains[-1]]
            places = (p for p in places if _find_previous(text, before, ends, p[0]) is not None)
        chains.append([place for place, _ in zip(places, range(_MAX_OCCURRENCES), strict=False)])
        if not chains[-1]:
            return None
    return _trace(text, pieces, chains)


def _find_previous(text: str, mark: EditorialMark, ends: Sequence[int], start: int) -> int | None:
    """The index of the nearest end before `start`, given in order, if the mark allows the gap; else None."""
    number = bisect_right(ends, start) - 1
    if number >= 0 and mark.allows(text[ends[number] : start]):
        return number
    return None


def _trace(text: str, pieces: MarkedWords, chains: Sequence[Sequence[Span]]) -> MatchedSpan | None:
    for place in chains[-1]:
        gaps: list[tuple[str, Span]] = []
        start, end = place
        for number in range(len(chains) - 1, 0, -1):
            ends = [e for _, e in chains[number - 1]]
            previous = _find_previous(text, pieces.marks[number], ends, start)
            if previous is None:  # pragma: no cover - the chains hold only what can be reached
                return None
            gaps.insert(0, (pieces.marks[number].text, (ends[previous], start)))
            start = chains[number - 1][previous][0]
        outer_start, outer_end = _widen(text, start, end)
        if not pieces.marks[0].text or pieces.marks[0].allows(text[outer_start:start]):
            if pieces.marks[0].text:
                gaps.insert(0, (pieces.marks[0].text, (outer_start, start)))
            if pieces.marks[-1].text:
                gaps.append((pieces.marks[-1].text, (end, outer_end)))
            return MatchedSpan(outer_start, outer_end, tuple(gaps))
    return None


def _widen(text: str, start: int, end: int) -> Span:
    """The span, extended to whole words at both ends."""
    while is_inside_word(text, start):
        start -= 1
    while is_inside_word(text, end):
        end += 1
    return start, end


def _find_all(
    text: str, words: str, *, is_open_left: bool = False, is_open_right: bool = False
) -> Iterator[Span]:
    """Every occurrence of words: whole words, except on an open side."""
    start = -1
    for _ in range(_MAX_OCCURRENCES):
        start = text.find(words, start + 1)
        if start < 0:
            return
        end = start + len(words)
        if (is_open_left or not is_inside_word(text, start)) and (
            is_open_right or not is_inside_word(text, end)
        ):
            yield start, end
