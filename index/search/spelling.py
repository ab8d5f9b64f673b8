"""Corrects misspelt words of a question by the record's own words.

A word is misspelt where the record does not know it and an English dictionary does not either. It is mended
to the record's nearest word, of two to that in more documents. The dictionary is the one in symspellpy.
The words of a large record are kept in a file between runs.
"""

import re
import threading
from collections import defaultdict
from typing import Final

from index.domain.document import ANY_SCOPE, EVERYONE
from index.search.cache_folder import CacheFolder
from index.search.document_words import DocumentWords
from index.search.vocabulary import Vocabulary
from index.store.store import Store
from index.text.word_lists import list_english_words

_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBERED: Final = re.compile(r"(?<![^\W_])[^\W_]*\d[^\W_]*")
"""Tokens that are no words but may be asked for: a number, or a name with one. They correct nothing."""

_MIN_WORD_LETTERS: Final = 4
"""Letters: shorter words are abbreviations as often as mistakes."""

_LONG: Final = 8
"""Letters from which a word may hold two mistakes; below it, one."""

_WORTH_WRITING: Final = 1000
"""Documents that must have changed before the file is written; a record of fewer has none."""


class SpellingCorrector:
    """The words of all documents that can be quoted, following the store. Usable from several threads.

    Who may not see a document learns nothing of its words: each scope has a vocabulary of its own.
    """

    LAYOUT: Final = "words-2"

    def __init__(
        self, store: Store, cache: CacheFolder | None = None, *, worth_writing: int = _WORTH_WRITING
    ) -> None:
        self._store = store
        self._cache = cache
        self._worth_writing = worth_writing
        self._lock = threading.Lock()
        self._is_loaded = cache is None
        self._generation = 0
        self._words = DocumentWords()
        self._unwritten = 0
        self._vocabularies: defaultdict[str, Vocabulary] = defaultdict(Vocabulary)

    def refresh(self, generation: int) -> None:
        """Learn and forget words with the documents that changed up to a generation of the store."""
        with self._lock:
            self._catch_up(generation)

    def warm_up(self) -> None:
        """Load what a word needs that the record does not know."""
        self.correct("zzzzzz", ANY_SCOPE)

    def knows(self, word: str, scope: str = EVERYONE) -> bool:
        """Whether a document that the scope may see held a word when this last followed."""
        with self._lock:
            return any(word.lower() in one.counts for one in self._seen_by(scope))

    def correct(self, word: str, scope: str = EVERYONE) -> str | None:
        """The word that a misspelt one stands for; None if it is known or nothing is near.

        It is a word of a document that the scope may see.
        """
        given = word.lower()
        if len(given) < _MIN_WORD_LETTERS or not _WORD.fullmatch(given):
            return None
        with self._lock:
            self._catch_up(self._store.counters().generation)
            seen = self._seen_by(scope)
            if any(given in one.counts for one in seen) or given in list_english_words():
                return None
            distance = 1 if len(given) < _LONG else 2
            near = (found for one in seen for found in one.find_nearest(given, distance))
            # The nearest, then the word of the most documents; of two of as many, one for every process.
            ranked = ((away, -sum(one.counts[found] for one in seen), found) for away, found in near)
            return min(ranked, default=(0, 0, None))[-1]

    def _seen_by(self, scope: str) -> list[Vocabulary]:
        scopes = self._vocabularies if scope == ANY_SCOPE else {EVERYONE, scope}
        return [self._vocabularies[one] for one in scopes if one in self._vocabularies]

    def _catch_up(self, generation: int) -> None:
        """Count the words of documents that changed since."""
        if generation <= self._generation:
            return
        if not self._is_loaded:
            self._load()
        for change in self._store.changes_since(self._generation):
            texts = (text for passage in change.live for text in (passage.title, passage.text))
            words = {
                word for text in texts for one in (_WORD, _NUMBERED) for word in one.findall(text.lower())
            }
            left, came = self._words.replace(change.document_id, change.scope, words)
            self._vocabularies[change.scope].forget(left)
            self._vocabularies[change.scope].learn(came)
            self._unwritten += 1
        self._generation = generation
        self._save()

    def _load(self) -> None:
        """Read the file, if there is one that can be used."""
        self._is_loaded = True
        if self._cache is None or not self._cache.generation():
            return
        with self._cache.spare(), self._cache.lock(), self._cache.opening():
            if not (generation := self._cache.generation()):
                return
            if self._cache.find_damage():
                self._cache.clear()
                return
            self._words = DocumentWords.read(self._cache.files)
            self._generation = generation
        for scope, word, documents in self._words.count():
            self._vocabularies[scope].learn_all(word, documents)

    def _save(self) -> None:
        """Write the file if it lacks much, or was deleted by a purge."""
        if self._cache is None or len(self._words) < self._worth_writing:
            return
        if self._unwritten < self._worth_writing and self._cache.generation():
            return
        with self._cache.spare(), self._cache.lock(), self._cache.engine():
            if self._store.generation() > self._generation:
                return  # what has changed since may be a purge, which wiped the file
            if self._cache.generation() < self._generation:
                self._cache.clear()
                self._words.write(self._cache.files)
                self._cache.state(self._generation)
        self._unwritten = 0
