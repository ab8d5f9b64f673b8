"""The interface of encoders."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Rows of unit length, float32: shape `(n, dimension)`."""


class Encoder(Protocol):
    """Turns texts into vectors whose inner product measures similarity of meaning.

    `name` identifies the model: two encoders with the same name return the same vectors. Subclass this class
    for an encoder of your own, and define `name` and `encode`.
    """

    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of the texts, in order: shape `(len(texts), dimension)`, unit length."""
        ...

    def find_drift(self) -> str | None:
        """The fault in one sentence if the vectors are not those of the named model, else None."""
        return None
