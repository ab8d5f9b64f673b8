"""What a misspelt word of a question was meant to be, by the record's own words.

A word is misspelt where the record does not know it and an English dictionary does not either. It is mended
to the record's nearest word, of two to that in more documents. The dictionary is the one in symspellpy.
"""

import re
import threading
from collections import Counter
from functools import cached_property
from importlib.resources import files
from typing import Final

from symspellpy import SymSpell, Verbosity

from index.store.store import Store

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 4
"""Letters: shorter words are abbreviations as often as mistakes."""

_LONG: Final = 8
"""Letters from which a word may hold two mistakes; below it, one."""

_DICTIONARY: Final = "frequency_dictionary_en_82_765.txt"


class Spelling:
    """The words of all documents that can be quoted, following the store. Usable from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._generation = 0
        self._words_of: dict[str, frozenset[str]] = {}
        self._counts: Counter[str] = Counter()
        self._nearest = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)

    def mend(self, word: str) -> str | None:
        """The record's word that a misspelt one stands for; None where it is known or nothing is near."""
        given = word.lower()
        if len(given) < _SHORTEST or not _WORD.fullmatch(given) or given in self._dictionary:
            return None
        with self._lock:
            self._catch_up()
            if given in self._counts:
                return None
            distance = 1 if len(given) < _LONG else 2
            near = self._nearest.lookup(given, Verbosity.CLOSEST, max_edit_distance=distance)
            return min((str(one.term) for one in near), key=self._order, default=None)

    def _order(self, word: str) -> tuple[int, str]:
        """The word of the most documents first, and of two the same one in every process."""
        return -self._counts[word], word

    def _catch_up(self) -> None:
        """Count the words of documents that changed since."""
        generation = self._store.generation()
        if generation == self._generation:
            return
        for change in self._store.changes_since(self._generation):
            before = self._words_of.pop(change.document_id, frozenset())
            texts = (text for passage in change.live for text in (passage.title, passage.text))
            now = frozenset(word for text in texts for word in _WORD.findall(text.lower()))
            self._words_of[change.document_id] = now
            self._forget(before - now)
            self._learn(now - before)
        self._generation = generation

    def _forget(self, words: frozenset[str]) -> None:
        self._counts.subtract(words)
        for word in words:
            if not self._counts[word]:
                del self._counts[word]
                self._nearest.delete_dictionary_entry(word)

    def _learn(self, words: frozenset[str]) -> None:
        self._counts.update(words)
        for word in words:
            if len(word) >= _SHORTEST - 1:
                self._nearest.create_dictionary_entry(word, 1)

    @cached_property
    def _dictionary(self) -> frozenset[str]:
        text = (files("symspellpy") / _DICTIONARY).read_text(encoding="utf-8-sig")
        return frozenset(line.split(" ")[0] for line in text.splitlines())
