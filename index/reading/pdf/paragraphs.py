"""Joins lines into headings and paragraphs, across columns and pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from index.reading.extracted_text import SUPERSCRIPT_DIGITS
from index.reading.pdf.lines import Line

_ENDS_A_SENTENCE: Final = re.compile(
    rf"[.!?:;。！？\uff1b\uff1a؟।\u06d4][\"'”’»›)\]】」』{SUPERSCRIPT_DIGITS}]*$"
)
_LIST_ITEM: Final = re.compile(r"[•◦▪●○■‣∙\uf0b7]|[–—*] ")

_COLUMN_SAMPLE_LINES: Final = 6
"""A column's edge is that of the longest of this many lines before and after."""

_MIN_HEADING_SIZE: Final = 1.07
"""Font size of a heading, as a multiple of the body's."""

_MAX_HEADING_CHARS: Final = 200
"""Longer paragraphs are text, in whatever font."""

_MAX_LINE_SPACING: Final = 1.3
"""As a multiple of the usual spacing of lines: a wider gap ends a paragraph."""

_MAX_HEADING_SPACING: Final = 1.5
"""Spacing of two lines of one heading, as a multiple of its font size."""

_SPACE_SHARE: Final = 0.4
"""As a share of the font size. Wider than a real space, so that only clearly short lines count as short."""


@dataclass(slots=True)
class Paragraph:
    """The lines of a heading or paragraph, in order."""

    lines: list[Line]
    is_heading: bool = False


def find_paragraphs(lines: Sequence[Line], body: float) -> list[Paragraph]:
    """The headings and paragraphs of a text whose body has the font size `body`, in points.

    A paragraph interrupted by footnotes is put before them.
    """
    joiner = _Joiner(lines, body)
    paragraphs: list[Paragraph] = []
    for number, line in enumerate(lines):
        if number and joiner.continues(lines[number - 1], line):
            paragraphs[joiner.at].lines.append(line)
        elif (earlier := _find_interrupted(paragraphs, line, joiner)) is not None:
            joiner.at = earlier
            paragraphs[earlier].lines.append(line)
        else:
            joiner.at = len(paragraphs)
            paragraphs.append(Paragraph([line]))
    for paragraph in paragraphs:
        paragraph.is_heading = _is_heading(paragraph.lines, body)
    return paragraphs


def _find_interrupted(paragraphs: Sequence[Paragraph], line: Line, joiner: "_Joiner") -> int | None:
    """The index of the paragraph that footnotes interrupted and this line continues."""
    number = len(paragraphs) - 1
    while number > 0 and _is_note(paragraphs[number].lines[0], line.size):
        number -= 1
    if number < 0 or number == len(paragraphs) - 1:
        return None
    last = paragraphs[number].lines[-1]
    return number if _jumps(last, line) and joiner.continues(last, line) else None


def _is_note(line: Line, size: float) -> bool:
    return line.size < 0.96 * size or line.text[0] in SUPERSCRIPT_DIGITS


def _jumps(last: Line, line: Line) -> bool:
    return line.page != last.page or line.base > last.base


def _is_heading(lines: Sequence[Line], body: float) -> bool:
    if sum(len(line.text) for line in lines) > _MAX_HEADING_CHARS:
        return False
    if all(line.size >= _MIN_HEADING_SIZE * body for line in lines):
        return True
    return all(line.is_bold for line in lines) and not _ENDS_A_SENTENCE.search(lines[-1].text)


class _Joiner:
    """Decides whether a line continues the previous one; `at` is the index of the current paragraph."""

    def __init__(self, lines: Sequence[Line], body: float) -> None:
        self.at = -1
        self._body = body
        distances: dict[float, list[float]] = {}
        for last, line in pairwise(lines):
            if _is_below(last, line) and last.size == line.size:
                distances.setdefault(line.size, []).append(last.base - line.base)
        self._usual_spacing = {size: median(sample) for size, sample in distances.items()}
        self._column_edge = {id(line): _find_edge(lines, number) for number, line in enumerate(lines)}

    def continues(self, last: Line, line: Line) -> bool:
        """Whether `line` belongs to the same paragraph as `last`."""
        if abs(last.size - line.size) > 0.04 * last.size or _LIST_ITEM.match(line.text):
            return False
        if last.size >= _MIN_HEADING_SIZE * self._body:
            return not _jumps(last, line) and last.base - line.base < _MAX_HEADING_SPACING * line.size
        if _jumps(last, line):
            return self._is_full(last, line) and not _ENDS_A_SENTENCE.search(last.text)
        if last.base - line.base > _MAX_LINE_SPACING * self._usual_spacing.get(line.size, 1.2 * line.size):
            return False
        if last.is_bold != line.is_bold or not self._is_full(last, line):
            return last.is_broken
        is_indented = _start_edge(line) - _start_edge(last) > 0.7 * line.size
        return not (is_indented and _ENDS_A_SENTENCE.search(last.text))

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether the first word of `line` would not have fitted after `last`."""
        return (
            last.is_broken
            or self._column_edge[id(last)] - _end_edge(last) < line.first + _SPACE_SHARE * last.size
        )


def _is_below(last: Line, line: Line) -> bool:
    return last.page == line.page and 0 < last.base - line.base < 3 * line.size


def _start_edge(line: Line) -> float:
    """The coordinate at which a line begins, increasing in reading direction."""
    return -line.right if line.runs_left else line.left


def _end_edge(line: Line) -> float:
    return -line.left if line.runs_left else line.right


def _find_edge(lines: Sequence[Line], number: int) -> float:
    """The end edge of a line's column, estimated from the lines around it."""
    line = lines[number]
    edge = _end_edge(line)
    for step in (-1, 1):
        previous = line
        for neighbour in range(number + step, number + step * (_COLUMN_SAMPLE_LINES + 1), step):
            if not 0 <= neighbour < len(lines):
                break
            other = lines[neighbour]
            if other.page != line.page or (other.base - previous.base) * step > 0:
                break
            previous = other
            if other.size == line.size and abs(_start_edge(other) - _start_edge(line)) < 3 * line.size:
                edge = max(edge, _end_edge(other))
    return edge
