"""Verifies pasted words: looks up the exact words, then splices, changed wording, the nearest sentence."""

import time
from collections.abc import Sequence
from typing import Final

from index.answering.quotations import Quotations
from index.domain.answer import Verification
from index.search.retriever import HybridRetriever
from index.store.store import Store
from index.verification.alignment import find_best_alignment
from index.verification.builder import Fields, VerificationBuilder
from index.verification.occurrences import find_occurrences
from index.verification.pasted_text import PastedText, parse_pasted
from index.verification.regions import IdfWeights, find_regions
from index.verification.splices import assemble, find_longest_pieces, find_separated_pieces
from index.verification.text_index import LiveTextIndex, TextIndex
from index.verification.tokens import tokenize_with_marks

MIN_SAME_PASSAGE_SHARE: Final = 0.5
"""The share of words from which a text counts as a changed form of the record's, and not as another text.
Chosen on the texts of `benchmarks/verification.py`: paraphrases share at most 0.37, sentences with three
changed words at least 0.55. Six words with one of them changed may share less."""

_MAX_CHANGED_WORDS: Final = 2
"""Up to this many changed words, the text counts as changed and never as a splice."""


class Verifier:
    """Verifies pasted words against one store. Usable from several threads."""

    def __init__(self, *, store: Store, search: HybridRetriever, quotations: Quotations) -> None:
        self._search = search
        self._quotations = quotations
        self._builder = VerificationBuilder(quotations)
        self._texts = LiveTextIndex(store)

    def refresh(self) -> None:
        """Update the texts from the store, and drop purged ones."""
        self._texts.catch_up()

    def verify(self, text: str, scope: str) -> Verification:
        """The verdict on pasted words, compared with what a scope may see. Raises UnverifiableText."""
        started = time.perf_counter()
        interpretations = parse_pasted(text)
        self._search.refresh(self._quotations.refresh().generation)
        texts = self._texts.catch_up().seen_by(scope)
        fields = self._look_up(texts, interpretations) or self._compare(texts, interpretations[-1])
        took_ms = round(1000 * (time.perf_counter() - started), 3)
        return Verification(text=text, took_ms=took_ms, **fields)

    def _look_up(self, texts: TextIndex, interpretations: Sequence[PastedText]) -> Fields | None:
        for pasted in interpretations:
            if occurrences := find_occurrences(texts.live, pasted.words):
                return self._builder.build_verbatim(occurrences)
        return None

    def _compare(self, texts: TextIndex, pasted: PastedText) -> Fields:
        """The verdict on words that do not occur exactly."""
        older = find_occurrences(texts.older, pasted.words)[:1]
        return self._compare_pieces(texts, pasted) | self._builder.add_superseded(older)

    def _compare_pieces(self, texts: TextIndex, pasted: PastedText) -> Fields:
        words = pasted.words
        if pieces := find_separated_pieces(texts, words):
            return self._builder.build_splice(pieces, pasted)
        regions = find_regions(self._search.lexical, words, texts)
        tokens = tokenize_with_marks(pasted.form.text, pasted.start, pasted.end)
        weights = IdfWeights(self._search.lexical)
        best = find_best_alignment(regions, tokens, weights)
        # If a changed word or two explain it, it is no splice, even if other texts have both parts.
        is_slight = best is not None and best.count_changes() <= _MAX_CHANGED_WORDS
        if not is_slight and (pieces := find_longest_pieces(texts, words)):
            if occurrence := assemble(texts, words, pieces):
                return self._builder.build_omissions(occurrence, pieces, pasted)
            return self._builder.build_splice(pieces, pasted)
        if best is not None and best.share >= MIN_SAME_PASSAGE_SHARE:
            return self._builder.build_difference(best, pasted)
        return self._builder.build_nearest(regions, tokens, weights)
