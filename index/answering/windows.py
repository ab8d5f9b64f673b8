"""Windows: runs of one to three sentences inside candidate passages, and how they fit a question.

A quotation is a window. Everything here is computed for all windows at once, in arrays.
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
"""BM25's usual constants (Robertson and Zaragoza 2009, section 3.2)."""

_PROXIMITY_WORDS: Final = 3
"""Two words of a question stand together where they are at most so many words apart."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as windows are compared with it.

    `vector` has shape `(dimension,)`. The question has k terms: `weight` is the rarity of each times how
    often the question holds it, shape `(k,)`. A term is met by any of its `stems`, hashed, distinct and of
    shape `(s,)`; `term_of` gives the term of each. `asked` are the things that the question asks for.
    """

    vector: Vectors
    stems: Numbers
    term_of: Numbers
    weight: Floats
    expected_types: Flags


class PoolPassage(NamedTuple):
    """A candidate passage: number `number` of a version; its cosine with the question, its fused score."""

    version: StoredVersion
    number: int
    cosine: float
    fused: float
    entry: IndexedPassage


@dataclass(frozen=True, slots=True)
class Windows:
    """All windows of a pool: arrays of shape `(n,)`.

    `passage` is an index into the pool; `first` and `last` are sentences of its version, both included.
    `said` sums the stems that say something, hashed: copies have the same, whatever the order of words.
    `cosine` compares the question with the mean of the sentences' vectors and `peak` with the best of them,
    `bm25` its words with theirs. `covered` is the share of the question's words, weighed by rarity, that
    the window holds, `covered_around` the same with its passage, title and heading, `covered_title` the
    title's and heading's alone; `near` is how often neighbouring words of the question stand together in
    the window, divided by the number of neighbours in the question, at most 1. `held` are the things that
    the window holds: shape `(n, len(THINGS))`.
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

    def keep(self, kept: NDArray[np.bool_]) -> "Windows":
        """Those of the windows that are marked, in order."""
        return Windows(*(getattr(self, column.name)[kept] for column in fields(self)))


def cut_windows(pool: Sequence[PoolPassage], query: Query) -> Windows:
    """Every window of the pool's passages, compared with the question."""
    entries = [candidate.entry for candidate in pool]
    first, last, characters, said = np.concatenate([entry.windows for entry in entries], axis=1)
    count = np.array([len(entry.norm) for entry in entries])
    passage = np.repeat(np.arange(len(pool)), count)
    sizes = np.array([len(entry.lengths) for entry in entries])
    before = np.cumsum(sizes) - sizes  # sentences of the pool before each passage
    shift = (before - first[np.cumsum(count) - count])[passage]  # a passage's first window begins it
    start, end = first + shift, last + shift
    likeness = np.concatenate([entry.vectors for entry in entries]) @ query.vector
    counts, pairs = _count_terms(entries, before, int(sizes.sum()), query)
    lengths = np.concatenate([entry.lengths for entry in entries])
    found = sum_runs(counts, start, end)
    covered_title, covered_around = _cover_around(entries, counts, before, query)
    return Windows(
        passage=passage,
        first=first,
        last=last,
        cosine=sum_runs(likeness, start, end) / np.concatenate([entry.norm for entry in entries]),
        max_sentence_cosine=_find_peaks(likeness, start, end),
        bm25=_weigh(found, sum_runs(lengths, start, end), query.weight),
        idf_coverage=_cover(found > 0, query.weight),
        idf_coverage_in_passage=covered_around[passage],
        idf_coverage_in_title=covered_title[passage],
        proximity=np.minimum(sum_runs(pairs, start, end) / max(len(query.weight) - 1, 1), 1).astype(
            np.float32
        ),
        characters=characters,
        content_hash=said,
        contained_types=np.concatenate([entry.held for entry in entries]),
    )


def _count_terms(
    entries: Sequence[IndexedPassage], before: Numbers, total: int, query: Query
) -> tuple[Floats, Floats]:
    """How often each term stands in each sentence, and how many neighbouring terms stand together in it."""
    stems, within = np.concatenate([entry.stems for entry in entries], axis=1)
    terms = len(query.weight)
    met, term = _find_terms(stems, query)
    sentence = within[met] + np.repeat(before, [entry.stems.shape[1] for entry in entries])[met]
    counts = np.bincount(sentence * terms + term, minlength=total * terms).reshape(total, terms)
    together = (
        (np.diff(met) <= _PROXIMITY_WORDS) & (np.abs(np.diff(term)) == 1) & (sentence[1:] == sentence[:-1])
    )
    pairs = np.bincount(sentence[1:][together], minlength=total)
    return counts.astype(np.float32), pairs.astype(np.float32)


def _cover_around(
    entries: Sequence[IndexedPassage], counts: Floats, before: Numbers, query: Query
) -> tuple[Floats, Floats]:
    """For each passage, the share of the question in its title and heading, and in all of it with them."""
    titles = np.concatenate([entry.title for entry in entries])
    passage = np.repeat(np.arange(len(entries)), [len(entry.title) for entry in entries])
    met, term = _find_terms(titles, query)
    in_title = np.zeros((len(entries), len(query.weight)), np.bool_)
    in_title[passage[met], term] = True
    in_text = np.logical_or.reduceat(counts > 0, before, axis=0)
    return _cover(in_title, query.weight), _cover(in_title | in_text, query.weight)


def _find_terms(stems: Numbers, query: Query) -> tuple[Numbers, Numbers]:
    """Which of some stems are among the question's, in order, and the term of each."""
    alike = query.stems[:, None] == stems
    met = np.flatnonzero(alike.any(axis=0))
    return met, query.term_of @ alike[:, met]


def _cover(held: NDArray[np.bool_], weight: Floats) -> Floats:
    known = np.where(held, weight, 0).sum(axis=1)
    return np.asarray(known / max(float(weight.sum()), 1e-6), np.float32)


def _find_peaks(values: Floats, start: Numbers, end: Numbers) -> Floats:
    """The greatest of the values `start` to `end`, both included, for each run."""
    reach = np.minimum(np.arange(MAX_WINDOW_SENTENCES), (end - start)[:, None])
    return np.asarray(values[start[:, None] + reach].max(axis=1))


def _weigh(counts: Floats, lengths: Numbers, weight: Floats) -> Floats:
    """BM25 of each window among the pool's windows."""
    relative = lengths / max(float(lengths.mean()), 1.0)
    saturation = _K1 * (1 - _B + _B * relative)[:, None]
    return np.asarray((counts * (_K1 + 1) / (counts + saturation)) @ weight, np.float32)
