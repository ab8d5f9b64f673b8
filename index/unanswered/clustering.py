"""Which questions mean the same."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors

MIN_COSINE: Final = 0.65
"""The least cosine of any two questions of a group; `benchmarks/asked_alike.py` measures it."""

_NUMBER: Final = re.compile(r"\d+")
_NEVER: Final = 2.0
"""The greatest distance that there is."""


def cluster_questions(
    questions: Sequence[str], vectors: Vectors, alike: float = MIN_COSINE
) -> list[list[int]]:
    """The numbers of the questions, group by group; `vectors` has shape `(len(questions), dimension)`.

    Any two of a group are alike, so that no chain of small steps leads from one meaning to another (complete
    linkage). The model hardly tells years and other numbers apart, so two questions with different ones
    are never alike.
    """
    if len(questions) < 2:
        return [[number] for number in range(len(questions))]
    from scipy.cluster.hierarchy import fcluster, linkage  # half a second, which opening need not take

    first, second = np.triu_indices(len(questions), 1)
    distances = np.clip(1 - np.sum(vectors[first] * vectors[second], axis=1), 0, _NEVER)
    numbers = _tell_numbers(questions)
    differ = (numbers[first] != numbers[second]) & (numbers[first] > 0) & (numbers[second] > 0)
    distances[differ] = _NEVER
    labels = fcluster(linkage(distances, "complete"), 1 - alike, "distance")
    groups: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        groups.setdefault(int(label), []).append(number)
    return list(groups.values())


def _tell_numbers(questions: Sequence[str]) -> NDArray[np.int64]:
    """A code for the numbers that each question holds, 0 for none: shape `(len(questions),)`."""
    codes: dict[frozenset[str], int] = {frozenset(): 0}
    held = (frozenset(_NUMBER.findall(question)) for question in questions)
    return np.array([codes.setdefault(numbers, len(codes)) for numbers in held], np.int64)
