"""The lines of a PDF page as PDFium finds them: text, position and font size."""

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

_LINE_BREAK_HYPHENS: Final = frozenset("\x02\ufffe")
"""Characters that PDFium returns for a hyphen at the end of a line."""

_HYPHENS: Final = _LINE_BREAK_HYPHENS | {"\u00ad", "\u2010"}

_MAX_SUPERSCRIPT_SIZE: Final = 0.85
"""Raised characters smaller than this share of the line's font size are superscripts."""

_FIRST_HEBREW: Final = "\u0590"
"""No letter before it is written from right to left."""

_LAM: Final = "ل"
_MIRRORED: Final = str.maketrans("()[]{}<>«»", ")(][}{><»«")
"""Maps brackets drawn in right-to-left text to the characters that are stored."""

_BALANCED_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^][]*\]|«[^«»]*»")
_MAX_BRACKET_GAP: Final = 0.15
"""Share of the font size, less than a space: a bracket this close to a word belongs to it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page (counted from 1); `left`, `right` and `base` are points from its lower left corner.

    `size` is the most frequent font size in points, `first` the width of the first word. A hyphen at the end
    is written `-`; `is_broken` is true if PDFium considers it a line-break hyphen.
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
    """The lines of a page in drawing order, without those beyond its edges."""
    mark: Line | None = None
    right_edge, top_edge = page.get_size()
    for line in _cut_lines(page, number):
        if line.right < 0 or line.left > right_edge or not 0 <= line.base <= top_edge:
            continue
        if mark is not None:
            is_joined = abs(mark.base - line.base) < line.size and 0 <= line.left - mark.right < line.size
            if is_joined and mark.size < _MAX_SUPERSCRIPT_SIZE * line.size:
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
        if glyph.character in "\r\n" or glyph.character in _LINE_BREAK_HYPHENS:
            yield from _make_line(glyphs, number)
            glyphs = []
    yield from _make_line(glyphs, number)


def _is_apart(last: Glyph, glyph: Glyph) -> bool:
    """Whether a character begins a new line. PDFium takes one-character lines for vertical text."""
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
    text = _order_right_to_left(glyphs) if runs_left else "".join(_mark_superscripts(glyphs, size, base))
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


def _mark_superscripts(glyphs: Sequence[Glyph], size: float, base: float) -> Iterator[str]:
    """The characters; superscripts as such, so that a note's mark does not become part of a number."""
    for glyph in glyphs:
        is_superscript = 0 < glyph.size < _MAX_SUPERSCRIPT_SIZE * size and glyph.base > base + 0.15 * size
        yield to_superscripts(glyph.character) if is_superscript else glyph.character


def _order_right_to_left(glyphs: Sequence[Glyph]) -> str:
    """The text of a right-to-left line, ordered by position.

    Programs draw the letters of such a word in either direction, and PDFium misjudges some, as well as the
    side of a space that a bracket is on. Latin words and numbers run from left to right.
    """
    kinds = groupby(glyphs, key=lambda glyph: " " if glyph.character.isspace() else _bracket(glyph))
    words = [_sort_letters(word) for kind, word in kinds if kind != " "]
    words.sort(key=lambda word: word[0].right, reverse=True)
    ordered: list[list[Glyph]] = []
    for runs_right, run in groupby(words, key=_runs_right):
        words_of_run = list(run)
        ordered.extend(reversed(words_of_run) if runs_right else words_of_run)
    text = ""
    for last, word in zip([None, *ordered], ordered, strict=False):
        gap = "" if last is None or _touch(last, word) else " "
        text += gap + "".join(_order_letters(word))
    return text if _BALANCED_BRACKETS.search(text) else text.translate(_MIRRORED)


def _bracket(glyph: Glyph) -> str:
    """A key that isolates a bracket: the character and its position; "" for any other character."""
    return f"{glyph.character}{glyph.left}" if ord(glyph.character[0]) in _MIRRORED else ""


def _touch(last: Sequence[Glyph], word: Sequence[Glyph]) -> bool:
    """Whether two words, one of them a bracket, have no space between them."""
    gap = last[-1].left - word[0].right
    return bool(_bracket(last[0]) or _bracket(word[0])) and abs(gap) < _MAX_BRACKET_GAP * word[0].size


def _sort_letters(word: Iterator[Glyph]) -> list[Glyph]:
    """The letters of a word from right to left; in a lam-alef ligature lam comes first."""
    return sorted(word, key=lambda glyph: (-(glyph.left + glyph.right), glyph.character != _LAM))


def _runs_right(word: Sequence[Glyph]) -> bool:
    return _count(word, "L", "EN", "AN") > 0 and _count(word, "R", "AL") == 0


def _order_letters(word: Sequence[Glyph]) -> Iterator[str]:
    """The characters of a word, with its runs of Latin letters and digits from left to right."""
    for runs_right, run in groupby(word, key=lambda glyph: _runs_right([glyph])):
        characters = [glyph.character for glyph in run]
        yield from reversed(characters) if runs_right else characters
