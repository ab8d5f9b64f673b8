"""On which page of its file a text stands, for files that have pages."""

from bisect import bisect_right

PageStarts = tuple[tuple[int, int], ...]
"""Offsets in order, each with the page (from 1) on which the text stands from there on; empty without pages.

A page may come twice: the notes at its foot stand after the paragraph that they interrupt.
"""


def page_of(starts: PageStarts, offset: int) -> int | None:
    """The page on which the character at an offset stands; None where the file has no pages."""
    before = bisect_right(starts, offset, key=lambda start: start[0])
    return starts[before - 1][1] if before else None
