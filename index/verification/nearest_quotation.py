"""The sentence of the record that shares most words with pasted ones that are not on the record."""

from collections.abc import Iterator, Sequence
from typing import Final

from index.store.rows import StoredVersion
from index.verification.regions import IdfWeights, TextRegion
from index.verification.tokens import Token, tokenize

Sentence = tuple[TextRegion, tuple[int, int]]
"""A region, and the offsets in the document's text of a sentence that overlaps it."""

MAX_REGIONS: Final = 3
"""The most likely regions, in whose sentences the nearest is looked for."""

_MAX_SENTENCE_CHARS: Final = 3000
"""A longer sentence is compared only up to this length, which bounds the time."""


def choose_nearest(
    sentences: Sequence[Sentence], pasted_tokens: Sequence[Token], weights: IdfWeights
) -> Sentence | None:
    """The sentence that shares most words with the pasted ones, weighted by IDF; None if none shares any."""
    pasted_words = _fold(pasted_tokens)
    nearest, best_share = None, 0.0
    for sentence in sentences:
        region, span = sentence
        form = region.entry.form
        start, end = form.from_original(span[0]), form.from_original(span[1])
        words = _fold(tokenize(form.text, start, min(end, start + _MAX_SENTENCE_CHARS)))
        shared = _sum_idf(words & pasted_words, weights)
        share = 2 * shared / max(_sum_idf(words, weights) + _sum_idf(pasted_words, weights), 1e-6)
        if share > best_share:
            nearest, best_share = sentence, share
    return nearest


def list_sentences(region: TextRegion, version: StoredVersion) -> Iterator[Sentence]:
    """The sentences of a version that overlap a region of it."""
    start, end = region.entry.form.to_original(region.start, region.end)
    for sentence in version.split.sentences:
        if sentence.start < end and start < sentence.end:
            yield region, (sentence.start, sentence.end)


def _fold(tokens: Sequence[Token]) -> set[str]:
    return {token.text.casefold() for token in tokens if token.is_word}


def _sum_idf(words: set[str], weights: IdfWeights) -> float:
    return sum(weights.of(sorted(words)))
