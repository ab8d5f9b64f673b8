"""Which questions mean the same."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from index.encoding.encoder import Vectors

ALIKE: Final = 0.65
"""The least cosine of any two questions of a group; `benchmarks/asked_alike.py` measures it."""

_NUMBER: Final = re.compile(r"\d+")
_NEVER: Final = 2.0
"""The greatest distance that there is."""


def group_alike(questions: Sequence[str], vectors: Vectors, alike: float = ALIKE) -> list[list[int]]:
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
    numbers = [set(_NUMBER.findall(question)) for question in questions]
    for pair, (one, other) in enumerate(zip(first, second, strict=True)):
        if numbers[one] and numbers[other] and numbers[one] != numbers[other]:
            distances[pair] = _NEVER
    labels = fcluster(linkage(distances, "complete"), 1 - alike, "distance")
    groups: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        groups.setdefault(int(label), []).append(number)
    return list(groups.values())
