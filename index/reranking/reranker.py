"""The interface of rerankers: a name and one method."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float32]
"""Unbounded scores, higher for better answers: shape `(n,)`."""


class Reranker(Protocol):
    """Scores how well a window answers a question, reading both together.

    `name` identifies the model: weights fitted to the logits of one do not apply to another.
    """

    @property
    def name(self) -> str: ...

    def score(self, question: str, windows: Sequence[str]) -> Logits:
        """The logits of windows (slices of text), in order."""
        ...
