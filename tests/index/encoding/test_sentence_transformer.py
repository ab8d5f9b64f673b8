"""The reference encoder, as far as it works without loading a model."""

import pytest

from index.encoding.packaged_model import DEFAULT_MODEL
from index.encoding.sentence_transformer import SentenceTransformerEncoder


@pytest.mark.parametrize("model", [DEFAULT_MODEL, "somebody/else", "/a/folder"])
def test_a_model_is_known_by_its_name_before_it_is_loaded(model: str) -> None:
    assert model == SentenceTransformerEncoder(model).name


def test_the_packaged_model_is_taken_where_no_other_is_named() -> None:
    assert DEFAULT_MODEL == SentenceTransformerEncoder().name
