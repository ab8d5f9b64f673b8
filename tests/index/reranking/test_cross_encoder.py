"""Cross-encoders by name or folder, from folders of this test: nothing is fetched."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.encoding.packaged_model import find_packaged_model
from index.errors import ModelError
from index.reranking.cross_encoder import CrossEncoderReranker
from tests.index.writing import write

CONFIG = {
    "model_type": "bert",
    "architectures": ["BertForSequenceClassification"],
    "hidden_size": 8,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 8,
    "max_position_embeddings": 64,
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model hub: asking one fails at once."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


def make_model(folder: Path, labels: int) -> str:
    """A cross-encoder of one small layer that was never trained."""
    from transformers import BertConfig, BertForSequenceClassification

    config = BertConfig(**CONFIG, num_labels=labels)
    BertForSequenceClassification(config).save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        if (find_packaged_model() / name).exists():
            shutil.copy(find_packaged_model() / name, folder)
    return str(folder)


def test_a_reader_is_known_by_its_name_before_it_is_loaded() -> None:
    assert "somebody/else" == CrossEncoderReranker("somebody/else").name


def test_of_no_windows_there_is_nothing_to_read() -> None:
    assert [] == CrossEncoderReranker("/no/such/folder").score("who?", []).tolist()


@pytest.mark.slow
def test_every_window_gets_a_logit_whatever_stands_beside_it(tmp_path: Path) -> None:
    reader = CrossEncoderReranker(make_model(tmp_path / "model", 1))
    windows = ["The ferry is late.", "word " * 500, "誰", ""]

    logits = reader.score("Is the ferry late?", windows)

    assert ((4,), np.float32) == (logits.shape, logits.dtype)
    alone = [float(reader.score("Is the ferry late?", [window])[0]) for window in windows]
    assert alone == pytest.approx(logits.tolist(), abs=1e-4)


def test_a_logit_is_no_probability(tmp_path: Path) -> None:
    """Else what is weighed beside it would be squeezed into 0..1."""
    folder = make_model(tmp_path / "model", 1)
    reader = CrossEncoderReranker(folder)
    before = float(reader.score("who?", ["Ann"])[0])

    from safetensors.numpy import load_file, save_file

    weights = load_file(Path(folder) / "model.safetensors")
    weights["classifier.bias"] = weights["classifier.bias"] + 40
    save_file(weights, Path(folder) / "model.safetensors", metadata={"format": "pt"})

    assert before + 40 == pytest.approx(
        float(CrossEncoderReranker(folder).score("who?", ["Ann"])[0]), abs=1e-3
    )


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_model_that_gives_several_numbers_is_refused(tmp_path: Path, count: int) -> None:
    reader = CrossEncoderReranker(make_model(tmp_path / "model", 2))

    with pytest.raises(ModelError, match="more than one number"):
        reader.score("who?", ["Ann"] * count)


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"config.json": "{"},
        {"config.json": '{"model_type": "unheard of"}'},
        {"config.json": json.dumps(CONFIG)},
        {"config.json": json.dumps(CONFIG), "model.safetensors": "no weights"},
    ],
)
def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path, files: dict[str, str]) -> None:
    (tmp_path / "model").mkdir()
    for name, text in files.items():
        write(tmp_path / "model" / name, text)

    with pytest.raises(
        ModelError, match=r"cannot be loaded\. Give the name of a sentence-transformers cross-encoder"
    ):
        CrossEncoderReranker(str(tmp_path / "model")).score("who?", ["Ann"])


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        CrossEncoderReranker(str(tmp_path / "absent")).score("who?", ["Ann"])
