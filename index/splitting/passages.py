"""A reading cut into sentences and passages, by offset.

A sentence never crosses a paragraph; a passage is a run of sentences under one heading, about as long
as the encoder can read at once. Headings are not sentences: nothing is quoted from them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.reading.extracted_text import ExtractedText

SPLITTER_VERSION: Final = 1
"""Raised by one whenever the same text may give other sentences or passages."""

MAX_PASSAGE_CHARS: Final = 1000
"""Characters. About 200 tokens; the packaged model reads 256, and its title comes before."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Half-open character offsets into the document's text, and the number of its paragraph."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences `first` to `last`, both included, and the heading they stand under."""

    first: int
    last: int
    heading: str | None


@dataclass(frozen=True, slots=True)
class Split:
    """All sentences of a text in order, and the passages that they make."""

    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The half-open offsets of the sentences `first` to `last`, both included."""
        return self.sentences[first].start, self.sentences[last].end


def split(reading: ExtractedText) -> Split:
    """The sentences and passages of a reading. Every sentence is in exactly one passage."""
    from index.splitting.sentences import split_sentences  # here, not above: a question splits nothing

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
    """Passages over `sentences[first:]`, of about equal length and none over the longest."""
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
