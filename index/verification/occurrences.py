"""Occurrences of pasted words in the texts of the record, and the search for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from index.verification.editorial_marks import (
    MarkedWords,
    MatchedSpan,
    Span,
    cut_at_marks,
    find_pieces,
    find_words,
)
from index.verification.text_index import IndexedText

_MAX_PIECES: Final = 13
"""More pieces are not looked for: the time of the search grows with their number."""

_MIN_PIECE_CHARS: Final = 8
"""The least length of the longest piece: shorter ones occur in some order in every text."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An occurrence of pasted words: a text, and the matched span of its normal form."""

    entry: IndexedText
    match: MatchedSpan

    @property
    def span(self) -> Span:
        """The half-open offsets in the document's text."""
        return self.entry.form.to_original(self.match.start, self.match.end)

    def original(self, start: int, end: int) -> str:
        """The slice of the document's text for a slice of its normal form."""
        if start == end:
            return ""
        return self.entry.text[slice(*self.entry.form.to_original(start, end))]


def find_occurrences(entries: Iterable[IndexedText], words: str) -> list[Occurrence]:
    """The first occurrence in each text of the exact words, or else of the pieces between marks."""
    listed = list(entries)
    occurrences = list(find_verbatim(listed, words))
    pieces = cut_at_marks(words)
    if occurrences or not is_searchable(pieces):
        return occurrences
    return list(find_altered(listed, pieces))


def find_verbatim(entries: Iterable[IndexedText], words: str) -> Iterator[Occurrence]:
    """The first occurrence of the exact words in each text."""
    for entry in entries:
        span = find_words(entry.form.text, words)
        if span is not None:
            yield Occurrence(entry, MatchedSpan(*span, ()))


def find_everywhere(entries: Iterable[IndexedText], words: str) -> Iterator[Occurrence]:
    """Every occurrence of the exact words in each text."""
    for entry in entries:
        span = find_words(entry.form.text, words)
        while span is not None:
            yield Occurrence(entry, MatchedSpan(*span, ()))
            span = find_words(entry.form.text, words, span[0] + 1)


def find_altered(entries: Iterable[IndexedText], pieces: MarkedWords) -> Iterator[Occurrence]:
    """The first occurrence in each text of all pieces in order."""
    longest = max(pieces.words, key=len)
    for entry in entries:
        if longest in entry.form.text and (match := find_pieces(entry.form.text, pieces)):
            yield Occurrence(entry, match)


def is_searchable(pieces: MarkedWords) -> bool:
    """Whether the words were cut at marks, into few enough pieces of which one is long enough."""
    if not any(mark.text for mark in pieces.marks) or not pieces.words:
        return False
    return len(pieces.words) <= _MAX_PIECES and len(max(pieces.words, key=len)) >= _MIN_PIECE_CHARS
