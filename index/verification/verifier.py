"""The way of pasted words: the very words on all the record, then what comes closest to them."""

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
from index.verification.splices import assemble, find_marked_pieces, find_unmarked_pieces
from index.verification.text_index import LiveTextIndex, TextIndex
from index.verification.tokens import tokenize_with_marks

SAME_PASSAGE: Final = 0.5
"""The share of words from which a text is a changed form of what the record says, and not another text.
Chosen on the texts of `benchmarks/verification.py`: paraphrases share at most 0.37, sentences of which three
words were changed at least 0.55. Six words with one of them changed may share less."""

_SLIGHT: Final = 2
"""Words."""


class Verifier:
    """Verifies pasted words against one store. Usable from several threads."""

    def __init__(self, *, store: Store, search: HybridRetriever, quotations: Quotations) -> None:
        self._search = search
        self._quotations = quotations
        self._builder = VerificationBuilder(quotations)
        self._texts = LiveTextIndex(store)

    def refresh(self) -> None:
        """Follow the texts on the record, and forget what was purged."""
        self._texts.catch_up()

    def verify(self, text: str, scope: str | None) -> Verification:
        """What the record that the scope may see says of pasted words. Raises UnverifiableText."""
        started = time.perf_counter()
        readings = parse_pasted(text)
        self._search.refresh(self._quotations.refresh().generation)
        texts = self._texts.catch_up().seen_by(scope)
        fields = self._look_up(texts, readings) or self._compare(texts, readings[-1])
        took_ms = round(1000 * (time.perf_counter() - started), 3)
        return Verification(text=text, took_ms=took_ms, **fields)

    def _look_up(self, texts: TextIndex, readings: Sequence[PastedText]) -> Fields | None:
        for reading in readings:
            if places := find_occurrences(texts.live, reading.words):
                return self._builder.build_verbatim(places)
        return None

    def _compare(self, texts: TextIndex, reading: PastedText) -> Fields:
        """The verdict on words that do not stand on the record as they are."""
        older = find_occurrences(texts.older, reading.words)[:1]
        return self._compare_pieces(texts, reading) | self._builder.add_superseded(older)

    def _compare_pieces(self, texts: TextIndex, reading: PastedText) -> Fields:
        words = reading.words
        if pieces := find_marked_pieces(texts, words):
            return self._builder.build_splice(pieces, reading)
        stretches = find_regions(self._search.lexical, words, texts)
        tokens = tokenize_with_marks(reading.form.text, reading.start, reading.end)
        rarity = IdfWeights(self._search.lexical)
        closest = find_best_alignment(stretches, tokens, rarity)
        # Where a word or two explain it, it is no splice, even if other texts hold both sides of them.
        is_slight = closest is not None and closest.count_changes() <= _SLIGHT
        if not is_slight and (pieces := find_unmarked_pieces(texts, words)):
            if place := assemble(texts, words, pieces):
                return self._builder.build_omissions(place, pieces, reading)
            return self._builder.build_splice(pieces, reading)
        if closest is not None and closest.share >= SAME_PASSAGE:
            return self._builder.build_difference(closest, reading)
        return self._builder.build_nearest(stretches, tokens, rarity)
