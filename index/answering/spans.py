"""Spans of a version that can be quoted: runs of pieces, which are its sentences and headings.

Answers are windows of one to three sentences; the verification of a longer text quotes a longer run.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from index.answering.forward_index import MAX_WINDOW_SENTENCES
from index.splitting.passages import Sentence
from index.store.rows import StoredVersion

Span = tuple[int, int]

MAX_RUN_PIECES: Final = 64
"""The longest quotation. It bounds the search for the run with a given id."""


def list_windows(version: StoredVersion) -> Iterator[Span]:
    """Every window: a run of at most `MAX_WINDOW_SENTENCES` sentences."""
    count = len(version.split.sentences)
    for first in range(count):
        for last in range(first, min(first + MAX_WINDOW_SENTENCES, count)):
            yield version.split.span(first, last)


def list_runs(version: StoredVersion) -> Iterator[Span]:
    """Every run of at most `MAX_RUN_PIECES` pieces, including windows, shortest first."""
    pieces = list_pieces(version)
    for length in range(1, min(MAX_RUN_PIECES, len(pieces)) + 1):
        for first in range(len(pieces) - length + 1):
            yield pieces[first][0], pieces[first + length - 1][1]


def list_pieces(version: StoredVersion) -> Sequence[Span]:
    """The sentences, and the headings between them, in order."""
    text = version.document.text
    sentences = [(sentence.start, sentence.end) for sentence in version.split.sentences]
    bounds = [(0, 0), *sentences, (len(text), len(text))]
    between = (_trim(text, end, start) for (_, end), (start, _) in pairwise(bounds))
    return sorted([*sentences, *((start, end) for start, end in between if start < end)])


def cover(version: StoredVersion, start: int, end: int) -> Span:
    """The shortest run of pieces that includes a span with a visible character.

    If it would be longer than `MAX_RUN_PIECES`, the rest is cut off.
    """
    return cover_all(version, [(start, end)])[0]


def cover_all(version: StoredVersion, spans: Iterable[Span]) -> list[Span]:
    """The shortest run of pieces that includes each span; see `cover`."""
    pieces = list_pieces(version)
    starts, ends = [start for start, _ in pieces], [end for _, end in pieces]
    covered = []
    for start, end in spans:
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        covered.append((starts[first], ends[min(last, first + MAX_RUN_PIECES - 1)]))
    return covered


def _trim(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    leading = len(words) - len(words.lstrip())
    return start + leading, start + max(len(words.rstrip()), leading)


def list_context_spans(version: StoredVersion, span: Span) -> Iterator[Span]:
    """The bounds of a span's paragraphs; then those of its pages, or if there are none, of its sections."""
    sentences = version.split.sentences
    own = [sentence for sentence in sentences if sentence.start < span[1] and span[0] < sentence.end]
    blocks = {sentence.block for sentence in own}
    yield _bounds(sentence for sentence in sentences if sentence.block in blocks)
    if version.pages:
        pages = {version.page_of(sentence.start) for sentence in own}
        yield _bounds(sentence for sentence in sentences if version.page_of(sentence.start) in pages)
        return
    for _, passages in groupby(version.split.passages, key=lambda passage: passage.heading):
        run = list(passages)
        start, end = version.split.span(run[0].first, run[-1].last)
        if start < span[1] and span[0] < end:
            yield start, end


def _bounds(sentences: Iterable[Sentence]) -> Span:
    edges = [edge for sentence in sentences for edge in (sentence.start, sentence.end)]
    return min(edges), max(edges)
