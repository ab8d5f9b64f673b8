"""The forward index: what each passage holds, as arrays made once and kept at hand.

Everything here depends on the passage alone, so that a question costs only what depends on the question.
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
"""Sentences."""

STOP_WORDS: Final = frozenset({"a", "an", "the", "that", "also", "has", "have", "had"})
"""Words in which copies differ without saying anything else. Not forms of *be*, which make a passive."""

_CACHED_PASSAGES: Final = 20_000
"""Passages; about 3 kB each beside their vectors."""

Stems = Callable[[str], list[str]]
Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class IndexedPassage:
    """A passage of n sentences, t stems and w windows.

    `vectors` has shape `(n, dimension)`; `lengths` counts the stems of each sentence. `stems` holds the
    hashed stems in order, each with its sentence, counted within the passage: shape `(2, t)`; `title` the
    distinct stems of the document's title and of the heading. `windows` holds the first and the last
    sentence of each window, as numbers of its version and both included, its length in the text, and the sum
    of its stems that say something: shape `(4, w)`. `norm` is the length of the sum of a window's vectors,
    and `held` what it holds: shapes `(w,)` and `(w, len(THINGS))`.
    """

    vectors: Vectors
    lengths: Numbers
    stems: Numbers
    title: Numbers
    windows: Numbers
    norm: Floats
    held: Flags


class ForwardIndex:
    """The entries of passages used last. Versions never change, so nothing here is ever stale."""

    def __init__(self, version: Callable[[int], StoredVersion], stems_of: Stems) -> None:
        self._version = version
        self._stems_of = stems_of
        self.entry = lru_cache(_CACHED_PASSAGES)(self._read)

    def forget(self) -> None:
        """Forget every passage: some may have been purged."""
        self.entry.cache_clear()

    def hash(self, words: str) -> Numbers:
        """The stems of a text as numbers, which are the same throughout a process."""
        return hash_stems(self._stems_of(words))

    def _read(self, version_id: int, number: int) -> IndexedPassage:
        version = self._version(version_id)
        span = version.split.passages[number]
        text = version.document.text
        sentences = version.split.sentences[span.first : span.last + 1]
        words = [text[sentence.start : sentence.end] for sentence in sentences]
        hashed = [self.hash(one) for one in words]
        stems = np.concatenate(hashed)
        lengths = np.array([len(one) for one in hashed], np.int64)
        vectors = version.sentence_vectors[span.first : span.last + 1]
        first, last = list_window_bounds(len(sentences))
        starts = np.array([sentence.start for sentence in sentences], np.int64)
        ends = np.array([sentence.end for sentence in sentences], np.int64)
        windows = [first + span.first, last + span.first, ends[last] - starts[first]]
        held = np.array([find_contained_types(one) for one in words])
        return IndexedPassage(
            vectors=vectors,
            lengths=lengths,
            stems=np.stack([stems, np.repeat(np.arange(len(sentences)), lengths)]),
            title=np.unique(self.hash(f"{version.document.title} {span.heading or ''}")),
            windows=np.stack([*windows, _sum_said(stems, lengths, first, last)]),
            norm=_measure_sums(vectors, first, last),
            held=np.array([held[a : b + 1].any(axis=0) for a, b in zip(first, last, strict=True)]),
        )


def hash_stems(stems: Sequence[str]) -> Numbers:
    """Stems as numbers; two stems share one about never (64 bits)."""
    return np.fromiter(map(hash, stems), np.int64, len(stems))


def list_window_bounds(count: int) -> tuple[Numbers, Numbers]:
    """Every run of one to `MAX_WINDOW_SENTENCES` of so many sentences: the first and the last of each."""
    sizes = range(1, min(MAX_WINDOW_SENTENCES, count) + 1)
    first = np.concatenate([np.arange(count - size + 1) for size in sizes])
    last = np.concatenate([np.arange(size - 1, count) for size in sizes])
    return first, last


def sum_runs(rows: NDArray[Any], first: Numbers, last: Numbers) -> NDArray[Any]:
    """The sum of the rows `first` to `last`, both included, for each run."""
    sums = np.concatenate([np.zeros_like(rows[:1]), np.cumsum(rows, axis=0)])
    return np.asarray(sums[last + 1] - sums[first])


def _sum_said(stems: Numbers, lengths: Numbers, first: Numbers, last: Numbers) -> Numbers:
    """The sum of each window's stems that say something, which copies share whatever their order."""
    said = np.where(np.isin(stems, hash_stems(sorted(STOP_WORDS))), 0, stems)
    until = np.concatenate([np.zeros(1, np.int64), np.cumsum(said)])[np.append(0, np.cumsum(lengths))]
    return np.asarray(until[last + 1] - until[first])


def _measure_sums(vectors: Vectors, first: Numbers, last: Numbers) -> Floats:
    sums = [vectors[a : b + 1].sum(axis=0) for a, b in zip(first, last, strict=True)]
    return np.asarray(np.maximum(np.linalg.norm(np.array(sums), axis=1), 1e-6), np.float32)
