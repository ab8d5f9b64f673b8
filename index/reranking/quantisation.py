"""Weights in eight bits: a matrix is kept as whole numbers and a scale for each of its rows.

Symmetric quantisation to -127..127, by rows (Jacob et al. 2018, section 2). A model of BERT's size of layer
loses less than one hundredth of a logit by it; the training command measures how much.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, NDArray[np.float32]]
Packed = Mapping[str, NDArray[np.generic]]

_SCALE: Final = ".scale"
_GREATEST: Final = 127


def pack(weights: Weights) -> dict[str, NDArray[np.generic]]:
    """Matrices as int8 with a scale for each row, all else as float16."""
    packed: dict[str, NDArray[np.generic]] = {}
    for name, values in weights.items():
        if values.ndim == 2:
            scale = np.maximum(np.abs(values).max(axis=1), 1e-12) / _GREATEST
            packed[name] = np.rint(values / scale[:, None]).astype(np.int8)
            packed[name + _SCALE] = scale.astype(np.float32)
        else:
            packed[name] = values.astype(np.float16)
    return packed


def unpack(packed: Packed) -> dict[str, NDArray[np.float32]]:
    """The weights again, as float32."""
    weights = {name: values.astype(np.float32) for name, values in packed.items()}
    for name in (name for name, values in packed.items() if values.dtype == np.int8):
        weights[name] *= weights.pop(name + _SCALE)[:, None]
    return weights
