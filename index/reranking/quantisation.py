"""8-bit weights and layers.

Weights are stored as integers with a scale for each row: symmetric quantisation to -127..127 (Jacob et al.
2018, section 2). A model with layers of BERT's size loses less than a hundredth of a logit by it; the
training command measures how much.

Layers computed in eight bits have their inputs rounded as well. Inputs spread very unevenly over the
channels, so each channel is divided by the greatest value that was seen in it, and the weights that it meets
are multiplied by that: the difficulty moves from inputs to weights, which are rounded by rows (Xiao et al.
2023, SmoothQuant, with its alpha at 1). The greatest inputs are measured by `benchmarks/training/inputs.py`
and ship with the weights.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

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


MAX_INPUT_SUFFIX: Final = ".greatest"
"""What the name of a layer's greatest inputs, shape `(channels,)`, ends with, among the weights."""

_STEPS: Final = 127

_LEAST: Final = 1e-3
"""No channel is divided by less: what never was more than nothing would be blown up."""


def quantise_layers(model: Any, weights: Mapping[str, NDArray[np.float32]]) -> Any:
    """The model, each of whose layers with known greatest inputs is replaced by one in eight bits."""
    import torch

    for name in (name for name in weights if name.endswith(MAX_INPUT_SUFFIX)):
        parent, _, own = name.removesuffix(MAX_INPUT_SUFFIX).rpartition(".")
        owner = model.get_submodule(parent)
        greatest = torch.from_numpy(np.maximum(weights[name], _LEAST))
        setattr(owner, own, _rounded()(getattr(owner, own), greatest))
    return model


@cache
def _rounded() -> type[Any]:
    """The class of such a layer: made when first asked for, as loading torch takes seconds."""
    import torch

    class Rounded(torch.nn.Module):
        """A linear layer that computes as one in eight bits does. A converter recognises its steps."""

        factors: torch.Tensor
        scales: torch.Tensor
        zeros: torch.Tensor

        def __init__(self, layer: Any, greatest: Any) -> None:
            super().__init__()
            self.weight = torch.nn.Parameter(layer.weight.detach() * greatest)
            self.bias = layer.bias
            self.register_buffer("factors", 1 / greatest)
            self.register_buffer("scales", self.weight.detach().abs().amax(1).clamp(min=1e-12) / _STEPS)
            self.register_buffer("zeros", torch.zeros(len(self.weight), dtype=torch.int32))

        def forward(self, values: Any) -> Any:
            values = torch.fake_quantize_per_tensor_affine(values * self.factors, 1 / _STEPS, 128, 0, 255)
            weight = torch.fake_quantize_per_channel_affine(
                self.weight, self.scales, self.zeros, 0, -_STEPS, _STEPS
            )
            return torch.nn.functional.linear(values, weight, self.bias)

    return Rounded
