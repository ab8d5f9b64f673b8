"""Weights in eight bits, and back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.reranking.quantisation import pack, unpack


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
