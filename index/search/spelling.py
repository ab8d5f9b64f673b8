"""What a misspelt word of a question was meant to be, by the record's own words.

A word is misspelt where the record does not know it and an English dictionary does not either. It is mended
to the record's nearest word, of two to that in more documents. The dictionary is the one in symspellpy.
"""

import re
import threading
from collections import Counter, defaultdict
from functools import cached_property
from importlib.resources import files
from typing import Final

from symspellpy import SymSpell, Verbosity

from index.documents import EVERYONE
from index.store.store import Store

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 4
"""Letters: shorter words are abbreviations as often as mistakes."""

_LONG: Final = 8
"""Letters from which a word may hold two mistakes; below it, one."""

_DICTIONARY: Final = "frequency_dictionary_en_82_765.txt"


class Vocabulary:
    """The words of the documents of one scope, each with the number of documents that hold it."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._nearest = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)

    def find_nearest(self, given: str, distance: int) -> list[tuple[int, str]]:
        """Its words with the fewest letters to be mended, at most `distance`, each after that number."""
        found = self._nearest.lookup(given, Verbosity.CLOSEST, max_edit_distance=distance)
        return [(int(one.distance), str(one.term)) for one in found]

    def learn(self, words: frozenset[str]) -> None:
        """Count a document's words."""
        self.counts.update(words)
        for word in words:
            if len(word) >= _SHORTEST - 1:
                self._nearest.create_dictionary_entry(word, 1)

    def forget(self, words: frozenset[str]) -> None:
        """Count a document's words no longer."""
        self.counts.subtract(words)
        for word in words:
            if not self.counts[word]:
                del self.counts[word]
                self._nearest.delete_dictionary_entry(word)


class Spelling:
    """The words of all documents that can be quoted, following the store. Usable from several threads.

    Who may not see a document learns nothing of its words: each scope has a vocabulary of its own.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._generation = 0
        self._words_of: dict[str, frozenset[str]] = {}
        self._vocabularies: defaultdict[str, Vocabulary] = defaultdict(Vocabulary)

    def follow(self, generation: int) -> None:
        """Learn and forget words with the documents that changed up to a generation of the store."""
        with self._lock:
            self._catch_up(generation)

    def knows(self, word: str, scope: str | None = None) -> bool:
        """Whether a document that the scope may see held a word when this last followed; None sees all."""
        with self._lock:
            return any(word.lower() in one.counts for one in self._seen_by(scope))

    def mend(self, word: str, scope: str | None = None) -> str | None:
        """The word that a misspelt one stands for; None where it is known or nothing is near.

        It is a word of a document that the scope may see; None sees all.
        """
        given = word.lower()
        if len(given) < _SHORTEST or not _WORD.fullmatch(given) or given in self._dictionary:
            return None
        with self._lock:
            self._catch_up(self._store.generation())
            seen = self._seen_by(scope)
            if any(given in one.counts for one in seen):
                return None
            distance = 1 if len(given) < _LONG else 2
            near = (found for one in seen for found in one.find_nearest(given, distance))
            # The nearest, then the word of the most documents; of two of as many, one for every process.
            ranked = ((away, -sum(one.counts[found] for one in seen), found) for away, found in near)
            return min(ranked, default=(0, 0, None))[-1]

    def _seen_by(self, scope: str | None) -> list[Vocabulary]:
        scopes = self._vocabularies if scope is None else {EVERYONE, scope}
        return [self._vocabularies[one] for one in scopes if one in self._vocabularies]

    def _catch_up(self, generation: int) -> None:
        """Count the words of documents that changed since."""
        if generation <= self._generation:
            return
        for change in self._store.changes_since(self._generation):
            vocabulary = self._vocabularies[change.scope]
            before = self._words_of.pop(change.document_id, frozenset())
            texts = (text for passage in change.live for text in (passage.title, passage.text))
            now = frozenset(word for text in texts for word in _WORD.findall(text.lower()))
            if now:
                self._words_of[change.document_id] = now
            vocabulary.forget(before - now)
            vocabulary.learn(now - before)
        self._generation = generation

    @cached_property
    def _dictionary(self) -> frozenset[str]:
        text = (files("symspellpy") / _DICTIONARY).read_text(encoding="utf-8-sig")
        return frozenset(line.split(" ")[0] for line in text.splitlines())
