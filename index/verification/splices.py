"""Splices: words that the record has piece by piece, but not together.

Marked omissions show where pieces end. Without them, each piece is the longest that occurs anywhere, so that
words from two places give two pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from index.verification.editorial_marks import NO_MARK, OMISSION, MarkedWords, MatchedSpan, cut_at_marks
from index.verification.occurrences import Occurrence, find_altered, find_everywhere
from index.verification.text_index import TextIndex
from index.verification.tokens import Token, is_inside_word, tokenize

_MAX_PIECES: Final = 4
_MAX_OCCURRENCES: Final = 1000
"""Limits of the search, which bound its time."""

_MIN_PIECE_WORDS: Final = 5
_MIN_SEPARATED_PIECE_WORDS: Final = 3
"""The least words of a piece between unmarked and between marked ends: shorter ones occur by chance."""


@dataclass(frozen=True, slots=True)
class SplicePiece:
    """A piece of pasted words, as half-open offsets into them, and an occurrence of it."""

    start: int
    end: int
    occurrence: Occurrence


def find_separated_pieces(texts: TextIndex, words: str) -> list[SplicePiece]:
    """The pieces between marked omissions, each with an occurrence; empty unless all of them occur."""
    segments = list(cut_at_marks(words).segments)
    if not 2 <= len(segments) <= _MAX_PIECES:
        return []
    if min(map(_count_words, segments)) < _MIN_SEPARATED_PIECE_WORDS:
        return []
    pieces = []
    for segment in segments:
        occurrence = next(find_altered(texts.live, segment), None)
        if occurrence is None:
            return []
        pieces.append(SplicePiece(segment.starts[0], segment.end, occurrence))
    return pieces


def find_longest_pieces(texts: TextIndex, words: str) -> list[SplicePiece]:
    """The longest pieces on the record; empty unless they make up all of the pasted words."""
    pieces: list[SplicePiece] = []
    tokens = _drop_marks(tokenize(words))
    while tokens:
        piece = None if len(pieces) == _MAX_PIECES else _find_longest(texts, words, tokens)
        if piece is None:
            return []
        pieces.append(piece)
        tokens = _drop_marks([token for token in tokens if token.start >= piece.end])
    return pieces


def assemble(texts: TextIndex, words: str, pieces: Sequence[SplicePiece]) -> Occurrence | None:
    """The first occurrence of all pieces in order in one text, with other words in the gaps; else None."""
    marks = (NO_MARK, *[OMISSION] * (len(pieces) - 1), NO_MARK)
    starts = tuple(piece.start for piece in pieces)
    cut = MarkedWords(tuple(words[piece.start : piece.end] for piece in pieces), marks, starts)
    return next(find_altered(texts.live, cut), None)


def _find_longest(texts: TextIndex, words: str, tokens: Sequence[Token]) -> SplicePiece | None:
    """The longest piece on the record that begins with the first token; None if it would be too short."""
    own_words = [token for token in tokens if token.is_word][:_MIN_PIECE_WORDS]
    if len(own_words) < _MIN_PIECE_WORDS:
        return None
    start, end = tokens[0].start, own_words[-1].end
    best: SplicePiece | None = None
    for occurrence in islice(find_everywhere(texts.live, words[start:end]), _MAX_OCCURRENCES):
        begin, text = occurrence.match.start, occurrence.entry.form.text
        common_end = start + _measure_common(words[start:], text, begin)
        ends = (token.end for token in tokens if token.end <= common_end)
        ends_of_words = [end for end in ends if not is_inside_word(text, begin + end - start)]
        if best is None or ends_of_words[-1] > best.end:
            match = MatchedSpan(begin, begin + ends_of_words[-1] - start, ())
            best = SplicePiece(start, ends_of_words[-1], Occurrence(occurrence.entry, match))
    return best


def _measure_common(words: str, text: str, position: int) -> int:
    """The number of characters that words have in common with a text from a position on."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if text.startswith(words[:middle], position):
            low = middle
        else:
            high = middle - 1
    return low


def _drop_marks(tokens: list[Token]) -> list[Token]:
    """The tokens from the first word on: punctuation between two pieces belongs to neither."""
    first = next((number for number, token in enumerate(tokens) if token.is_word), len(tokens))
    return tokens[first:]


def _count_words(segment: MarkedWords) -> int:
    return sum(token.is_word for words in segment.words for token in tokenize(words))
