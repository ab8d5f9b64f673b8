"""Clustering of questions by meaning."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors

MIN_COSINE: Final = 0.65
"""The least cosine between any two questions of a group, measured by `benchmarks/asked_alike.py`."""

_NUMBER: Final = re.compile(r"\d+")
_MAX_DISTANCE: Final = 2.0
"""The greatest cosine distance: of questions that must not share a group."""


def cluster_questions(
    questions: Sequence[str], vectors: Vectors, min_cosine: float = MIN_COSINE
) -> list[list[int]]:
    """Groups of questions, as indexes into `questions`; `vectors` has shape `(len(questions), dimension)`.

    Any two questions of a group have at least the cosine `min_cosine` (complete linkage), so that no chain of
    small steps joins different meanings. The encoder hardly distinguishes years and other numbers, so two
    questions with different numbers never share a group.
    """
    if len(questions) < 2:
        return [[number] for number in range(len(questions))]
    from scipy.cluster.hierarchy import fcluster, linkage  # imported here: slow to load, unused at opening

    first, second = np.triu_indices(len(questions), 1)
    distances = np.clip(1 - np.sum(vectors[first] * vectors[second], axis=1), 0, _MAX_DISTANCE)
    numbers = _encode_numbers(questions)
    differ = (numbers[first] != numbers[second]) & (numbers[first] > 0) & (numbers[second] > 0)
    distances[differ] = _MAX_DISTANCE
    labels = fcluster(linkage(distances, "complete"), 1 - min_cosine, "distance")
    groups: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        groups.setdefault(int(label), []).append(number)
    return list(groups.values())


def _encode_numbers(questions: Sequence[str]) -> NDArray[np.int64]:
    """A code for the set of numbers in each question, 0 for no numbers: shape `(len(questions),)`."""
    codes: dict[frozenset[str], int] = {frozenset(): 0}
    sets = (frozenset(_NUMBER.findall(question)) for question in questions)
    return np.array([codes.setdefault(numbers, len(codes)) for numbers in sets], np.int64)
