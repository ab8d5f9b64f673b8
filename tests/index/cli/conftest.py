"""The command line, run in this process, on folders of its own and without a model."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from index import Index
from index.cli.app import main
from index.encoding.packaged_model import DEFAULT_MODEL
from tests.fakes import HashingEncoder
from tests.index.writing import LETTER, REPORT, add, write


@dataclass(frozen=True)
class Result:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on stdout."""
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An empty corpus folder."""
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


@pytest.fixture
def run(
    data: Path,
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs a command on the folders of this test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECORD_DATA", str(data))
    monkeypatch.setenv("RECORD_CORPUS", str(corpus))
    monkeypatch.delenv("RECORD_MODEL", raising=False)
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)  # so that loading the model fails

    def run_command(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["index", *arguments])
        with pytest.raises(SystemExit) as exited:
            main()
        captured = capsys.readouterr()
        return Result(int(exited.value.code or 0), captured.out, captured.err)

    return run_command


@dataclass(frozen=True)
class Filled:
    """A folder, and the ids of a letter, of a report, and of a text that was removed."""

    folder: Path
    letter: str
    report: str
    removed: str


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """A record filled under the packaged model's name, so that commands open it without the model."""
    folder = tmp_path_factory.mktemp("template") / "data"
    with Index.open(folder, encoder=HashingEncoder(DEFAULT_MODEL)) as index:
        letter = add(index, LETTER, ending=".md", title=None)
        report = add(index, REPORT, ending=".md", title=None)
        removed = add(index, "Storks build their nests on chimneys.", title="On storks")
        index.remove(removed.id)
        index.engine.search.catch_up()
    return Filled(folder, letter.id, report.id, removed.id)


@pytest.fixture
def filled(template: Filled, data: Path) -> Filled:
    """A copy of that record in this test's data folder."""
    shutil.copytree(template.folder, data)
    return replace(template, folder=data)


@pytest.fixture
def encoded_text(filled: Filled, tmp_path: Path) -> Path:
    """A file whose text was encoded before: adding it needs no model."""
    return write(tmp_path / "On storks.txt", "Storks build their nests on chimneys.")
