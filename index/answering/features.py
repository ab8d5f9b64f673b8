"""The features by which windows are ranked, and by which their probability of answering is estimated."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from index.answering.answer_types import ANSWER_TYPES, Flags
from index.answering.forward_index import MAX_WINDOW_SENTENCES, Floats
from index.answering.windows import PoolPassage, Query, Windows

_SIMILARITY: Final = (
    "cosine",
    "max_sentence_cosine",
    "passage_cosine",
    "cosine_in_pool",
    "max_sentence_cosine_in_pool",
    "fused",
    "on_topic",
)
_ON_TOPIC_COSINE: Final = 0.5
"""The cosine from which a window is on topic; higher values say little about whether it answers."""

_WORDING: Final = (
    "bm25",
    "bm25_in_pool",
    "idf_coverage",
    "idf_coverage_in_passage",
    "idf_coverage_in_title",
    "proximity",
)
_SHAPE: Final = ("one_sentence", "three_sentences", "length", "first_sentences")

FEATURES: Final = (
    *_SIMILARITY,
    *_WORDING,
    *_SHAPE,
    *(f"holds_expected_{answer_type}" for answer_type in ANSWER_TYPES),
    *(f"lacks_expected_{answer_type}" for answer_type in ANSWER_TYPES),
)
"""The names of the columns of `measure`, which are keys in `weights.json`."""


def measure(pool: Sequence[PoolPassage], windows: Windows, query: Query) -> Floats:
    """Every feature of every window: shape `(n, len(FEATURES))`.

    Features whose names end in "_in_pool" are scaled to 0..1 between the least and the greatest value of the
    pool. `on_topic` is 0 for a window on topic, and negative below. `length` is the natural logarithm of the
    characters. `first_sentences` falls from 1 at the beginning of the document to 0 at the eleventh sentence.
    An answer type is held or lacked only if the question expects it.
    """
    fused = np.array([passage.fused for passage in pool], np.float32)
    cosine = np.array([passage.cosine for passage in pool], np.float32)
    sentences = windows.last - windows.first + 1
    expected_and_contained = windows.contained_types & query.expected_types
    columns = (
        windows.cosine,
        windows.max_sentence_cosine,
        cosine[windows.passage],
        _scale(windows.cosine),
        _scale(windows.max_sentence_cosine),
        fused[windows.passage],
        np.minimum(windows.cosine - _ON_TOPIC_COSINE, 0),
        windows.bm25,
        _scale(windows.bm25),
        windows.idf_coverage,
        windows.idf_coverage_in_passage,
        windows.idf_coverage_in_title,
        windows.proximity,
        sentences == 1,
        sentences == MAX_WINDOW_SENTENCES,
        np.log(windows.characters),
        np.maximum(1 - windows.first / 10, 0),
        *_split(expected_and_contained),
        *_split(~windows.contained_types & query.expected_types),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _split(flags: Flags) -> tuple[Flags, ...]:
    return tuple(flags.T)


def _scale(values: Floats) -> Floats:
    extent = float(values.max() - values.min()) or 1.0
    return np.asarray((values - values.min()) / extent, np.float32)
