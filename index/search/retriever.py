"""Candidates: the passages that either search finds, with one fused score."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.search.cache_folder import CacheFolder, UnusableCache
from index.search.dense import DenseIndex
from index.search.lexical import LexicalIndex, Ranked
from index.search.spelling import SpellingCorrector
from index.store.store import Store

log = logging.getLogger(__name__)

T = TypeVar("T")

CACHE_FOLDER: Final = "cache"
"""The name of the folder of the search caches in the data folder."""

_TOP_K: Final = 150
"""Passages taken from each search. In trials the answer was among the first 150 for 97 % of questions."""

_RESCORED: Final = 40
"""Of a hundred of the ten nearest, one is not among so many that come nearest by a byte a dimension."""

_POSTFILTER_SHARE: Final = 0.02
"""The share of passages from which what a filter leaves is chosen among all that is found by words. Tantivy
finds two thousand passages as fast as a hundred, and takes milliseconds to name a thousand documents to."""

_LOCK_TIMEOUT_SECONDS: Final = 0.05
"""Seconds that a question waits for another thread that brings in what is new."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages in the order of their fused score, the best first: arrays of shape `(n,)`.

    `dense` is the cosine with the question; `fused` lies in 0..1 and orders one search's results only.
    """

    ids: NDArray[np.int64]
    dense: NDArray[np.float32]
    fused: NDArray[np.float32]


def list_caches(store: Store, folder: Path) -> dict[str, CacheFolder]:
    """The folders of the engines' files, by the names of the engines."""
    layouts = {
        "dense": DenseIndex.LAYOUT,
        "lexical": LexicalIndex.LAYOUT,
        "spelling": SpellingCorrector.LAYOUT,
    }
    return {
        name: CacheFolder(folder / name, layout=f"{layout} of {store.identity()}")
        for name, layout in layouts.items()
    }


class HybridRetriever:
    """Both searches over one store, kept at the store's generation. Usable from several threads."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._following = threading.Lock()
        self.caches = list_caches(store, folder)
        self._drop_foreign()
        self.dense = DenseIndex(self.caches["dense"])
        self.lexical = LexicalIndex(self.caches["lexical"])
        self.catch_up()

    @property
    def repairs(self) -> list[str]:
        """The files that were damaged when this was opened, a sentence each. They were rebuilt."""
        return [*self.dense.mended, *self.lexical.mended]

    def _drop_foreign(self) -> None:
        """Delete caches that are ahead of the store: it was put back from an older copy."""
        for cache in self.caches.values():
            with cache.spare(), cache.lock():
                if cache.generation() > self._store.generation():
                    cache.clear()

    def catch_up(self) -> None:
        """Follow the store to its generation, and write the files, which the next process opens."""
        with self._following:
            self._bring_up(wait=True)
            self.dense.save()

    def refresh(self, generation: int) -> None:
        """The same before a question: work that another thread or process has begun is not awaited."""
        behind = generation > min(self.dense.generation, self.lexical.generation)
        if behind and self._following.acquire(timeout=_LOCK_TIMEOUT_SECONDS):
            try:
                self._bring_up(wait=False)
            finally:
                self._following.release()

    def _bring_up(self, *, wait: bool) -> None:
        generation = self._store.generation()
        if generation > self.dense.generation:
            self.dense.catch_up(self._store.changes_since, generation)
        if generation > self.lexical.generation:
            self.lexical.catch_up(self._store.changes_since, generation, wait=wait)

    def retrieve(
        self,
        question: str,
        vector: Vectors,
        documents: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> Candidates:
        """The candidates for a question and its vector (shape `(dimension,)`), fused half and half.

        `documents` limits the search to those ids, and `limit` what is found to the best. Each score is
        stretched to 0..1 between the least and the greatest of its own list, and is 1 where these are one; a
        passage that a search did not find gets 0.
        """
        return self._mend(lambda: self._find(question, vector, documents, limit))

    def _mend(self, look: Callable[[], T]) -> T:
        """The result of both searches. If an engine fails, both are rebuilt first."""
        try:
            with self.caches["lexical"].engine():
                return look()
        except UnusableCache as fault:
            log.warning("The search caches are being rebuilt from the record: %s", fault)
            self.dense.make_anew()
            self.lexical.make_anew()
            self.catch_up()
            return look()

    def _find(
        self, question: str, vector: Vectors, documents: Sequence[str] | None, limit: int | None
    ) -> Candidates:
        with self.dense.lock:
            dense_ids, dense = self.dense_search(vector, documents)
            stems = self.lexical.stems(question)
            lexical_ids, lexical = self._find_words(stems, _TOP_K, documents)
            ids = np.union1d(dense_ids, lexical_ids)
            fused = 0.5 * _stretch(ids, dense_ids, dense) + 0.5 * _stretch(ids, lexical_ids, lexical)
            order = np.argsort(-fused, kind="stable")[:limit]
            similarity = self.dense.similarities(vector, ids[order])
        return Candidates(ids[order], similarity, fused[order].astype(np.float32))

    def dense_search(self, vector: Vectors, documents: Sequence[str] | None = None) -> Ranked:
        """The passages most alike to a question. The caller holds the dense index's lock.

        Where the dense index is not exact, the nearest are compared once more with the vectors of the store.
        """
        ids, scores = self.dense.search(vector, _TOP_K, documents)
        if self.dense.is_exact or len(ids) == 0:
            return ids, scores
        stored = self._store.passage_vectors(ids[:_RESCORED].tolist())
        for place, passage in enumerate(ids[:_RESCORED].tolist()):
            if passage in stored:
                scores[place] = stored[passage] @ vector
        order = np.argsort(-scores, kind="stable")
        return ids[order], scores[order]

    def contains(self, stem: str, documents: Sequence[str] | None = None) -> bool:
        """Whether a stem stands in a passage of the documents named, if any are."""
        return self._mend(lambda: self._holds(stem, documents))

    def _holds(self, stem: str, documents: Sequence[str] | None) -> bool:
        if self.lexical.count(stem) == 0:
            return False
        with self.dense.lock:
            return len(self._find_words([stem], 1, documents)[0]) > 0

    def _find_words(self, stems: Sequence[str], limit: int, documents: Sequence[str] | None) -> Ranked:
        """The lexical results among the documents that the dense index holds as well.

        The files that processes share may be ahead. Tantivy takes a filter document by document: where one
        leaves much, it is faster to look at more of all that is found.
        """
        share = 0.0 if documents is None else self.dense.share(documents)
        if documents is None or share < _POSTFILTER_SHARE:
            ids, scores = self.lexical.search(stems, limit, documents)
            held = self.dense.holds(ids)
            return ids[held], scores[held]
        depth = int(1.2 * limit / share) + 20
        while True:
            ids, scores = self.lexical.search(stems, depth)
            chosen = np.flatnonzero(self.dense.belong(ids, documents))[:limit]
            if len(chosen) == limit or len(ids) < depth:
                return ids[chosen], scores[chosen]
            depth *= 4


def _stretch(
    ids: NDArray[np.int64], found: NDArray[np.int64], scores: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Scores between 0 and 1 for all `ids`, those not found at 0: shape `(len(ids),)`."""
    stretched = np.zeros(len(ids))
    if len(found):
        width = float(scores.max() - scores.min())
        stretched[np.searchsorted(ids, found)] = (scores - scores.min()) / width if width else 1.0
    return stretched
