"""What stands at the head and foot of page after page, and is no part of the text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from index.reading.pdf_lines import Line

_MARGIN: Final = 0.13
"""Of a page's height: how far from its upper and lower edge such lines stand."""

_NUMBER: Final = re.compile(r"\d+|\b[ivxlc]+\b")
_LARGEST: Final = 1.15
"""Of the size of the text: a larger line may head several chapters, unless most pages have it."""


def drop_running_heads(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], size: float
) -> list[list[Line]]:
    """The pages without the lines at their edges that come again, but for numbers, on another page.

    `heights` are those of the pages, `size` is that of the text's letters, both in points.
    """
    candidates = [list(_list_candidates(lines, height)) for lines, height in zip(pages, heights, strict=True)]
    counts = Counter(key for keyed in candidates for key in {key for key, _ in keyed})
    kept = []
    for lines, keyed in zip(pages, candidates, strict=True):
        dropped = {
            id(line)
            for key, line in keyed
            if counts[key] > (1 if line.size <= _LARGEST * size else max(1, len(pages) / 2))
        }
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _list_candidates(lines: Sequence[Line], height: float) -> Iterator[tuple[tuple[str, int], Line]]:
    for line in lines:
        is_outside = not _MARGIN * height < line.base < (1 - _MARGIN) * height
        if is_outside:
            yield (_NUMBER.sub("#", line.text.casefold()), round(line.base / 4)), line
