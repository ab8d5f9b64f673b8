"""Layers that compute in eight bits."""

from collections import OrderedDict
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.reranking.bundled_model import build, read_weights
from index.reranking.int8_layers import MAX_INPUT_SUFFIX, quantise_layers


@pytest.fixture(autouse=True)
def no_learning(torch: Any) -> Any:
    with torch.inference_mode():
        yield


def inputs(torch: Any, spread: float) -> Any:
    """Fifty inputs of eight channels, the last of which is `spread` times as large as the others."""
    torch.manual_seed(1)
    return (torch.rand(50, 8) * 2 - 1) * torch.tensor([*[1.0] * 7, spread])


def greatest(values: Any) -> NDArray[np.float32]:
    return values.abs().amax(0).numpy()


@pytest.mark.parametrize("spread", [1, 30, 1000])
def test_the_result_stays_near_however_unevenly_channels_are_spread(torch: Any, spread: float) -> None:
    layer, values = torch.nn.Sequential(torch.nn.Linear(8, 6)), inputs(torch, spread)
    exact = layer(values)

    rounded = quantise_layers(layer, {f"0{MAX_INPUT_SUFFIX}": greatest(values)})(values)

    step = exact.std() / 127
    assert 0 < float((rounded - exact).abs().mean()) < 2 * float(step)


def test_inputs_are_rounded_to_steps_of_their_channel_and_weights_to_steps_of_their_row(torch: Any) -> None:
    layer = torch.nn.Linear(2, 1, bias=False)
    layer.weight.copy_(torch.tensor([[1.0, 0.0]]))

    rounded = quantise_layers(
        torch.nn.Sequential(layer), {f"0{MAX_INPUT_SUFFIX}": np.array([127, 1], np.float32)}
    )

    assert [[3.0], [-4.0], [0.0]] == rounded(torch.tensor([[3.4, 0.9], [-3.6, 0.1], [0.4, 1]])).round(
        decimals=4
    ).tolist()


def test_what_is_greater_than_all_that_was_seen_is_cut(torch: Any) -> None:
    layer = torch.nn.Linear(1, 1, bias=False)
    layer.weight.copy_(torch.tensor([[1.0]]))

    rounded = quantise_layers(torch.nn.Sequential(layer), {f"0{MAX_INPUT_SUFFIX}": np.array([2], np.float32)})

    assert [2.0, -2.0] == pytest.approx(rounded(torch.tensor([[9.0], [-9.0]])).flatten().tolist(), abs=0.02)


def test_a_channel_in_which_nothing_was_seen_does_no_harm(torch: Any) -> None:
    layer = torch.nn.Sequential(torch.nn.Linear(8, 6))

    rounded = quantise_layers(layer, {f"0{MAX_INPUT_SUFFIX}": np.zeros(8, np.float32)})(inputs(torch, 1))

    assert bool(torch.isfinite(rounded).all())


def test_only_layers_that_were_measured_are_rounded(torch: Any) -> None:
    inner = torch.nn.Sequential(torch.nn.Linear(6, 3))
    model = torch.nn.Sequential(OrderedDict(first=torch.nn.Linear(8, 6), inner=inner))
    kept, values = model.first, inputs(torch, 1)
    name = f"inner.0{MAX_INPUT_SUFFIX}"

    rounded = quantise_layers(model, {name: greatest(kept(values)), "first.weight": kept.weight.numpy()})

    assert kept is rounded.first
    assert not isinstance(rounded.inner[0], torch.nn.Linear)


def test_every_layer_of_the_encoder_that_ships_was_measured(torch: Any) -> None:
    weights = read_weights()
    layers = {
        name + MAX_INPUT_SUFFIX
        for name, layer in build(weights).named_modules()
        if isinstance(layer, torch.nn.Linear) and ".encoder." in name
    }

    measured = {name for name in weights if name.endswith(MAX_INPUT_SUFFIX)}

    assert layers == measured
    assert all(np.isfinite(weights[name]).all() and (weights[name] > 0).all() for name in measured)
