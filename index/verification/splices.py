"""Splices: words that stand on the record piece by piece, but not together.

Marked omissions say where the pieces end. Without them, each piece is the longest that stands anywhere, so
that words from two places come out as two pieces, whatever they are.
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
_MIN_WORDS: Final = 5
_MIN_MARKED_WORDS: Final = 3
"""Of a piece, where the pasted words do not or do say where it ends: fewer stand in many places by chance."""


@dataclass(frozen=True, slots=True)
class SplicePiece:
    """A piece of pasted words, as half-open offsets into them, and a place where it stands."""

    start: int
    end: int
    place: Occurrence


def find_marked_pieces(texts: TextIndex, words: str) -> list[SplicePiece]:
    """A place for each of the pieces between marked omissions; none unless all have one."""
    segments = list(cut_at_marks(words).segments)
    if not 2 <= len(segments) <= _MAX_PIECES or min(map(_count, segments)) < _MIN_MARKED_WORDS:
        return []
    pieces = []
    for segment in segments:
        place = next(find_altered(texts.live, segment), None)
        if place is None:
            return []
        pieces.append(SplicePiece(segment.starts[0], segment.end, place))
    return pieces


def find_unmarked_pieces(texts: TextIndex, words: str) -> list[SplicePiece]:
    """The pieces that make up pasted words, each the longest on record; none unless they are all of them."""
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
    """The first place where all pieces follow one another after all, with other words in the gaps."""
    marks = (NO_MARK, *[OMISSION] * (len(pieces) - 1), NO_MARK)
    starts = tuple(piece.start for piece in pieces)
    cut = MarkedWords(tuple(words[piece.start : piece.end] for piece in pieces), marks, starts)
    return next(find_altered(texts.live, cut), None)


def _find_longest(texts: TextIndex, words: str, tokens: Sequence[Token]) -> SplicePiece | None:
    """The longest piece on record that begins with the first token; none where it would be too short."""
    own_words = [token for token in tokens if token.is_word][:_MIN_WORDS]
    if len(own_words) < _MIN_WORDS:
        return None
    start, end = tokens[0].start, own_words[-1].end
    best: SplicePiece | None = None
    for place in islice(find_everywhere(texts.live, words[start:end]), _MAX_OCCURRENCES):
        begins, text = place.found.start, place.entry.form.text
        reach = start + _measure_common(words[start:], text, begins)
        ends = (token.end for token in tokens if token.end <= reach)
        fitting = [end for end in ends if not is_inside_word(text, begins + end - start)]
        if best is None or fitting[-1] > best.end:
            found = MatchedSpan(begins, begins + fitting[-1] - start, ())
            best = SplicePiece(start, fitting[-1], Occurrence(place.entry, found))
    return best


def _measure_common(words: str, text: str, position: int) -> int:
    """How many characters of the words stand in a text from a position on."""
    least, most = 0, len(words)
    while least < most:
        middle = (least + most + 1) // 2
        if text.startswith(words[:middle], position):
            least = middle
        else:
            most = middle - 1
    return least


def _drop_marks(tokens: list[Token]) -> list[Token]:
    """The tokens from the first word on: marks at a seam belong to neither piece."""
    first = next((number for number, token in enumerate(tokens) if token.is_word), len(tokens))
    return tokens[first:]


def _count(segment: MarkedWords) -> int:
    return sum(_count_words(tokenize(words)) for words in segment.words)


def _count_words(tokens: Sequence[Token]) -> int:
    return sum(token.is_word for token in tokens)
