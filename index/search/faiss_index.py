"""The vectors of passages, in one of two kinds of FAISS index: exact while it is cheap, grouped beyond.

The exact kind compares a question with each vector. The grouped kind keeps a byte a dimension, in groups
around centres, and compares with the vectors of the nearest groups; among few passages it compares with each
of them. docs/decisions.md has the measurements from which the numbers here come.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors

Ids = NDArray[np.int64]

_untyped: Any = faiss  # its stubs lack what is used of it below

MAX_EXACT_VECTORS: Final = 50_000
"""Passages."""

_REGROUP_FACTOR: Final = 4
"""Growth, as a factor, after which the vectors are clustered again."""

_NLIST_FACTOR: Final = 2
"""Groups by the square root of the number of vectors."""

_TRAINING_VECTORS_PER_LIST: Final = 32
"""Vectors for each group from which the centres are found."""

_KMEANS_ITERATIONS: Final = 10
"""In which the centres are found."""

_NPROBE: Final = 128
"""Clusters that are searched if nothing is filtered; more where a filter leaves less: of a share of 1/100
ten times as many. What it leaves lies near together, so a hundred times as many find hardly more."""

_EXACT_MAX_FILTERED: Final = 4_000
"""Passages that a filter leaves, up to which a question is compared with each."""

_THREADS: Final = _untyped.omp_get_max_threads()

_SINGLE_THREAD_MAX_VECTORS: Final = 20_000
"""Vectors up to which one thread searches: a second one that is busy elsewhere would be waited for longer."""

_BATCH_VECTORS: Final = 20_000
_MAX_BITMAP_BITS_PER_ID: Final = 64
"""Bits for each passage that a map of them may take; ids are given in turn, so it takes few."""


@dataclass(frozen=True, slots=True, eq=False)
class PassageSubset:
    """The passages that a filter leaves: how many, and FAISS's form of them.

    `ids` rise; they are kept where they are few or cannot be told by `bits`, to which the selector points.
    """

    count: int
    selector: faiss.IDSelector
    ids: Ids | None
    bits: NDArray[np.uint8]

    def has(self, ids: Ids) -> NDArray[np.bool_]:
        """Whether each of some passages is among them: shape `(n,)`."""
        if self.ids is not None:
            return np.isin(ids, self.ids)
        is_told = ids < 8 * len(self.bits)
        at = np.where(is_told, ids, 0)
        return np.asarray(is_told & (self.bits[at >> 3] >> (at & 7) & 1).astype(np.bool_))


def make_id_selector(ids: Ids) -> PassageSubset:
    """A selector that limits a search to some passages, in ascending order."""
    if len(ids) == 0 or ids[-1] >= _MAX_BITMAP_BITS_PER_ID * len(ids):
        return PassageSubset(len(ids), faiss.IDSelectorBatch(ids), ids, np.empty(0, np.uint8))
    is_among = np.zeros(int(ids[-1]) + 1, np.bool_)
    is_among[ids] = True
    bits = np.packbits(is_among, bitorder="little")
    return PassageSubset(
        len(ids), _untyped.IDSelectorBitmap(bits), ids if len(ids) <= _EXACT_MAX_FILTERED else None, bits
    )


def start_exact(dimension: int) -> Any:
    """An index of the exact kind without vectors."""
    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))


def has_outgrown(index: Any, exact_up_to: int) -> bool:
    """Whether there are too many vectors for the kind that an index is of, or for its groups."""
    if _is_exact(index):
        return bool(index.ntotal > exact_up_to)
    return bool(index.ntotal > _REGROUP_FACTOR * (index.nlist / _NLIST_FACTOR) ** 2)


def group(index: Any, ids: Ids) -> Any:
    """The same vectors in an index of the grouped kind, in groups by their present number."""
    dimension, count = index.d, len(ids)
    groups = max(int(_NLIST_FACTOR * math.sqrt(count)), 1)
    quantizer = faiss.IndexFlatIP(dimension)
    kind = faiss.ScalarQuantizer.QT_8bit
    grouped = faiss.IndexIVFScalarQuantizer(quantizer, dimension, groups, kind, faiss.METRIC_INNER_PRODUCT)
    grouped.cp.niter, grouped.cp.min_points_per_centroid, grouped.cp.spherical = _KMEANS_ITERATIONS, 1, True
    sample = np.random.default_rng(0).permutation(ids)[: _TRAINING_VECTORS_PER_LIST * groups]
    grouped.train(index.reconstruct_batch(sample))
    grouped.set_direct_map_type(_untyped.DirectMap.Hashtable)  # by which single vectors are found
    for some in _in_parts(ids):
        grouped.add_with_ids(index.reconstruct_batch(some), some)
    return grouped


def remove(index: Any, ids: Ids) -> None:
    """Take vectors out, for good."""
    if len(ids):
        index.remove_ids(faiss.IDSelectorBatch(ids) if _is_exact(index) else _untyped.IDSelectorArray(ids))


def search(
    index: Any, question: Vectors, limit: int, among: PassageSubset | None
) -> tuple[Ids, NDArray[np.float32]]:
    """The vectors most alike to a question, shape `(dimension,)`, with the inner products; best first."""
    _untyped.omp_set_num_threads(1 if index.ntotal <= _SINGLE_THREAD_MAX_VECTORS else _THREADS)
    if (
        not _is_exact(index)
        and among is not None
        and among.count <= _EXACT_MAX_FILTERED
        and among.ids is not None
    ):
        return _compare_each(index, question, limit, among.ids)
    if _is_exact(index):
        parameters = faiss.SearchParameters()
    else:
        share = 1.0 if among is None else among.count / index.ntotal
        parameters = _untyped.SearchParametersIVF(
            nprobe=min(math.ceil(_NPROBE / math.sqrt(share)), index.nlist)
        )
    if among is not None:
        parameters.sel = among.selector
    scores, ids = index.search(question[None, :], limit, params=parameters)
    found = ids[0] >= 0  # FAISS fills up with -1 where there are fewer
    return ids[0][found], scores[0][found]


def _compare_each(index: Any, question: Vectors, limit: int, ids: Ids) -> tuple[Ids, NDArray[np.float32]]:
    if len(ids) == 0:
        return ids, np.empty(0, np.float32)
    scores = np.asarray(index.reconstruct_batch(ids) @ question, np.float32)
    best = np.argsort(-scores, kind="stable")[:limit]
    return ids[best], scores[best]


def _is_exact(index: Any) -> bool:
    return isinstance(index, faiss.IndexIDMap2)


def _in_parts(ids: Ids) -> Iterator[Ids]:
    for start in range(0, len(ids), _BATCH_VECTORS):
        yield ids[start : start + _BATCH_VECTORS]
