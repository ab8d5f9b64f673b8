"""What a quotation stands in: its paragraph, and its page or, in a text without pages, its section."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from index.answering.spans import Span
from index.splitting.passages import Sentence
from index.store.rows import StoredVersion


def list_context_spans(version: StoredVersion, span: Span) -> Iterator[Span]:
    """The edges of the paragraphs, and then of the pages or sections, that a span is in."""
    own = [one for one in version.split.sentences if one.start < span[1] and span[0] < one.end]
    blocks = {one.block for one in own}
    yield _cover(one for one in version.split.sentences if one.block in blocks)
    if version.pages:
        pages = {version.page_of(one.start) for one in own}
        yield _cover(one for one in version.split.sentences if version.page_of(one.start) in pages)
        return
    sentences = version.split.sentences
    for _, passages in groupby(version.split.passages, key=lambda passage: passage.heading):
        run = list(passages)
        start, end = sentences[run[0].first].start, sentences[run[-1].last].end
        if start < span[1] and span[0] < end:
            yield start, end


def _cover(sentences: Iterable[Sentence]) -> Span:
    edges = [edge for one in sentences for edge in (one.start, one.end)]
    return min(edges), max(edges)
