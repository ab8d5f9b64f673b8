"""Vectors and sources, as they are stored and as they come back."""

import json

import numpy as np
import pytest

from index.domain.document import Metadata
from index.store.rows import metadata_columns, pack_vector, unpack_vectors
from index.store.schema import versions
from tests.fakes import HashingEncoder


def test_a_vector_takes_two_bytes_a_number_and_comes_back_almost_the_same() -> None:
    vectors = HashingEncoder().encode(["Storks build their nests on chimneys.", "They come back in spring."])

    packed = [pack_vector(vector) for vector in vectors]

    assert [2 * 64] * 2 == [len(blob) for blob in packed]
    assert vectors == pytest.approx(unpack_vectors(packed), abs=1e-3)
    assert [1.0, 1.0] == pytest.approx(np.linalg.norm(unpack_vectors(packed), axis=1))


def test_stored_vectors_are_little_endian_halves_on_every_machine() -> None:
    assert bytes.fromhex("003c00c0") == pack_vector(np.array([1, -2], np.float32))


def test_no_vectors_have_no_rows() -> None:
    assert (0, 0) == unpack_vectors([]).shape


def test_every_part_of_a_source_has_its_column() -> None:
    columns = metadata_columns(Metadata(title="A", about=("S01", "Sé2")))

    assert set(Metadata.model_fields) == set(columns)
    assert set(columns) <= set(versions.c.keys())
    assert ["S01", "Sé2"] == json.loads(columns["about"])
