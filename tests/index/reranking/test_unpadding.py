"""Windows of several lengths end to end, beside the same padded."""

from typing import Any

import numpy as np
import pytest
from tokenizers import Encoding, Tokenizer

from index.encoding.packaged_model import find_packaged_folder
from index.inference.openvino_model import pad
from index.reranking.bundled_model import build, read_weights
from index.reranking.unpadding import build_unpadded, unpad

SHORT, LONG = "No.", "The ferry carries lorries on Sundays, and storks on the chimneys of its funnels. " * 4


@pytest.fixture(scope="module")
def model() -> Any:
    return build(read_weights())


def encode(*windows: str) -> list[Encoding]:
    tokenizer = Tokenizer.from_file(str(find_packaged_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer.encode_batch([("Does the ferry carry lorries?", window) for window in windows])


@pytest.mark.slow
@pytest.mark.parametrize("windows", [[SHORT], [LONG], [SHORT, LONG, "", LONG, SHORT]])
def test_the_logits_are_those_of_the_padded_model(torch: Any, model: Any, windows: list[str]) -> None:
    encoded = encode(*windows)
    with torch.inference_mode():
        padded = model(**{name: torch.from_numpy(values) for name, values in pad(encoded).items()}).logits
        unpadded = build_unpadded(model)(*map(torch.from_numpy, unpad(encoded).values()))

    assert unpadded.shape == padded.shape
    assert float(padded.max() - padded.min()) > 0.1 or len(windows) == 1
    assert torch.allclose(unpadded, padded, atol=1e-4)


def test_windows_stand_end_to_end_and_only_the_end_is_rounded_up() -> None:
    encoded = encode(SHORT, LONG, "")

    inputs = unpad(encoded)

    lengths = list(map(len, encoded))
    tokens = sum(lengths)
    assert [one for window in encoded for one in window.ids] == inputs["ids"][:tokens].tolist()
    assert lengths == inputs["counted"].sum(axis=1).tolist()
    assert (inputs["at"][inputs["places"][:tokens]] == np.arange(tokens)).all()
    assert 0 <= len(inputs["ids"]) - tokens < 32
    assert 0 <= inputs["counted"].shape[1] - max(lengths) < 32


def test_windows_of_about_the_same_lengths_have_the_same_shapes() -> None:
    shapes = [
        {name: values.shape for name, values in unpad(encode(*windows)).items()}
        for windows in ([SHORT, LONG], [LONG, "Yes, it does."])
    ]

    assert shapes[0] == shapes[1]
