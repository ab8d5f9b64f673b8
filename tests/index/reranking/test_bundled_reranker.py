"""The reader that ships, as it ships."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from index.reranking import bundled_model
from index.reranking.bundled_reranker import BundledReranker

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
QUESTION = "Does the ferry carry lorries?"
WINDOWS = [
    "The ferry does not carry lorries.",
    "Storks build their nests on chimneys.",
    "The ferry carries lorries on Sundays. " * 40,
    "誰",
]


@pytest.fixture(scope="module")
def folder(compiled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the compiled reader."""
    return Path(shutil.copytree(compiled / "cache" / "reader", tmp_path_factory.mktemp("models") / "reader"))


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[BundledReranker]:
    yield BundledReranker(folder)


def test_what_answers_has_a_greater_logit_than_what_does_not(reader: BundledReranker) -> None:
    answer, other = reader.score(QUESTION, WINDOWS[:2])

    assert answer > other


def test_a_logit_does_not_depend_on_what_is_read_beside_it(reader: BundledReranker) -> None:
    logits = reader.score(QUESTION, WINDOWS)

    alone = [float(reader.score(QUESTION, [window])[0]) for window in WINDOWS]
    assert ((4,), np.float32) == (logits.shape, logits.dtype)
    assert alone == pytest.approx(logits.tolist(), abs=0.1)


def test_of_no_windows_there_is_nothing_to_read(reader: BundledReranker) -> None:
    assert [] == reader.score(QUESTION, []).tolist()


@pytest.mark.parametrize("question", ["ab " * 333, "誰" * 1000, "a" * 1000, "7", "\0", "🙂"])
def test_any_question_can_be_read_with_any_window(reader: BundledReranker, question: str) -> None:
    logits = reader.score(question, [*WINDOWS, "", "\0\u202e", "a" * 5000])

    assert np.isfinite(logits).all()


def test_several_threads_read_alike(reader: BundledReranker) -> None:
    expected = reader.score(QUESTION, WINDOWS).tolist()
    found: list[list[float]] = []
    threads = [
        threading.Thread(target=lambda: found.append(reader.score(QUESTION, WINDOWS).tolist()))
        for _ in range(4)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [expected] * 4 == found


def test_what_was_compiled_is_kept_under_the_readers_name(reader: BundledReranker, folder: Path) -> None:
    expected = reader.score(QUESTION, WINDOWS).tolist()
    kept = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    again = BundledReranker(folder)

    assert expected == again.score(QUESTION, WINDOWS).tolist()
    assert reader.name == again.name
    assert kept == {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    name = reader.name.replace(" ", "-")
    assert {f"{name}-unpadded.xml", f"{name}-unpadded.bin", "compiled"} == kept.keys()


def test_loading_compiles_nothing(tmp_path: Path) -> None:
    BundledReranker(tmp_path / "nothing").load()

    assert not (tmp_path / "nothing").exists()


@pytest.mark.slow
def test_what_was_compiled_may_be_deleted(reader: BundledReranker, tmp_path: Path, folder: Path) -> None:
    expected = reader.score(QUESTION, WINDOWS).tolist()
    shutil.copytree(folder, tmp_path / "reader")
    for path in filter(Path.is_file, (tmp_path / "reader").rglob("*")):
        path.unlink()

    assert expected == BundledReranker(tmp_path / "reader").score(QUESTION, WINDOWS).tolist()


@pytest.mark.slow
def test_what_an_earlier_version_compiled_is_deleted_when_this_one_compiles(tmp_path: Path) -> None:
    old = tmp_path / "packaged-0123456789ab.xml", tmp_path / "compiled" / "1.blob"
    old[1].parent.mkdir()
    for path in old:
        path.write_bytes(b"old")

    BundledReranker(tmp_path).score(QUESTION, WINDOWS)

    assert [False, False] == [path.exists() for path in old]


@pytest.mark.slow
def test_what_was_compiled_and_then_damaged_is_compiled_again(
    reader: BundledReranker, tmp_path: Path, folder: Path
) -> None:
    expected = reader.score(QUESTION, WINDOWS).tolist()
    shutil.copytree(folder, tmp_path / "reader")
    for path in filter(Path.is_file, (tmp_path / "reader").rglob("*")):
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[:200])

    assert expected == BundledReranker(tmp_path / "reader").score(QUESTION, WINDOWS).tolist()


ENDING = """
import os, signal, sys
from pathlib import Path
from index.reranking.bundled_reranker import BundledReranker

signal.signal(signal.SIGTERM, lambda *_: print("heard"))
one, two = BundledReranker(Path(sys.argv[1])), BundledReranker(Path(sys.argv[1]))
one.score("Why?", ["Because."])
two.score("Why?", ["Because."])
del one
del two
os.kill(os.getpid(), signal.SIGTERM)
"""


def test_a_signal_is_heard_when_readers_have_ended(reader: BundledReranker, folder: Path) -> None:
    reader.score(QUESTION, WINDOWS)  # so that it is compiled

    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", ENDING, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (0, "heard\n") == (ended.returncode, ended.stdout)


@pytest.mark.parametrize("name", ["weights.safetensors", "config.json"])
@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"{")])
def test_an_installation_without_sound_files_of_the_reader_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, damage: Callable[[Path], object]
) -> None:
    model = tmp_path / "model"
    shutil.copytree(bundled_model._MODEL, model)
    monkeypatch.setattr(bundled_model, "_MODEL", model)
    monkeypatch.setattr(bundled_model, "WEIGHTS", model / "weights.safetensors")
    damage(model / name)

    with pytest.raises(ModelError, match="Install the program again"):
        BundledReranker(tmp_path / "compiled").score(QUESTION, WINDOWS)
