"""The way of pasted words: the very words on all the record, then what comes closest to them."""

import time
from collections.abc import Sequence
from typing import Final

from index.answering.quotations import Quotations
from index.answers import Verification
from index.search.search import Search
from index.store.store import Store
from index.verifying.candidates import Rarity, find_stretches
from index.verifying.closest import find_closest
from index.verifying.pasted import Reading, read_pasted
from index.verifying.places import find_places
from index.verifying.splices import find_marked_pieces, find_unmarked_pieces, put_together
from index.verifying.telling import Fields, Telling
from index.verifying.texts import FollowedTexts, Texts
from index.verifying.words import cut_marked_tokens

SAME_PASSAGE: Final = 0.5
"""The share of words from which a text is a changed form of what the record says, and not another text.
Chosen on the texts of `benchmarks/verification.py`: paraphrases share at most 0.37, sentences of which three
words were changed at least 0.55. Six words with one of them changed may share less."""

_SLIGHT: Final = 2
"""Words."""


class Verifying:
    """Verifies pasted words against one store. Usable from several threads."""

    def __init__(self, *, store: Store, search: Search, quotations: Quotations) -> None:
        self._search = search
        self._quotations = quotations
        self._telling = Telling(quotations)
        self._texts = FollowedTexts(store)

    def follow(self) -> None:
        """Follow the texts on the record, and forget what was purged."""
        self._texts.catch_up()

    def verify(self, text: str, scope: str | None) -> Verification:
        """What the record that the scope may see says of pasted words. Raises UnverifiableText."""
        started = time.perf_counter()
        readings = read_pasted(text)
        self._search.follow(self._quotations.follow().generation)
        texts = self._texts.catch_up().seen_by(scope)
        fields = self._look_up(texts, readings) or self._compare(texts, readings[-1])
        took_ms = round(1000 * (time.perf_counter() - started), 3)
        return Verification(text=text, took_ms=took_ms, **fields)

    def _look_up(self, texts: Texts, readings: Sequence[Reading]) -> Fields | None:
        for reading in readings:
            if places := find_places(texts.live, reading.words):
                return self._telling.confirm(places)
        return None

    def _compare(self, texts: Texts, reading: Reading) -> Fields:
        """The verdict on words that do not stand on the record as they are."""
        older = find_places(texts.older, reading.words)[:1]
        return self._compare_pieces(texts, reading) | self._telling.supersede(older)

    def _compare_pieces(self, texts: Texts, reading: Reading) -> Fields:
        words = reading.words
        if pieces := find_marked_pieces(texts, words):
            return self._telling.tell_splice(pieces, reading)
        stretches = find_stretches(self._search.lexical, words, texts)
        tokens = cut_marked_tokens(reading.form.text, reading.start, reading.end)
        rarity = Rarity(self._search.lexical)
        closest = find_closest(stretches, tokens, rarity)
        # Where a word or two explain it, it is no splice, even if other texts hold both sides of them.
        is_slight = closest is not None and closest.count_changes() <= _SLIGHT
        if not is_slight and (pieces := find_unmarked_pieces(texts, words)):
            if place := put_together(texts, words, pieces):
                return self._telling.tell_omissions(place, pieces, reading)
            return self._telling.tell_splice(pieces, reading)
        if closest is not None and closest.share >= SAME_PASSAGE:
            return self._telling.tell_difference(closest, reading)
        return self._telling.tell_nearest(stretches, tokens, rarity)
