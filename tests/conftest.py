"""What most tests start from: an encoder without a model, and an empty record."""

import gc
from collections.abc import Generator, Iterator
from functools import lru_cache
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from index import Index
from index.attribution import analysis
from index.attribution.parser import parse
from index.encoding.factory import choose_encoder
from index.reading import files
from index.reading.readers import read_in_process
from index.reading.sandbox.sandbox import read_in_sandbox
from index.reranking.bundled_reranker import BundledReranker
from index.store import database
from index.store.file_lock import hold_lock
from tests.fakes import HashingEncoder
from tests.strength import register_profiles

register_profiles()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without the garbage collector, which looks through all modules and tests a hundred times.

    It takes a quarter of the time; afterwards it leaves out what is there now and stays.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _unconfined() -> Iterator[None]:
    """Files are read in this process, where a process for each would take most of the time of all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "read_in_sandbox", lambda raw, name, _limits: read_in_process(raw, name))
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """SQLAlchemy compiles a statement once, not again for each record that is opened."""
    create = database._create_engine
    dialect, compiled = create_engine("sqlite://").dialect, dict[Any, Any]()

    def create_sharing(path: Path, patience: float) -> Engine:
        engine = create(path, patience)
        engine.dialect = dialect
        engine.update_execution_options(compiled_cache=compiled)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_create_engine", create_sharing)
        yield


@pytest.fixture(autouse=True)
def _parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser reads a text once, of which many are added by test after test."""
    monkeypatch.setattr(analysis, "parse", lambda texts: (_parse(text) for text in texts))


@lru_cache(maxsize=500)
def _parse(text: str) -> Any:
    (doc,) = parse([text])
    return doc


@pytest.fixture
def confined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in processes of their own, as they are outside tests."""
    monkeypatch.setattr(files, "read_in_sandbox", read_in_sandbox)


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder into which the packaged models were compiled, once for all processes of this run.

    Whoever uses a model copies it first: running it writes there as well.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "compiled"
    folder.mkdir(exist_ok=True)
    with hold_lock(folder, "lock"):
        if not (folder / "cache").exists():
            choose_encoder(folder).encode(["compiled"])
            BundledReranker(folder / "cache" / "reader").score("compiled", ["compiled"])
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder without documents, as the program makes it: copying it takes less time than making it."""
    folder = tmp_path_factory.mktemp("made_once") / "data"
    Index.open(folder, encoder=HashingEncoder()).close()
    return folder


@pytest.fixture
def empty(made_once: Path, data: Path) -> Path:
    """A data folder without documents, for vectors of `encoder`."""
    return Path(copytree(made_once, data))


@pytest.fixture
def record(empty: Path, encoder: HashingEncoder) -> Iterator[Index]:
    """An open record without documents and without a corpus folder."""
    with Index.open(empty, encoder=encoder) as index:
        yield index
