"""The packaged model as OpenVINO runs it, beside the model itself."""

import logging
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import Index
from index.encoding import compiled_encoder
from index.encoding.compiled_encoder import CompiledEncoder
from index.encoding.factory import choose_encoder
from index.encoding.sentence_transformer import SentenceTransformerEncoder

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
TEXTS = [
    "Who said that?",
    "",
    "\0\u202e 🙂 誰",
    "The ferry carries lorries on Sundays. " * 80,
    *(f"Storks have built {number} nests" + " on the chimney" * number for number in range(12)),
]


@pytest.fixture(scope="module")
def reference() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder()


@pytest.fixture(scope="module")
def folder(compiled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the compiled model."""
    return Path(
        shutil.copytree(compiled / "cache" / "encoder", tmp_path_factory.mktemp("models") / "encoder")
    )


@pytest.fixture(scope="module")
def encoder(reference: SentenceTransformerEncoder, folder: Path) -> CompiledEncoder:
    encoder = CompiledEncoder(reference, folder)
    encoder.encode(["compiled"])
    return encoder


def test_the_vectors_are_those_of_the_model_in_order(
    encoder: CompiledEncoder, reference: SentenceTransformerEncoder
) -> None:
    vectors = encoder.encode(TEXTS)

    assert ((len(TEXTS), 384), np.float32) == (vectors.shape, vectors.dtype)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert (vectors * reference.encode(TEXTS)).sum(axis=1).min() >= 0.9999
    assert encoder.name == reference.name
    assert encoder.find_drift() is None


def test_a_vector_does_not_depend_on_what_is_encoded_beside_it(encoder: CompiledEncoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])

    assert (together * alone).sum(axis=1).min() >= 0.9999


def test_several_threads_encode_alike(encoder: CompiledEncoder) -> None:
    expected = encoder.encode(TEXTS)
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(encoder.encode(TEXTS))) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [True] * 4 == [np.allclose(expected, vectors, atol=1e-2) for vectors in found]


@pytest.mark.slow
def test_compiling_leaves_the_log_as_it_was(
    reference: SentenceTransformerEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "level", logging.INFO)
    before = root.level, root.handlers[:], root.filters[:]

    CompiledEncoder(reference, tmp_path).encode(["compiled"])

    assert before == (root.level, root.handlers, root.filters)


ASKING = """
import sys
from pathlib import Path
from index.encoding.factory import choose_encoder

vectors = choose_encoder(Path(sys.argv[1])).encode(["Who said that?"])
print(vectors.shape, sorted({"torch", "transformers", "sentence_transformers"} & set(sys.modules)))
"""


def test_once_it_is_compiled_neither_torch_nor_what_stands_on_it_is_imported(
    encoder: CompiledEncoder, folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "cache" / "encoder")

    asked = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", ASKING, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (0, "(1, 384) []\n", "") == (asked.returncode, asked.stdout, asked.stderr)


def test_a_question_that_was_encoded_ahead_needs_no_model(
    reference: SentenceTransformerEncoder, encoder: CompiledEncoder, folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "cache")
    asked = CompiledEncoder(reference, tmp_path / "cache")

    asked.encode_ahead("Who said that?")
    shutil.rmtree(tmp_path / "cache")

    assert np.array_equal(encoder.encode(["Who said that?"]), asked.encode(["Who said that?"]))
    assert not (tmp_path / "cache").exists()


def test_after_warming_up_no_question_waits_for_a_model(
    reference: SentenceTransformerEncoder,
    encoder: CompiledEncoder,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    questions = [" ".join(["storks"] * words) for words in (2, 30, 100)]
    expected = [encoder.encode([question]) for question in questions]
    own = CompiledEncoder(reference, folder)
    with Index.open(tmp_path / "data", encoder=own) as index:
        index.warm_up()

    monkeypatch.setattr(compiled_encoder, "OpenVinoModel", None)

    assert np.array_equal(expected, [own.encode([question]) for question in questions])


def test_nothing_is_compiled_to_encode_ahead(reference: SentenceTransformerEncoder, tmp_path: Path) -> None:
    CompiledEncoder(reference, tmp_path / "nothing").encode_ahead("Who said that?")

    assert not (tmp_path / "nothing").exists()


@pytest.mark.slow
@pytest.mark.parametrize("kept", [0, 200, 1_000_000])
def test_what_was_compiled_and_then_damaged_is_compiled_again(
    encoder: CompiledEncoder, reference: SentenceTransformerEncoder, folder: Path, tmp_path: Path, kept: int
) -> None:
    shutil.copytree(folder, tmp_path / "damaged")
    for path in filter(Path.is_file, (tmp_path / "damaged").rglob("*")):
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[:kept])

    again = CompiledEncoder(reference, tmp_path / "damaged")

    assert np.array_equal(encoder.encode(TEXTS[:2]), again.encode(TEXTS[:2]))


def fall_back(
    reference: SentenceTransformerEncoder, folder: Path, caplog: pytest.LogCaptureFixture
) -> list[str]:
    """The log while two texts are encoded, after checking that the vectors equal the reference's."""
    encoder = CompiledEncoder(reference, folder)
    with caplog.at_level(logging.WARNING, logger=compiled_encoder.__name__):
        vectors = [encoder.encode([text]) for text in TEXTS[:2]]
    assert np.array_equal(vectors, [reference.encode([text]) for text in TEXTS[:2]])
    assert encoder.find_drift() is None
    return [record.getMessage() for record in caplog.records if record.name == compiled_encoder.__name__]


def test_without_openvino_the_model_itself_encodes_which_is_told_once(
    reference: SentenceTransformerEncoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(compiled_encoder, "is_installed", lambda: False)

    assert ["OpenVINO is not installed, so texts are encoded by torch, which is slower."] == fall_back(
        reference, tmp_path, caplog
    )
    assert [] == list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_model_that_comes_out_otherwise_encodes_itself_and_nothing_of_it_stays(
    reference: SentenceTransformerEncoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def embed_the_first_word(model: Any, inputs: dict[str, Any]) -> Any:
        return model(inputs)["token_embeddings"][:, 0, :]

    monkeypatch.setattr(compiled_encoder, "_embed", embed_the_first_word)

    [told] = fall_back(reference, tmp_path, caplog)

    assert "its vectors differ, with a cosine of " in told
    assert [] == list(tmp_path.glob("*.xml"))


def test_a_model_that_cannot_be_converted_encodes_itself(
    reference: SentenceTransformerEncoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(reference, "load", lambda: "no model of torch")

    [told] = fall_back(reference, tmp_path, caplog)

    assert told.startswith(f"OpenVINO cannot run {reference.name}, so torch runs it, which is slower: ")


def test_other_vectors_than_those_of_the_model_are_drift(
    encoder: CompiledEncoder,
    reference: SentenceTransformerEncoder,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(folder, tmp_path / "drifting")
    monkeypatch.setattr(reference, "encode", lambda texts: encoder.encode(texts)[::-1])

    drift = CompiledEncoder(reference, tmp_path / "drifting").find_drift()

    assert not (tmp_path / "drifting").exists()

    assert drift is not None
    assert "gives different vectors from the model (cosine " in drift


@pytest.mark.slow
def test_any_model_in_a_folder_is_compiled_under_the_digest_of_its_files(
    encoder: CompiledEncoder, reference: SentenceTransformerEncoder, folder: Path, tmp_path: Path
) -> None:
    own = tmp_path / "model"
    shutil.copytree(str(reference.folder), own)
    [kept] = folder.glob("*.xml")
    named = choose_encoder(tmp_path, str(own))

    vectors = named.encode(TEXTS[:2])

    [own_kept] = (tmp_path / "cache" / "encoder").glob("*.xml")
    assert (str(own), True) == (named.name, own_kept.name != kept.name)
    assert np.allclose(vectors, encoder.encode(TEXTS[:2]), atol=1e-3)


@pytest.mark.parametrize("model", ["somebody/else", "/a/folder"])
def test_choosing_loads_and_writes_nothing(tmp_path: Path, model: str) -> None:
    chosen = [choose_encoder(tmp_path / "data", model, device) for device in ("cpu", "cuda")]

    assert [model, model] == [encoder.name for encoder in chosen]
    assert [CompiledEncoder, SentenceTransformerEncoder] == [type(encoder) for encoder in chosen]
    assert [] == list(tmp_path.iterdir())
