"""The forward index: for each passage, its content as arrays, computed once and cached.

It depends on the passages only, so that answering a question costs only what depends on the question.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.answering.answer_types import Flags, find_contained_types
from index.encoding.encoder import Vectors
from index.store.rows import StoredVersion

MAX_WINDOW_SENTENCES: Final = 3
"""The longest quotation that answers a question."""

STOP_WORDS: Final = frozenset({"a", "an", "the", "that", "also", "has", "have", "had"})
"""Words in which duplicates may differ. Forms of *be* are not among them: they make a passive."""

_CACHED_PASSAGES: Final = 20_000
"""About 3 kB each, without their vectors."""

Stems = Callable[[str], list[str]]
Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class IndexedPassage:
    """A passage of n sentences, t stems and w windows.

    `vectors` has shape `(n, dimension)`; `lengths` is the number of stems in each sentence. `stems`, of shape
    `(2, t)`, holds the hashed stems in order, and the sentence of each, counted within the passage. `title`
    holds the distinct stems of the document's title and the heading. `windows`, of shape `(4, w)`, holds for
    each window its first and last sentence, both included and counted within the version, its length in
    characters, and the sum of its hashed stems without stop words. `norm`, of shape `(w,)`, is the length of
    the sum of its vectors. `contained_types` flags its answer types: shape `(w, len(ANSWER_TYPES))`.
    """

    vectors: Vectors
    lengths: Numbers
    stems: Numbers
    title: Numbers
    windows: Numbers
    norm: Floats
    contained_types: Flags


class ForwardIndex:
    """A cache of indexed passages. Versions never change, so no entry is ever stale."""

    def __init__(self, version: Callable[[int], StoredVersion], stems_of: Stems) -> None:
        self._version = version
        self._stems_of = stems_of
        self.entry = lru_cache(_CACHED_PASSAGES)(self._read)

    def forget(self) -> None:
        """Clear the cache, after a purge."""
        self.entry.cache_clear()

    def hash(self, words: str) -> Numbers:
        """The hashed stems of a text; hashes are stable within a process."""
        return hash_stems(self._stems_of(words))

    def _read(self, version_id: int, number: int) -> IndexedPassage:
        version = self._version(version_id)
        span = version.split.passages[number]
        text = version.document.text
        sentences = version.split.sentences[span.first : span.last + 1]
        words = [text[sentence.start : sentence.end] for sentence in sentences]
        hashed = list(map(self.hash, words))
        stems = np.concatenate(hashed)
        lengths = np.array(list(map(len, hashed)), np.int64)
        vectors = version.sentence_vectors[span.first : span.last + 1]
        first, last = list_window_bounds(len(sentences))
        starts = np.array([sentence.start for sentence in sentences], np.int64)
        ends = np.array([sentence.end for sentence in sentences], np.int64)
        windows = [first + span.first, last + span.first, ends[last] - starts[first]]
        types = np.array(list(map(find_contained_types, words)))
        return IndexedPassage(
            vectors=vectors,
            lengths=lengths,
            stems=np.stack([stems, np.repeat(np.arange(len(sentences)), lengths)]),
            title=np.unique(self.hash(f"{version.document.title} {span.heading or ''}")),
            windows=np.stack([*windows, _sum_content(stems, lengths, first, last)]),
            norm=_measure_norms(vectors, first, last),
            contained_types=np.array(
                [types[a : b + 1].any(axis=0) for a, b in zip(first, last, strict=True)]
            ),
        )


def hash_stems(stems: Sequence[str]) -> Numbers:
    """The 64-bit hashes of stems: shape `(len(stems),)`. Collisions are practically impossible."""
    return np.fromiter(map(hash, stems), np.int64, len(stems))


def list_window_bounds(count: int) -> tuple[Numbers, Numbers]:
    """The first and the last sentence of every window in a passage of `count` sentences."""
    sizes = range(1, min(MAX_WINDOW_SENTENCES, count) + 1)
    first = np.concatenate([np.arange(count - size + 1) for size in sizes])
    last = np.concatenate([np.arange(size - 1, count) for size in sizes])
    return first, last


def sum_runs(rows: NDArray[Any], first: Numbers, last: Numbers) -> NDArray[Any]:
    """The sums of the rows `first` to `last`, both included, for each run."""
    sums = np.concatenate([np.zeros_like(rows[:1]), np.cumsum(rows, axis=0)])
    return np.asarray(sums[last + 1] - sums[first])


def _sum_content(stems: Numbers, lengths: Numbers, first: Numbers, last: Numbers) -> Numbers:
    """The sum of each window's hashed stems without stop words, which duplicates have in common."""
    content = np.where(np.isin(stems, hash_stems(sorted(STOP_WORDS))), 0, stems)
    until = np.concatenate([np.zeros(1, np.int64), np.cumsum(content)])[np.append(0, np.cumsum(lengths))]
    return np.asarray(until[last + 1] - until[first])


def _measure_norms(vectors: Vectors, first: Numbers, last: Numbers) -> Floats:
    sums = [vectors[a : b + 1].sum(axis=0) for a, b in zip(first, last, strict=True)]
    return np.asarray(np.maximum(np.linalg.norm(np.array(sums), axis=1), 1e-6), np.float32)
