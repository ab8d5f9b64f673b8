"""The lines of printed pages joined into headings and paragraphs, across columns and pages too."""

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
_ITEM: Final = re.compile(r"[•◦▪●○■‣∙\uf0b7]|[–—*] ")

_COLUMN_SAMPLE_LINES: Final = 6
"""Lines before and after a line whose longest shows how wide its column is."""

_LARGER: Final = 1.07
"""Of the size of the text: letters of a heading."""

_MAX_HEADING_CHARS: Final = 200
"""Characters."""

_APART: Final = 1.3
"""Of the usual distance of lines: where there is more, a paragraph ends."""

_LOOSE: Final = 1.5
"""Of the size of a heading's letters: the greatest distance of two lines of one heading."""

_SPACE: Final = 0.4
"""Of the size of the letters: more than a space, so that a line is cut short only where it plainly is."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, in order."""

    lines: list[Line]
    is_heading: bool = False


def find_paragraphs(lines: Sequence[Line], body: float) -> list[Paragraph]:
    """The headings and paragraphs of a text whose letters have the size `body`, in points.

    A paragraph that runs on over notes at the foot of a page is put before the notes.
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
    """The number of the paragraph that notes interrupted and this line continues."""
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
    if all(line.size >= _LARGER * body for line in lines):
        return True
    return all(line.is_bold for line in lines) and not _ENDS_A_SENTENCE.search(lines[-1].text)


class _Joiner:
    """Tells whether a line continues the one before it; `at` is the paragraph that was added to last."""

    def __init__(self, lines: Sequence[Line], body: float) -> None:
        self.at = -1
        self._body = body
        distances: dict[float, list[float]] = {}
        for last, line in pairwise(lines):
            if _is_below(last, line) and last.size == line.size:
                distances.setdefault(line.size, []).append(last.base - line.base)
        self._distance = {size: median(found) for size, found in distances.items()}
        self._edge = {id(line): _find_edge(lines, number) for number, line in enumerate(lines)}

    def continues(self, last: Line, line: Line) -> bool:
        """Whether `line` goes on with the paragraph that `last` is a line of."""
        if abs(last.size - line.size) > 0.04 * last.size or _ITEM.match(line.text):
            return False
        if last.size >= _LARGER * self._body:
            return not _jumps(last, line) and last.base - line.base < _LOOSE * line.size
        if _jumps(last, line):
            return self._is_full(last, line) and not _ENDS_A_SENTENCE.search(last.text)
        if last.base - line.base > _APART * self._distance.get(line.size, 1.2 * line.size):
            return False
        if last.is_bold != line.is_bold or not self._is_full(last, line):
            return last.is_broken
        is_indented = _near(line) - _near(last) > 0.7 * line.size
        return not (is_indented and _ENDS_A_SENTENCE.search(last.text))

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether the first word of `line` would not have found room after `last`."""
        return last.is_broken or self._edge[id(last)] - _far(last) < line.first + _SPACE * last.size


def _is_below(last: Line, line: Line) -> bool:
    return last.page == line.page and 0 < last.base - line.base < 3 * line.size


def _near(line: Line) -> float:
    """The edge at which a line begins; greater is further along the line."""
    return -line.right if line.runs_left else line.left


def _far(line: Line) -> float:
    return -line.left if line.runs_left else line.right


def _find_edge(lines: Sequence[Line], number: int) -> float:
    """How far the lines of a line's column reach, by the lines around it."""
    line = lines[number]
    edge = _far(line)
    for step in (-1, 1):
        previous = line
        for near in range(number + step, number + step * (_COLUMN_SAMPLE_LINES + 1), step):
            if not 0 <= near < len(lines):
                break
            other = lines[near]
            if other.page != line.page or (other.base - previous.base) * step > 0:
                break
            previous = other
            if other.size == line.size and abs(_near(other) - _near(line)) < 3 * line.size:
                edge = max(edge, _far(other))
    return edge
