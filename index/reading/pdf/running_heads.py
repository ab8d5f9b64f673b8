"""Running heads and feet: lines repeated at the edge of many pages, not part of the text."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from index.reading.pdf.lines import Line

_MARGIN_SHARE: Final = 0.13
"""Only lines within this share of a page's height from its upper or lower edge are considered."""

_ROMAN: Final = re.compile(r"\b[ivxlc]+\b")
_NUMBER: Final = re.compile(r"\d{1,9}")
_MAX_SIZE: Final = 1.15
"""As a multiple of the body's font size. A larger line may be a repeated chapter title, unless most pages
have it."""

_MAX_OPEN_RUNS: Final = 8
"""Runs with one key that a line may continue, so that alternating heads are found in linear time."""

_Key = tuple[str, int]
"""The text of a line without its numbers, and its height on the page in steps of 4 points."""


def drop_running_heads(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], size: float
) -> list[list[Line]]:
    """The pages without lines at their edges that are repeated on another page.

    Repeated lines may differ in numbers that increase with the pages. Lines with other numbers are kept: a
    table over several pages has rows at their edges as well. `heights` are those of the pages, `size` is the
    body's font size, both in points.
    """
    runs: dict[_Key, list[list[Line]]] = {}
    for lines, height in zip(pages, heights, strict=True):
        for line in _list_candidates(lines, height):
            _append(line, runs.setdefault(_key_of(line), []))
    dropped: set[int] = set()
    for run in chain.from_iterable(runs.values()):
        max_pages = 1 if run[0].size <= _MAX_SIZE * size else max(1, len(pages) / 2)
        if len({line.page for line in run}) > max_pages:
            dropped.update(map(id, run))
    return [[line for line in lines if id(line) not in dropped] for lines in pages]


def _list_candidates(lines: Sequence[Line], height: float) -> Iterator[Line]:
    for line in lines:
        if not _MARGIN_SHARE * height < line.base < (1 - _MARGIN_SHARE) * height:
            yield line


def _append(line: Line, runs: list[list[Line]]) -> None:
    run = next((run for run in runs[-_MAX_OPEN_RUNS:] if _continues(run[-1], line)), None)
    if run is None:
        runs.append([line])
    else:
        run.append(line)


def _key_of(line: Line) -> _Key:
    words = _ROMAN.sub("#", line.text.casefold())
    return _NUMBER.sub("#", words), round(line.base / 4)


def _continues(last: Line, line: Line) -> bool:
    """Whether a line's numbers equal those of the previous line of the run, or grew by the pages between.

    A line that is only a number is a page number, even if pages are missing.
    """
    words, _ = _key_of(line)
    is_page_number = words.count("#") == 1 and not any(character.isalpha() for character in words)
    before, after = _NUMBER.findall(last.text), _NUMBER.findall(line.text)
    rise = line.page - last.page
    return is_page_number or all(int(b) - int(a) in (0, rise) for a, b in zip(before, after, strict=True))
