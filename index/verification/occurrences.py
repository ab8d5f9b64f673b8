"""Places on the record, and the search for words through all of it."""

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
_MIN_PIECE_CHARS: Final = 8
"""Characters of the longest piece: shorter ones stand in some order everywhere."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where words stand in an entry's normal form, and what its marks of alteration stand for there."""

    entry: IndexedText
    found: MatchedSpan

    @property
    def span(self) -> Span:
        """The half-open offsets into the document's text."""
        return self.entry.form.to_original(self.found.start, self.found.end)

    def original(self, start: int, end: int) -> str:
        """The words of the document that a slice of the form stands for."""
        if start == end:
            return ""
        return self.entry.text[slice(*self.entry.form.to_original(start, end))]


def find_occurrences(entries: Iterable[IndexedText], words: str) -> list[Occurrence]:
    """The first place in each entry where pasted words stand, taken as they are or else at their marks."""
    listed = list(entries)
    places = list(find_verbatim(listed, words))
    pieces = cut_at_marks(words)
    if places or not is_searchable(pieces):
        return places
    return list(find_altered(listed, pieces))


def find_verbatim(entries: Iterable[IndexedText], words: str) -> Iterator[Occurrence]:
    """The first place in each entry where the very words stand."""
    for entry in entries:
        span = find_words(entry.form.text, words)
        if span is not None:
            yield Occurrence(entry, MatchedSpan(*span, ()))


def find_everywhere(entries: Iterable[IndexedText], words: str) -> Iterator[Occurrence]:
    """Every place in each entry where the very words stand."""
    for entry in entries:
        span = find_words(entry.form.text, words)
        while span is not None:
            yield Occurrence(entry, MatchedSpan(*span, ()))
            span = find_words(entry.form.text, words, span[0] + 1)


def find_altered(entries: Iterable[IndexedText], pieces: MarkedWords) -> Iterator[Occurrence]:
    """The first place in each entry where pieces stand in order."""
    longest = max(pieces.words, key=len)
    for entry in entries:
        if longest in entry.form.text and (found := find_pieces(entry.form.text, pieces)):
            yield Occurrence(entry, found)


def is_searchable(pieces: MarkedWords) -> bool:
    """Whether pieces were cut at marks, and say enough to be looked for."""
    if not any(mark.text for mark in pieces.marks) or not pieces.words:
        return False
    return len(pieces.words) <= _MAX_PIECES and len(max(pieces.words, key=len)) >= _MIN_PIECE_CHARS
