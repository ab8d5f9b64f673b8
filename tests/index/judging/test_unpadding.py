"""Windows of several lengths end to end, beside the same padded."""

from typing import Any

import numpy as np
import pytest
import torch
from tokenizers import Encoding, Tokenizer

from index.compiled_model import pad
from index.encoding.packaged_model import find_packaged_folder
from index.judging.shipped_model import build, read_weights
from index.judging.unpadding import build_unpadded, unpad

SHORT, LONG = "No.", "The ferry carries lorries on Sundays, and storks on the chimneys of its funnels. " * 4


@pytest.fixture(scope="module")
def model() -> Any:
    return build(read_weights())


def encode(*windows: str) -> list[Encoding]:
    tokenizer = Tokenizer.from_file(str(find_packaged_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer.encode_batch([("Does the ferry carry lorries?", window) for window in windows])


@pytest.mark.parametrize("windows", [[SHORT], [LONG], [SHORT, LONG, "", LONG, SHORT]])
def test_the_logits_are_those_of_the_padded_model(model: Any, windows: list[str]) -> None:
    encoded = encode(*windows)
    with torch.inference_mode():
        padded = model(**{name: torch.from_numpy(values) for name, values in pad(encoded).items()}).logits
        unpadded = build_unpadded(model)(*map(torch.from_numpy, unpad(encoded).values()))

    assert unpadded.shape == padded.shape
    assert float(padded.max() - padded.min()) > 0.1 or len(windows) == 1
    assert torch.allclose(unpadded, padded, atol=1e-4)


def test_no_token_is_padding() -> None:
    encoded = encode(SHORT, LONG, "")

    inputs = unpad(encoded)

    lengths = list(map(len, encoded))
    assert [one for window in encoded for one in window.ids] == inputs["ids"].tolist()
    assert (3, max(lengths)) == inputs["counted"].shape
    assert lengths == inputs["counted"].sum(axis=1).tolist()
    assert (inputs["at"][inputs["places"]] == np.arange(sum(lengths))).all()
