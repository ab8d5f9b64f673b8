"""Windows: runs of one to three sentences in candidate passages, compared with a question.

A quotation is a window. Everything is computed for all windows together, in arrays.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.answering.answer_types import Flags
from index.answering.forward_index import MAX_WINDOW_SENTENCES, Floats, IndexedPassage, Numbers, sum_runs
from index.encoding.encoder import Vectors
from index.store.rows import StoredVersion

_K1: Final = 1.2
_B: Final = 0.75
"""The usual parameters of BM25 (Robertson and Zaragoza 2009, section 3.2)."""

_PROXIMITY_WORDS: Final = 3
"""Two words of a question are near each other in a text if they are at most this many words apart."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question of k terms, in the form in which windows are compared with it.

    `vector` has shape `(dimension,)`. `weight`, of shape `(k,)`, is the IDF of each term times its count in
    the question. A term is matched by any of its stems: `stems`, of shape `(s,)`, are distinct hashes,
    `term_of` the term of each. `expected_types` flags the answer types that the question expects.
    """

    vector: Vectors
    stems: Numbers
    term_of: Numbers
    weight: Floats
    expected_types: Flags


class PoolPassage(NamedTuple):
    """A candidate passage, by its index in a version, with its cosine to the question and its fused score."""

    version: StoredVersion
    number: int
    cosine: float
    fused: float
    entry: IndexedPassage


@dataclass(frozen=True, slots=True)
class Windows:
    """All windows of a pool: arrays of shape `(n,)`.

    `passage` is an index into the pool; `first` and `last` are sentences of its version, both included.
    `cosine` is that of the question with the mean of the sentences' vectors, `max_sentence_cosine` that with
    the most similar sentence. `bm25` counts the window as a document of the pool. `idf_coverage` is the share
    of the question's terms, weighted by IDF, in the window; `idf_coverage_in_passage` the share in its
    passage, title and heading; `idf_coverage_in_title` the share in title and heading alone. `proximity` is
    the number of times that neighbouring terms of the question are near each other in the window, divided by
    the number of such neighbours in the question, at most 1. `content_hash` sums the hashed stems without
    stop words: duplicates have the same, whatever the order of words. `contained_types` flags the answer
    types in the window: shape `(n, len(ANSWER_TYPES))`.
    """

    passage: Numbers
    first: Numbers
    last: Numbers
    cosine: Floats
    max_sentence_cosine: Floats
    bm25: Floats
    idf_coverage: Floats
    idf_coverage_in_passage: Floats
    idf_coverage_in_title: Floats
    proximity: Floats
    characters: Numbers
    content_hash: Numbers
    contained_types: Flags

    def select(self, flags: NDArray[np.bool_]) -> "Windows":
        """The flagged windows, in order."""
        return Windows(*(getattr(self, column.name)[flags] for column in fields(self)))


def cut_windows(pool: Sequence[PoolPassage], query: Query) -> Windows:
    """All windows of the pool's passages, compared with the question."""
    entries = [candidate.entry for candidate in pool]
    first, last, characters, content = np.concatenate([entry.windows for entry in entries], axis=1)
    count = np.array([len(entry.norm) for entry in entries])
    passage = np.repeat(np.arange(len(pool)), count)
    sizes = np.array([len(entry.lengths) for entry in entries])
    before = np.cumsum(sizes) - sizes  # the number of sentences in the pool before each passage
    # The first window of a passage begins at its first sentence.
    shift = (before - first[np.cumsum(count) - count])[passage]
    start, end = first + shift, last + shift
    similarity = np.concatenate([entry.vectors for entry in entries]) @ query.vector
    counts, pairs = _count_terms(entries, before, int(sizes.sum()), query)
    lengths = np.concatenate([entry.lengths for entry in entries])
    term_counts = sum_runs(counts, start, end)
    covered_title, covered_around = _cover_around(entries, counts, before, query)
    return Windows(
        passage=passage,
        first=first,
        last=last,
        cosine=sum_runs(similarity, start, end) / np.concatenate([entry.norm for entry in entries]),
        max_sentence_cosine=_find_maxima(similarity, start, end),
        bm25=_score_bm25(term_counts, sum_runs(lengths, start, end), query.weight),
        idf_coverage=_cover(term_counts > 0, query.weight),
        idf_coverage_in_passage=covered_around[passage],
        idf_coverage_in_title=covered_title[passage],
        proximity=np.minimum(sum_runs(pairs, start, end) / max(len(query.weight) - 1, 1), 1).astype(
            np.float32
        ),
        characters=characters,
        content_hash=content,
        contained_types=np.concatenate([entry.contained_types for entry in entries]),
    )


def _count_terms(
    entries: Sequence[IndexedPassage], before: Numbers, total: int, query: Query
) -> tuple[Floats, Floats]:
    """For each sentence, the count of each term, and the number of neighbouring terms near each other."""
    stems, sentence_of = np.concatenate([entry.stems for entry in entries], axis=1)
    terms = len(query.weight)
    matched, term = _find_terms(stems, query)
    sentence = sentence_of[matched] + np.repeat(before, [entry.stems.shape[1] for entry in entries])[matched]
    counts = np.bincount(sentence * terms + term, minlength=total * terms).reshape(total, terms)
    is_close = (np.diff(matched) <= _PROXIMITY_WORDS) & (np.abs(np.diff(term)) == 1)
    near = is_close & (sentence[1:] == sentence[:-1])
    pairs = np.bincount(sentence[1:][near], minlength=total)
    return counts.astype(np.float32), pairs.astype(np.float32)


def _cover_around(
    entries: Sequence[IndexedPassage], counts: Floats, before: Numbers, query: Query
) -> tuple[Floats, Floats]:
    """For each passage, the coverage of the question by title and heading, and by these with the text."""
    titles = np.concatenate([entry.title for entry in entries])
    passage = np.repeat(np.arange(len(entries)), [len(entry.title) for entry in entries])
    matched, term = _find_terms(titles, query)
    in_title = np.zeros((len(entries), len(query.weight)), np.bool_)
    in_title[passage[matched], term] = True
    in_text = np.logical_or.reduceat(counts > 0, before, axis=0)
    return _cover(in_title, query.weight), _cover(in_title | in_text, query.weight)


def _find_terms(stems: Numbers, query: Query) -> tuple[Numbers, Numbers]:
    """The indexes of those stems that are the question's, in order, and the term of each."""
    is_equal = query.stems[:, None] == stems
    matched = np.flatnonzero(is_equal.any(axis=0))
    return matched, query.term_of @ is_equal[:, matched]


def _cover(is_covered: NDArray[np.bool_], weight: Floats) -> Floats:
    covered = np.where(is_covered, weight, 0).sum(axis=1)
    return np.asarray(covered / max(float(weight.sum()), 1e-6), np.float32)


def _find_maxima(values: Floats, start: Numbers, end: Numbers) -> Floats:
    """The maximum of the values `start` to `end`, both included, for each run."""
    offsets = np.minimum(np.arange(MAX_WINDOW_SENTENCES), (end - start)[:, None])
    return np.asarray(values[start[:, None] + offsets].max(axis=1))


def _score_bm25(counts: Floats, lengths: Numbers, weight: Floats) -> Floats:
    """The BM25 score of each window, with the mean length of the pool's windows."""
    relative = lengths / max(float(lengths.mean()), 1.0)
    saturation = _K1 * (1 - _B + _B * relative)[:, None]
    return np.asarray((counts * (_K1 + 1) / (counts + saturation)) @ weight, np.float32)
