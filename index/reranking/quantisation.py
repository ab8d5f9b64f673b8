"""Int8 weights and layers.

Weights are stored as integers with one scale for each row: symmetric quantisation to -127..127 (Jacob et al.
2018, section 2). It changes the logits of the bundled model by less than 0.01; the training command measures
how much.

Int8 layers quantise their inputs as well. The range of inputs differs greatly between channels. So each
channel is divided by its greatest observed value, and the corresponding weights are multiplied by it, which
moves the difficulty to the weights (Xiao et al. 2023, SmoothQuant, with alpha 1). The greatest values are
measured by `benchmarks/training/inputs.py` and stored with the weights.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, NDArray[np.float32]]
Packed = Mapping[str, NDArray[np.generic]]

_SCALE_SUFFIX: Final = ".scale"
_INT8_MAX: Final = 127
"""Symmetric: from -127 to 127."""


def pack(weights: Weights) -> dict[str, NDArray[np.generic]]:
    """Matrices as int8 with a scale for each row, other weights as float16."""
    packed: dict[str, NDArray[np.generic]] = {}
    for name, values in weights.items():
        if values.ndim == 2:
            scale = np.maximum(np.abs(values).max(axis=1), 1e-12) / _INT8_MAX
            packed[name] = np.rint(values / scale[:, None]).astype(np.int8)
            packed[name + _SCALE_SUFFIX] = scale.astype(np.float32)
        else:
            packed[name] = values.astype(np.float16)
    return packed


def unpack(packed: Packed) -> dict[str, NDArray[np.float32]]:
    """The weights as float32."""
    weights = {name: values.astype(np.float32) for name, values in packed.items()}
    for name in (name for name, values in packed.items() if values.dtype == np.int8):
        weights[name] *= weights.pop(name + _SCALE_SUFFIX)[:, None]
    return weights


MAX_INPUT_SUFFIX: Final = ".greatest"
"""Suffix, among the weights, of a layer's greatest absolute inputs: shape `(channels,)`."""

_MIN_SCALE: Final = 1e-3
"""Lower bound of a channel's scale, so that channels that are nearly always zero are not amplified."""


def quantise_layers(model: Any, weights: Mapping[str, NDArray[np.float32]]) -> Any:
    """The model, with each layer whose greatest inputs are among the weights replaced by an int8 layer."""
    import torch

    for name in (name for name in weights if name.endswith(MAX_INPUT_SUFFIX)):
        path, _, attribute = name.removesuffix(MAX_INPUT_SUFFIX).rpartition(".")
        parent = model.get_submodule(path)
        greatest = torch.from_numpy(np.maximum(weights[name], _MIN_SCALE))
        setattr(parent, attribute, _int8_linear()(getattr(parent, attribute), greatest))
    return model


@cache
def _int8_linear() -> type[Any]:
    """The layer class, created on first use, since importing torch takes seconds."""
    import torch

    class Int8Linear(torch.nn.Module):
        """A linear layer with fake quantisation, which OpenVINO's converter turns into int8 operations."""

        factors: torch.Tensor
        scales: torch.Tensor
        zeros: torch.Tensor

        def __init__(self, layer: Any, greatest: Any) -> None:
            super().__init__()
            self.weight = torch.nn.Parameter(layer.weight.detach() * greatest)
            self.bias = layer.bias
            self.register_buffer("factors", 1 / greatest)
            self.register_buffer("scales", self.weight.detach().abs().amax(1).clamp(min=1e-12) / _INT8_MAX)
            self.register_buffer("zeros", torch.zeros(len(self.weight), dtype=torch.int32))

        def forward(self, values: Any) -> Any:
            values = torch.fake_quantize_per_tensor_affine(values * self.factors, 1 / _INT8_MAX, 128, 0, 255)
            weight = torch.fake_quantize_per_channel_affine(
                self.weight, self.scales, self.zeros, 0, -_INT8_MAX, _INT8_MAX
            )
            return torch.nn.functional.linear(values, weight, self.bias)

    return Int8Linear
