"""Dense search: exact inner products over the passages' vectors, with FAISS."""

import threading
from collections.abc import Sequence
from typing import Any, Final

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.search.cache_folder import CacheFolder
from index.search.lexical import ChangesSince, Ranked
from index.store.rows import DocumentChange

_VECTORS: Final = "passages.faiss"
_OWNERS: Final = "documents.npy"


class DenseIndex:
    """FAISS's flat index of the passages' vectors, in memory, and in a file between runs.

    Each process holds its own and follows the store; the file only saves the next one the work. `mended` are
    the files that were not what was written when it was opened, a sentence each; they were made anew.
    """

    LAYOUT: Final = "faiss-flat-1"

    def __init__(self, cache: CacheFolder) -> None:
        self._cache = cache
        self._index: faiss.IndexIDMap2 | None = None
        self._owners: dict[int, str] = {}
        self._held_of: dict[str, list[int]] = {}
        self.lock = threading.Lock()
        self.generation = 0
        with cache.lock():
            self.mended = cache.find_damage()
            self._load()

    def catch_up(self, changes_since: ChangesSince, generation: int) -> None:
        """Bring this index to a generation. Whoever searches holds the lock, which is taken for moments."""
        for change in changes_since(self.generation):
            with self.lock:
                self._forget(change.document_id)
                if change.live:
                    self._learn(change)
        self.generation = generation

    def save(self) -> None:
        """Bring the file to this index's generation, unless it is newer."""
        with self._cache.lock():
            if self._cache.generation() < self.generation:
                self._write()

    def search(self, question: Vectors, limit: int, documents: Sequence[str] | None = None) -> Ranked:
        """The passages most alike to a question (shape `(dimension,)`), among the documents named."""
        if self._index is None or limit == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = faiss.SearchParameters()
        if documents is not None:
            parameters.sel = self._selector(documents)
        scores, ids = self._index.search(question[None, :], limit, params=parameters)
        found = ids[0] >= 0  # FAISS fills up with -1 where there are fewer
        return ids[0][found], scores[0][found]

    def similarities(self, question: Vectors, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The inner product of a question with each of the passages, in order: shape `(n,)`."""
        if self._index is None or len(ids) == 0:
            return np.empty(0, np.float32)
        return np.asarray(self._index.reconstruct_batch(ids) @ question, np.float32)

    @property
    def ids(self) -> set[int]:
        """The passages that the index holds."""
        return set(self._owners)

    def holds(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the index holds each of the passages: shape `(n,)`."""
        return np.array([passage in self._owners for passage in ids.tolist()], np.bool_)

    def document_of(self, passage: int) -> str:
        """The id of the document that a held passage belongs to."""
        return self._owners[passage]

    def _selector(self, documents: Sequence[str]) -> faiss.IDSelector:
        among = set(documents)
        ids = [passage for passage, owner in self._owners.items() if owner in among]
        return faiss.IDSelectorBatch(np.array(ids, np.int64))

    def _forget(self, document: str) -> None:
        held = self._held_of.pop(document, [])
        for passage in held:
            del self._owners[passage]
        if held and self._index is not None:
            self._index.remove_ids(faiss.IDSelectorBatch(np.array(held, np.int64)))

    def _learn(self, change: DocumentChange) -> None:
        ids = [passage.id for passage in change.live]
        vectors = np.stack([passage.vector for passage in change.live])
        if self._index is None:
            self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        self._index.add_with_ids(vectors, np.array(ids, np.int64))
        self._owners.update(dict.fromkeys(ids, change.document_id))
        self._held_of[change.document_id] = ids

    def _load(self) -> None:
        """Read the file, if there is one that can be used; it is made anew otherwise."""
        if self._cache.generation() == 0 or self.mended:
            self._cache.clear()
            return
        file = self._cache.files / _VECTORS
        if file.exists():
            index: Any = faiss.read_index(str(file))
            ids = faiss.vector_to_array(index.id_map)
            self._index = index
            owners = np.load(self._cache.files / _OWNERS, allow_pickle=False)
            self._owners = dict(zip(ids.tolist(), owners.tolist(), strict=True))
            for passage, owner in self._owners.items():
                self._held_of.setdefault(owner, []).append(passage)
        self.generation = self._cache.generation()

    def _write(self) -> None:
        self._cache.clear()
        if self._index is not None:
            faiss.write_index(self._index, str(self._cache.files / _VECTORS))
            ids = faiss.vector_to_array(self._index.id_map).tolist()
            np.save(self._cache.files / _OWNERS, np.array([self._owners[i] for i in ids]))
        self._cache.state(self.generation)
