"""Sentences and passages of a text, by offset.

A sentence never crosses a paragraph. A passage is a run of sentences under one heading that fits the
encoder's input. Headings are not sentences: nothing is quoted from them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.reading.extracted_text import ExtractedText

SPLITTER_VERSION: Final = 1
"""Incremented whenever the same text may yield other sentences or passages."""

MAX_PASSAGE_CHARS: Final = 1000
"""About 200 tokens. The packaged model reads 256, which include the document's title."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Half-open character offsets into the document's text, and the index of its block."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The indexes of its first and last sentence, both included, and the heading above it."""

    first: int
    last: int
    heading: str | None


@dataclass(frozen=True, slots=True)
class Split:
    """The sentences of a text, and its passages, both in order."""

    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The half-open offsets of the sentences `first` to `last`, both included."""
        return self.sentences[first].start, self.sentences[last].end


def split(reading: ExtractedText) -> Split:
    """The sentences and passages of a text. Every sentence is in exactly one passage."""
    from index.splitting.sentences import split_sentences  # here: answering a question needs no splitter

    sentences: list[Sentence] = []
    passages: list[Passage] = []
    heading: str | None = None
    section_start = 0
    for number, block in enumerate(reading.blocks):
        words = reading.text[block.start : block.end]
        if block.is_heading:
            passages.extend(_cut(sentences, section_start, heading))
            heading, section_start = words, len(sentences)
        else:
            spans = split_sentences(words)
            sentences.extend(Sentence(block.start + s, block.start + e, number) for s, e in spans)
    passages.extend(_cut(sentences, section_start, heading))
    return Split(tuple(sentences), tuple(passages))


def _cut(sentences: list[Sentence], first: int, heading: str | None) -> Iterator[Passage]:
    """Passages over `sentences[first:]`, of similar length and at most MAX_PASSAGE_CHARS if possible."""
    if first == len(sentences):
        return
    length = sentences[-1].end - sentences[first].start
    parts = -(-length // MAX_PASSAGE_CHARS)
    target = length / parts
    starts = [first]
    for number in range(first + 1, len(sentences)):
        so_far = sentences[number - 1].end - sentences[starts[-1]].start
        with_next = sentences[number].end - sentences[starts[-1]].start
        if with_next > MAX_PASSAGE_CHARS or (so_far >= target and with_next > 1.2 * target):
            starts.append(number)
    for start, end in pairwise([*starts, len(sentences)]):
        yield Passage(start, end - 1, heading)
