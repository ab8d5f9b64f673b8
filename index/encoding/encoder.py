"""The interface of encoders: a name and one method."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Rows of unit length, float32: shape `(n, dimension)`."""


class Encoder(Protocol):
    """Turns texts into vectors whose inner product measures similarity of meaning.

    `name` identifies the model: two encoders with the same name return the same vectors.
    """

    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of the texts, in order: shape `(len(texts), dimension)`, unit length."""
        ...
