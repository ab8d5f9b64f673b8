"""Weights in eight bits, and back."""

from collections import OrderedDict
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.reranking.bundled_model import build, read_weights
from index.reranking.quantisation import MAX_INPUT_SUFFIX, pack, quantise_layers, unpack

pytestmark = pytest.mark.slow


@st.composite
def matrices(draw: st.DrawFn) -> NDArray[np.float32]:
    """Matrices of rows of very different size, rows of nothing among them."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    values = st.floats(-1, 1, width=32)
    scales = st.sampled_from([0.0, 1e-20, 1e-6, 0.1, 1.0, 1e4, 1e30])
    drawn = [[draw(values) * scale for _ in range(columns)] for scale in (draw(scales) for _ in range(rows))]
    return np.array(drawn, np.float32)


@given(matrices())
def test_no_number_is_off_by_more_than_half_a_step_of_its_row(matrix: NDArray[np.float32]) -> None:
    found = unpack(pack({"layer.weight": matrix}))["layer.weight"]

    step = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-12).astype(np.float64) / 127
    assert (matrix.shape, np.float32) == (found.shape, found.dtype)
    assert (np.abs(found.astype(np.float64) - matrix) <= step * 0.5001).all()


@given(matrices())
def test_packing_what_was_packed_changes_nothing_more(matrix: NDArray[np.float32]) -> None:
    once = unpack(pack({"a": matrix}))["a"]

    again = unpack(pack({"a": once}))["a"]

    np.testing.assert_allclose(once, again, rtol=1e-6, atol=1e-30)


def test_a_matrix_takes_a_byte_a_number_and_a_scale_a_row() -> None:
    packed = pack({"layer.weight": np.array([[1, -2], [0, 0], [127, 63.5]], np.float32)})

    assert {"layer.weight", "layer.weight.scale"} == packed.keys()
    assert ("int8", "float32") == tuple(str(packed[name].dtype) for name in sorted(packed))
    assert [[64, -127], [0, 0], [127, 64]] == packed["layer.weight"].tolist()
    assert (3,) == packed["layer.weight.scale"].shape


def test_the_greatest_number_of_a_row_stays_itself() -> None:
    matrix = np.array([[0.3, -0.7], [5, 1]], np.float32)

    found = unpack(pack({"a": matrix}))["a"]

    np.testing.assert_allclose([-0.7, 5], [found[0, 1], found[1, 0]], rtol=1e-6)


@given(st.lists(st.floats(-1000, 1000, width=16), min_size=1, max_size=9))
def test_what_is_no_matrix_stays_in_half_precision(values: list[float]) -> None:
    packed = pack({"bias": np.array(values, np.float32)})

    assert {"bias": np.float16} == {name: array.dtype for name, array in packed.items()}
    assert values == unpack(packed)["bias"].tolist()


def test_all_weights_come_back_under_their_names() -> None:
    weights = {
        "encoder.weight": np.ones((2, 3), np.float32),
        "encoder.bias": np.ones(2, np.float32),
        "norm.scale": np.ones(2, np.float32),
        "position": np.ones((1, 2, 3), np.float32),
    }

    unpacked = unpack(pack(weights))

    assert {name: array.shape for name, array in weights.items()} == {
        name: array.shape for name, array in unpacked.items()
    }


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
