"""The lines of a PDF page, as PDFium finds them: their words, where they stand, how large the letters are."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, groupby, takewhile
from typing import Final

from pypdfium2 import PdfPage

from index.reading.extracted_text import normalise, to_superscripts
from index.reading.pdf.glyphs import Glyph, list_glyphs

_BROKEN: Final = frozenset("\x02\ufffe")
"""What PDFium gives for a hyphen at the end of a line."""

_HYPHENS: Final = _BROKEN | {"\u00ad", "\u2010"}

_SMALL: Final = 0.85
"""Of the size of the line's letters: smaller ones that stand higher are a note's mark or an exponent."""

_FIRST_HEBREW: Final = "\u0590"
"""No letter before it runs from right to left."""

_LAM: Final = "ل"
_MIRRORED: Final = str.maketrans("()[]{}<>«»", ")(][}{><»«")
"""Brackets as they are drawn in a text that runs from right to left, and as they are written."""

_OPENED: Final = re.compile(r"\([^()]*\)|\[[^][]*\]|«[^«»]*»")
_TOUCHING: Final = 0.15
"""Of the size of the letters: less than a space."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page (counted from 1); `left`, `right` and `base` in points from its lower left corner.

    `size` is that of most letters, `first` the width of the first word. A hyphen at the end is `-`, and
    `is_broken` tells that PDFium takes it for one that breaks a word.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    first: float
    is_bold: bool
    is_broken: bool
    runs_left: bool


def find_lines(page: PdfPage, number: int) -> Iterator[Line]:
    """The lines of a page in the order in which the file draws them, but for those beyond its edges."""
    mark: Line | None = None
    width, height = page.get_size()
    for line in _cut_lines(page, number):
        if line.right < 0 or line.left > width or not 0 <= line.base <= height:
            continue
        if mark is not None:
            is_joined = abs(mark.base - line.base) < line.size and 0 <= line.left - mark.right < line.size
            if is_joined and mark.size < _SMALL * line.size:
                line = replace(line, text=to_superscripts(mark.text) + line.text, left=mark.left)
            else:
                yield mark
        mark = line if line.text.isdecimal() else None
        if mark is None:
            yield line
    if mark is not None:
        yield mark


def _cut_lines(page: PdfPage, number: int) -> Iterator[Line]:
    glyphs: list[Glyph] = []
    for glyph in list_glyphs(page):
        if glyphs and glyph.size and glyphs[-1].size and _is_apart(glyphs[-1], glyph):
            yield from _make_line(glyphs, number)
            glyphs = []
        if glyph.character not in "\r\n":
            glyphs.append(glyph)
        if glyph.character in "\r\n" or glyph.character in _BROKEN:
            yield from _make_line(glyphs, number)
            glyphs = []
    yield from _make_line(glyphs, number)


def _is_apart(last: Glyph, glyph: Glyph) -> bool:
    """Whether a character begins another line; PDFium joins lines of one character, as if set downwards."""
    return abs(glyph.base - last.base) > 0.8 * glyph.size and glyph.left < last.right


def _make_line(glyphs: Sequence[Glyph], number: int) -> Iterator[Line]:
    drawn = [glyph for glyph in glyphs if glyph.size > 0 and not glyph.character.isspace()]
    if not drawn:
        return
    size = Counter(glyph.size for glyph in drawn).most_common(1)[0][0]
    base = Counter(round(glyph.base, 1) for glyph in drawn if glyph.size == size).most_common(1)[0][0]
    runs_left = any(glyph.character >= _FIRST_HEBREW for glyph in drawn) and (
        _count(drawn, "R", "AL") > _count(drawn, "L")
    )
    text = _order(glyphs) if runs_left else "".join(_mark_raised(glyphs, size, base))
    words = " ".join(text.split())
    left, right = min(glyph.left for glyph in drawn), max(glyph.right for glyph in drawn)
    yield Line(
        text=normalise("".join("-" if character in _HYPHENS else character for character in words)),
        page=number,
        left=left,
        right=right,
        base=base,
        size=size,
        first=_measure_first_word(glyphs),
        is_bold=all(glyph.is_bold for glyph in drawn),
        is_broken=words[-1] in _HYPHENS,
        runs_left=runs_left,
    )


def _measure_first_word(glyphs: Sequence[Glyph]) -> float:
    begun = dropwhile(lambda glyph: glyph.character.isspace(), glyphs)
    word = list(takewhile(lambda glyph: not glyph.character.isspace(), begun))
    return max(glyph.right for glyph in word) - min(glyph.left for glyph in word)


def _count(glyphs: Sequence[Glyph], *directions: str) -> int:
    return sum(unicodedata.bidirectional(glyph.character[0]) in directions for glyph in glyphs)


def _mark_raised(glyphs: Sequence[Glyph], size: float, base: float) -> Iterator[str]:
    """The characters; raised digits as such, so that a note's mark is not taken for a part of a figure."""
    for glyph in glyphs:
        is_raised = 0 < glyph.size < _SMALL * size and glyph.base > base + 0.15 * size
        yield to_superscripts(glyph.character) if is_raised else glyph.character


def _order(glyphs: Sequence[Glyph]) -> str:
    """The words of a line that runs from right to left, by where they stand.

    Some programs draw the letters of such a word forwards, some backwards, and PDFium cannot always tell;
    nor on which side of a space a bracket stands. Latin words and numbers run from left to right.
    """
    kinds = groupby(glyphs, key=lambda glyph: " " if glyph.character.isspace() else _bracket(glyph))
    words = [_stand(word) for kind, word in kinds if kind != " "]
    words.sort(key=lambda word: word[0].right, reverse=True)
    ordered: list[list[Glyph]] = []
    for runs_right, run in groupby(words, key=_runs_right):
        some = list(run)
        ordered.extend(reversed(some) if runs_right else some)
    text = ""
    for last, word in zip([None, *ordered], ordered, strict=False):
        gap = "" if last is None or _touch(last, word) else " "
        text += gap + "".join(_turn_runs(word))
    return text if _OPENED.search(text) else text.translate(_MIRRORED)


def _bracket(glyph: Glyph) -> str:
    """A bracket, by itself and where it stands; nothing for any other character."""
    return f"{glyph.character}{glyph.left}" if ord(glyph.character[0]) in _MIRRORED else ""


def _touch(last: Sequence[Glyph], word: Sequence[Glyph]) -> bool:
    """Whether there is no space between two words, one of which is a bracket."""
    gap = last[-1].left - word[0].right
    return bool(_bracket(last[0]) or _bracket(word[0])) and abs(gap) < _TOUCHING * word[0].size


def _stand(word: Iterator[Glyph]) -> list[Glyph]:
    """The letters of a word from right to left; lam goes before the alef with which it is written as one."""
    return sorted(word, key=lambda glyph: (-(glyph.left + glyph.right), glyph.character != _LAM))


def _runs_right(word: Sequence[Glyph]) -> bool:
    return _count(word, "L", "EN", "AN") > 0 and _count(word, "R", "AL") == 0


def _turn_runs(word: Sequence[Glyph]) -> Iterator[str]:
    """A word's characters, its runs of Latin letters and digits from left to right."""
    for runs_right, run in groupby(word, key=lambda glyph: _runs_right([glyph])):
        characters = [glyph.character for glyph in run]
        yield from reversed(characters) if runs_right else characters
