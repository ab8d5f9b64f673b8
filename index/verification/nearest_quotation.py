"""The sentence that has most in common with words that are not on the record."""

from collections.abc import Iterator, Sequence
from typing import Final

from index.store.rows import StoredVersion
from index.verification.regions import IdfWeights, TextRegion
from index.verification.tokens import Token, tokenize

Sentence = tuple[TextRegion, tuple[int, int]]
"""A stretch and the offsets, into the document's text, of a sentence that it touches."""

STRETCHES: Final = 3
"""The likeliest ones, in whose sentences the nearest is looked for."""

_MAX_SENTENCE_CHARS: Final = 3000
"""Characters of a sentence that are looked at."""


def choose_nearest(
    sentences: Sequence[Sentence], theirs: Sequence[Token], rarity: IdfWeights
) -> Sentence | None:
    """The sentence that shares most of its words with the pasted ones, weighed by rarity, if any does."""
    pasted = _fold(theirs)
    best, most = None, 0.0
    for sentence in sentences:
        stretch, span = sentence
        form = stretch.entry.form
        start, end = form.from_original(span[0]), form.from_original(span[1])
        words = _fold(tokenize(form.text, start, min(end, start + _MAX_SENTENCE_CHARS)))
        both = _weigh(words & pasted, rarity)
        share = 2 * both / max(_weigh(words, rarity) + _weigh(pasted, rarity), 1e-6)
        if share > most:
            best, most = sentence, share
    return best


def list_sentences(stretch: TextRegion, version: StoredVersion) -> Iterator[Sentence]:
    """The sentences of a version that a stretch of it touches."""
    start, end = stretch.entry.form.to_original(stretch.start, stretch.end)
    for sentence in version.split.sentences:
        if sentence.start < end and start < sentence.end:
            yield stretch, (sentence.start, sentence.end)


def _fold(tokens: Sequence[Token]) -> set[str]:
    return {token.text.casefold() for token in tokens if token.is_word}


def _weigh(words: set[str], rarity: IdfWeights) -> float:
    return sum(rarity.weigh(sorted(words)))
