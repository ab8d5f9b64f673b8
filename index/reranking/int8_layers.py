"""A model's layers as they are computed in eight bits: their inputs are rounded as well as their weights.

What a layer is given spreads very unevenly over its channels, so each channel is divided by the greatest
value that was seen in it, and the weights that it meets are multiplied by that: the whole difficulty moved
from inputs to weights, which are rounded by rows (Xiao et al. 2023, SmoothQuant, with its alpha at 1).
The greatest values are measured by `benchmarks/training/inputs.py` and ship with the weights.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

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
