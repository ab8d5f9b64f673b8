"""The features by which windows are ranked and judged: each is a number that a person can check."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from index.answering.answer_types import ANSWER_TYPES, Flags
from index.answering.forward_index import MAX_WINDOW_SENTENCES, Floats
from index.answering.windows import PoolPassage, Query, Windows

_LIKENESS: Final = (
    "cosine",
    "max_sentence_cosine",
    "passage_cosine",
    "cosine_in_pool",
    "max_sentence_cosine_in_pool",
    "fused",
    "on_topic",
)
_ON_TOPIC: Final = 0.5
"""The cosine from which a window is about what is asked; how far above says little of whether it answers."""

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
    *_LIKENESS,
    *_WORDING,
    *_SHAPE,
    *(f"holds_expected_{thing}" for thing in ANSWER_TYPES),
    *(f"lacks_expected_{thing}" for thing in ANSWER_TYPES),
)
"""The names of the columns that `measure` gives."""


def measure(pool: Sequence[PoolPassage], windows: Windows, query: Query) -> Floats:
    """Every feature of every window: shape `(n, len(FEATURES))`.

    What ends in `in_pool` is stretched to 0..1 between the least and the greatest of the question's
    windows; `on_topic` is 0 for a window about what is asked, else below it; `length` is the logarithm
    of the characters, and `first_sentences` how near the window is to its document's beginning, 1 at the
    beginning and 0 from the eleventh sentence on. A thing is held or lacked only where the question asks
    for it.
    """
    fused = np.array([one.fused for one in pool], np.float32)
    cosine = np.array([one.cosine for one in pool], np.float32)
    sentences = windows.last - windows.first + 1
    asked_and_held = windows.contained_types & query.expected_types
    columns = (
        windows.cosine,
        windows.max_sentence_cosine,
        cosine[windows.passage],
        _stretch(windows.cosine),
        _stretch(windows.max_sentence_cosine),
        fused[windows.passage],
        np.minimum(windows.cosine - _ON_TOPIC, 0),
        windows.bm25,
        _stretch(windows.bm25),
        windows.idf_coverage,
        windows.idf_coverage_in_passage,
        windows.idf_coverage_in_title,
        windows.proximity,
        sentences == 1,
        sentences == MAX_WINDOW_SENTENCES,
        np.log(windows.characters),
        np.maximum(1 - windows.first / 10, 0),
        *_split(asked_and_held),
        *_split(~windows.contained_types & query.expected_types),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _split(flags: Flags) -> tuple[Flags, ...]:
    return tuple(flags.T)


def _stretch(values: Floats) -> Floats:
    width = float(values.max() - values.min()) or 1.0
    return np.asarray((values - values.min()) / width, np.float32)
