"""The page of its file on which a position of a text lies, for files that have pages."""

from bisect import bisect_right

PageStarts = tuple[tuple[int, int], ...]
"""Ascending offsets, each with the page (from 1) of the text from there on; empty for files without pages.

A page may occur twice, because footnotes are moved behind the paragraph that they interrupt.
"""


def page_of(starts: PageStarts, offset: int) -> int | None:
    """The page of the character at an offset, from 1; None if the file has no pages."""
    before = bisect_right(starts, offset, key=lambda start: start[0])
    return starts[before - 1][1] if before else None
