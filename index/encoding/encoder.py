"""The seam between texts and vectors: anything with a name and one method."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Rows of unit length, float32: shape `(n, dimension)`."""


class Encoder(Protocol):
    """Turns texts into vectors whose inner product says how alike the texts are.

    `name` tells models apart: two encoders of one name give the same vectors.
    """

    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of the texts, in order: shape `(len(texts), dimension)`, unit length."""
        ...
