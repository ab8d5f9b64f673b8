"""The seam between windows and what judges them: anything with a name and one method."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float32]
"""Greater for a surer answer, of any sign and size: shape `(n,)`."""


class Reranker(Protocol):
    """Reads a question and a window together, and says how surely the window answers.

    `name` tells readers apart: what was fitted to one reader's logits holds for no other.
    """

    @property
    def name(self) -> str: ...

    def score(self, question: str, windows: Sequence[str]) -> Logits:
        """The logits of windows, which are slices of text, in order."""
        ...
