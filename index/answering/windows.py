"""Windows: runs of one to three sentences inside candidate passages, and how they fit a question.

A quotation is a window. Everything here is computed for all windows at once, in arrays.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.store.rows import StoredVersion

LONGEST_WINDOW: Final = 3
"""Sentences."""

_K1: Final = 1.2
_B: Final = 0.75
"""BM25's usual constants (Robertson and Zaragoza 2009, section 3.2)."""

Stems = Callable[[str], list[str]]
Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as windows are compared with it.

    `vector` has shape `(dimension,)`; `stems` are distinct, and `idf` is their rarity: shape
    `(len(stems),)`.
    """

    vector: Vectors
    stems: Sequence[str]
    idf: Floats


@dataclass(frozen=True, slots=True)
class PoolPassage:
    """A candidate passage: passage number `number` of a version, with its fused score."""

    version: StoredVersion
    number: int
    fused: float


@dataclass(frozen=True, slots=True)
class Windows:
    """All windows of a pool: arrays of shape `(n,)`.

    `passage` is an index into the pool; `first` and `last` are sentences of its version, both
    included. `cosine` compares the question with the mean of the sentences' vectors and `peak` with the
    best of them, `bm25` its words with theirs; `covered` is the share of the question's words, weighed
    by rarity, that the window holds. `characters` is the window's length.
    """

    passage: Numbers
    first: Numbers
    last: Numbers
    cosine: Floats
    peak: Floats
    bm25: Floats
    covered: Floats
    characters: Numbers


def cut_windows(pool: Sequence[PoolPassage], query: Query, stems_of: Stems) -> Windows:
    """Every window of the pool's passages, compared with the question."""
    passage, sentence = _list_sentences(pool)
    start, end = _find_runs(passage)
    vectors = np.concatenate([_vectors_of(candidate) for candidate in pool])
    counts, lengths = _count_stems(pool, query.stems, stems_of)
    sums = _sum_runs(vectors, start, end)
    found = _sum_runs(counts, start, end)
    first, last = sentence[start], sentence[end - 1]
    spans = [_span(pool[p], a, b) for p, a, b in zip(passage[start], first, last, strict=True)]
    return Windows(
        passage=passage[start],
        first=first,
        last=last,
        cosine=(sums @ query.vector) / np.maximum(np.linalg.norm(sums, axis=1), 1e-6),
        peak=_find_peaks(vectors @ query.vector, start, end),
        bm25=_weigh(found, _sum_runs(lengths, start, end), query.idf),
        covered=(found > 0) @ query.idf / max(float(query.idf.sum()), 1e-6),
        characters=np.array([end - start for start, end in spans], np.int64),
    )


def _list_sentences(pool: Sequence[PoolPassage]) -> tuple[Numbers, Numbers]:
    """The pool's sentences in a row: the passage of each, and its number in its version."""
    spans = [candidate.version.split.passages[candidate.number] for candidate in pool]
    sizes = [span.last - span.first + 1 for span in spans]
    numbers = [np.arange(span.first, span.last + 1) for span in spans]
    return np.repeat(np.arange(len(pool)), sizes), np.concatenate(numbers)


def _find_runs(passage: Numbers) -> tuple[Numbers, Numbers]:
    """Every run of one to `LONGEST_WINDOW` neighbours in one passage, as half-open offsets."""
    starts, ends = [], []
    for length in range(1, LONGEST_WINDOW + 1):
        start = np.arange(len(passage) - length + 1)
        start = start[passage[start] == passage[start + length - 1]]
        starts.append(start)
        ends.append(start + length)
    return np.concatenate(starts), np.concatenate(ends)


def _sum_runs(rows: NDArray[Any], start: Numbers, end: Numbers) -> NDArray[Any]:
    """The sum of `rows[start:end]` for each run."""
    sums = np.concatenate([np.zeros_like(rows[:1]), np.cumsum(rows, axis=0)])
    return np.asarray(sums[end] - sums[start])


def _find_peaks(values: Floats, start: Numbers, end: Numbers) -> Floats:
    """The greatest of `values[start:end]` for each run."""
    reach = np.minimum(np.arange(LONGEST_WINDOW), (end - start - 1)[:, None])
    return np.asarray(values[start[:, None] + reach].max(axis=1))


def _vectors_of(candidate: PoolPassage) -> Vectors:
    span = candidate.version.split.passages[candidate.number]
    return candidate.version.sentence_vectors[span.first : span.last + 1]


def _span(candidate: PoolPassage, first: int, last: int) -> tuple[int, int]:
    sentences = candidate.version.split.sentences
    return sentences[first].start, sentences[last].end


def _count_stems(
    pool: Sequence[PoolPassage], wanted: Sequence[str], stems_of: Stems
) -> tuple[Floats, Floats]:
    """How often each wanted stem stands in each sentence, and how many stems the sentence has."""
    counts, lengths = [], []
    for candidate in pool:
        version = candidate.version
        span = version.split.passages[candidate.number]
        for sentence in version.split.sentences[span.first : span.last + 1]:
            stems = stems_of(version.document.text[sentence.start : sentence.end])
            found = Counter(stems)
            counts.append([found[stem] for stem in wanted])
            lengths.append(len(stems))
    shape = (len(lengths), len(wanted))
    return np.array(counts, np.float32).reshape(shape), np.array(lengths, np.float32)


def _weigh(counts: Floats, lengths: Floats, idf: Floats) -> Floats:
    """BM25 of each window among the pool's windows."""
    relative = lengths / max(float(lengths.mean()), 1.0)
    saturation = _K1 * (1 - _B + _B * relative)[:, None]
    return np.asarray((counts * (_K1 + 1) / (counts + saturation)) @ idf, np.float32)
