"""Dense search: inner products over the passages' vectors, with FAISS."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.search.cache_folder import CacheFolder, UnusableCache
from index.search.faiss_index import (
    MAX_EXACT_VECTORS,
    PassageSubset,
    group,
    has_outgrown,
    make_id_selector,
    remove,
    search,
    start_exact,
)
from index.search.lexical import ChangesSince, Ranked
from index.search.passage_ids import PassageIdMap
from index.store.rows import DocumentChange

_VECTORS: Final = "passages.faiss"

_BATCH_PASSAGES: Final = 1000
"""Passages that are taken in before a search gets a turn."""

_CACHED_FILTERS: Final = 16

_MIN_NEW_SHARE_TO_WRITE: Final = 0.01
"""The share of passages that must have come before a file of many is written anew; whoever opens it next
takes in the others from the store. Where documents left it is written at once: they may have been purged."""

_DELAYED_WRITE_MIN_PASSAGES: Final = 20_000
"""Passages from which that holds: files of fewer are written at once."""


class DenseIndex:
    """FAISS's index of the passages' vectors, in memory, and in a file between runs.

    Each process holds its own and follows the store; the file only saves the next one the work. `mended` are
    the files that were not what was written when it was opened, a sentence each; they were made anew.
    Up to `exact_up_to` passages the search is exact; see `faiss_index.py`.
    """

    LAYOUT: Final = "faiss-2"

    def __init__(
        self,
        cache: CacheFolder,
        *,
        exact_up_to: int = MAX_EXACT_VECTORS,
        many: int = _DELAYED_WRITE_MIN_PASSAGES,
    ) -> None:
        self._cache = cache
        self._exact_up_to = exact_up_to
        self._many = many
        self._index: Any = None
        self._held = PassageIdMap.none()
        self._unwritten = 0
        self._has_left = False
        self._at_hand: OrderedDict[int, tuple[Sequence[str], PassageSubset]] = OrderedDict()
        self.lock = threading.Lock()
        self.generation = 0
        self.mended: list[str] = []
        with cache.spare(), cache.lock(), cache.opening():
            self.mended = cache.find_damage()
            self._load()

    def catch_up(self, changes_since: ChangesSince, generation: int) -> None:
        """Bring this index to a generation. The lock, which searches hold, is taken for moments only."""
        try:
            with self._cache.engine():
                self._take_in_all(changes_since)
        except UnusableCache as fault:
            self._cache.tell_unusable(fault)
            self.make_anew()
            self._take_in_all(changes_since)
        self.generation = generation

    def make_anew(self) -> None:
        """Forget what is held, so that catching up takes it from the store."""
        with self.lock:
            self._at_hand.clear()
            self._index, self._held, self.generation = None, PassageIdMap.none(), 0

    def _take_in_all(self, changes_since: ChangesSince) -> None:
        for changes in _in_batches(changes_since(self.generation)):
            with self.lock:
                self._take_in(changes)
            if self._index is not None and has_outgrown(self._index, self._exact_up_to):
                grouped = group(self._index, self._held.ids)  # searches go on meanwhile
                with self.lock:
                    self._index = grouped

    def save(self) -> None:
        """Bring the file to this index's generation, unless it is newer or lacks little."""
        with self._cache.spare(), self._cache.lock(), self._cache.engine():
            written = self._cache.generation()
            if written < self.generation and not (written and self._lacks_little()):
                self._write()
                self._unwritten, self._has_left = 0, False

    def search(self, question: Vectors, limit: int, documents: Sequence[str] | None = None) -> Ranked:
        """The passages most alike to a question (shape `(dimension,)`), among the documents named.

        A sequence of documents that was searched is known again and must not change.
        """
        if self._index is None or limit == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        return search(self._index, question, limit, None if documents is None else self._among(documents))

    def similarities(self, question: Vectors, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The inner product of a question with each of the passages, in order: shape `(n,)`."""
        if self._index is None or len(ids) == 0:
            return np.empty(0, np.float32)
        return np.asarray(self._index.reconstruct_batch(ids) @ question, np.float32)

    @property
    def ids(self) -> set[int]:
        """The passages that the index holds."""
        return set(self._held.ids.tolist())

    @property
    def is_exact(self) -> bool:
        """Whether a question is compared with every passage."""
        return not isinstance(self._index, faiss.IndexIVF)

    def holds(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the index holds each of the passages: shape `(n,)`."""
        return self._held.holds(ids)

    def document_of(self, passage: int) -> str:
        """The id of the document that a held passage belongs to."""
        return self._held.document_of(passage)

    def belong(self, ids: NDArray[np.int64], documents: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each of the passages is held and belongs to one of the documents: shape `(n,)`."""
        return self._among(documents).has(ids)

    def share(self, documents: Sequence[str]) -> float:
        """The share of the passages that belong to the documents."""
        return self._among(documents).count / max(len(self._held.ids), 1)

    def _among(self, documents: Sequence[str]) -> PassageSubset:
        """The passages of documents; of those asked for last at hand, until any passage comes or goes."""
        # What is at hand keeps the sequence, whose id is nobody else's then.
        known = self._at_hand.pop(id(documents), None)
        among = known[1] if known else make_id_selector(self._held.of(documents))
        self._at_hand[id(documents)] = documents, among
        if len(self._at_hand) > _CACHED_FILTERS:
            self._at_hand.popitem(last=False)
        return among

    def _take_in(self, changes: Sequence[DocumentChange]) -> None:
        """Forget what documents had, and learn what they have."""
        self._at_hand.clear()
        gone = self._held.remove([change.document_id for change in changes])
        if self._index is not None:
            remove(self._index, gone)
        live = [passage for change in changes for passage in change.live]
        self._unwritten += len(live)
        self._has_left |= any(not change.live for change in changes)
        if not live:
            return
        vectors = np.stack([passage.vector for passage in live])
        if self._index is None:
            self._index = start_exact(vectors.shape[1])
        self._index.add_with_ids(vectors, np.array([passage.id for passage in live], np.int64))
        self._held.add({one.document_id: [p.id for p in one.live] for one in changes if one.live})

    def _lacks_little(self) -> bool:
        """Whether the file may stay as it is for a while."""
        count = len(self._held.ids)
        return (
            count >= self._many and not self._has_left and self._unwritten < _MIN_NEW_SHARE_TO_WRITE * count
        )

    def _load(self) -> None:
        """Read the files, if there are any that can be used; they are rebuilt otherwise."""
        if self._cache.generation() == 0 or self.mended:
            self._cache.clear()
            return
        file = self._cache.files / _VECTORS
        if file.exists():
            index, held = faiss.read_index(str(file)), PassageIdMap.read(self._cache.files)
            self._index, self._held = index, held
        self.generation = self._cache.generation()

    def _write(self) -> None:
        self._cache.clear()
        if self._index is not None:
            faiss.write_index(self._index, str(self._cache.files / _VECTORS))
            self._held.write(self._cache.files)
        self._cache.state(self.generation)


def _in_batches(changes: Iterable[DocumentChange]) -> Iterator[list[DocumentChange]]:
    """The changes, some at once; of several of one document in a batch the last."""
    batch: dict[str, DocumentChange] = {}
    passages = 0
    for change in changes:
        batch[change.document_id] = change
        passages += len(change.live) + 1
        if passages >= _BATCH_PASSAGES:
            yield list(batch.values())
            batch, passages = {}, 0
    if batch:
        yield list(batch.values())
