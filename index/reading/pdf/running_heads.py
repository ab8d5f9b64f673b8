"""What stands at the head and foot of page after page, and is no part of the text."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.reading.pdf.lines import Line

_MARGIN: Final = 0.13
"""Of a page's height: how far from its upper and lower edge such lines stand."""

_ROMAN: Final = re.compile(r"\b[ivxlc]+\b")
_NUMBER: Final = re.compile(r"\d{1,9}")
_LARGEST: Final = 1.15
"""Of the size of the text: a larger line may head several chapters, unless most pages have it."""

_LATEST: Final = 8
"""Heads at one place, of which the next line may be another; more do not take turns."""

_Place = tuple[str, int]
"""A line's words without its numbers, and its height on the page."""


def drop_running_heads(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], size: float
) -> list[list[Line]]:
    """The pages without the lines at their edges that come again on another page.

    They may differ in numbers that rise with the pages. Other numbers make other lines: a table over several
    pages has rows at their edges too. `heights` are those of the pages, `size` is that of the text's letters,
    both in points.
    """
    runs: dict[_Place, list[list[Line]]] = {}
    for lines, height in zip(pages, heights, strict=True):
        for line in _list_candidates(lines, height):
            _put(line, runs.setdefault(_place(line), []))
    dropped: set[int] = set()
    for run in (run for known in runs.values() for run in known):
        enough = 1 if run[0].size <= _LARGEST * size else max(1, len(pages) / 2)
        if len({line.page for line in run}) > enough:
            dropped.update(map(id, run))
    return [[line for line in lines if id(line) not in dropped] for lines in pages]


def _list_candidates(lines: Sequence[Line], height: float) -> Iterator[Line]:
    for line in lines:
        if not _MARGIN * height < line.base < (1 - _MARGIN) * height:
            yield line


def _put(line: Line, runs: list[list[Line]]) -> None:
    run = next((run for run in runs[-_LATEST:] if _goes_on(run[-1], line)), None)
    if run is None:
        runs.append([line])
    else:
        run.append(line)


def _place(line: Line) -> _Place:
    words = _ROMAN.sub("#", line.text.casefold())
    return _NUMBER.sub("#", words), round(line.base / 4)


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line of the same words has the same numbers, or greater ones by as many as the pages between.

    A number alone is that of the page, also where pages are missing.
    """
    words, _ = _place(line)
    is_alone = words.count("#") == 1 and not any(character.isalpha() for character in words)
    before, after = (_NUMBER.findall(one.text) for one in (last, line))
    rise = line.page - last.page
    return is_alone or all(int(b) - int(a) in (0, rise) for a, b in zip(before, after, strict=True))
