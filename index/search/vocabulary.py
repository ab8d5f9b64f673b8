"""The words of one scope's documents, and of those the nearest to a misspelt one."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

MIN_WORD_LETTERS: Final = 3
"""Letters of a word that another may have meant."""


class Vocabulary:
    """The words of the documents of one scope, each with the number of documents that hold it.

    What holds a digit is counted, and near to nothing.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._by_length: defaultdict[int, set[str]] = defaultdict(set)

    def find_nearest(self, given: str, distance: int) -> list[tuple[int, str]]:
        """Its words with the fewest letters to be mended, at most `distance`, each after that number.

        A letter is missing, too many, another one, or has changed places with the next.
        """
        from rapidfuzz import process  # here, not above: most words are written right
        from rapidfuzz.distance import OSA

        found: list[tuple[int, str]] = []
        for length in range(len(given) - distance, len(given) + distance + 1):
            some = self._by_length.get(length, ())
            near = process.extract(given, some, scorer=OSA.distance, score_cutoff=distance, limit=None)
            found.extend((int(away), word) for word, away, _ in near)
        least = min((away for away, _ in found), default=0)
        return [(away, word) for away, word in found if away == least]

    def learn(self, words: Iterable[str]) -> None:
        """Count a document's words."""
        for word in words:
            self.learn_all(word, 1)

    def learn_all(self, word: str, documents: int) -> None:
        """Count the word of so many documents."""
        self.counts[word] += documents
        if len(word) >= MIN_WORD_LETTERS and not any(map(str.isdigit, word)):
            self._by_length[len(word)].add(word)

    def forget(self, words: Iterable[str]) -> None:
        """Count a document's words no longer."""
        for word in words:
            self.counts[word] -= 1
            if not self.counts[word]:
                del self.counts[word]
                self._by_length[len(word)].discard(word)
