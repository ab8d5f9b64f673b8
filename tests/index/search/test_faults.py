"""Whatever happens to the files of a search cache, the record opens and is asked: they are made anew."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import Index
from tests.fakes import HashingEncoder
from tests.index.search.faulty_process import QUESTION, change, open_record

ENGINES = ("dense", "lexical", "spelling")


@pytest.fixture
def record(data: Path) -> Iterator[Index]:
    with open_record(data) as index:
        yield index


def find_answer(record: Index) -> str:
    return record.ask(QUESTION).quotations[0].text


def is_sound(record: Index) -> bool:
    return [] == record.check() and "Storks build" in find_answer(record)


def list_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def list_states_of_a_commit(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[dict[str, bytes]]:
    """What files there may be while an engine goes from some files to others, and dies on the way."""
    new = {name: content for name, content in after.items() if name not in before}
    changed = {name: content for name, content in after.items() if before.get(name, content) != content}
    for name, content in {**new, **changed}.items():
        yield before | {name: content}
        yield before | {name: content[: len(content) // 2]}
    yield before | new
    yield before | new | changed
    for name in before.keys() - after.keys():
        yield {kept: content for kept, content in (before | after).items() if kept != name}
    yield {}


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["dense", "lexical"])
def test_a_commit_that_was_broken_off_anywhere_is_made_good(data: Path, engine: str) -> None:
    with open_record(data) as record:
        record.engine.search.catch_up()
        files = record.engine.search.caches[engine].files
        before = list_files(files)
        page = (files.parent / "state.json").read_bytes()
        change(record, 0)
        with_change = shutil.copytree(data, data.parent / "copy", dirs_exist_ok=True)
        record.engine.search.catch_up()
        after = list_files(files)
    states = list(list_states_of_a_commit(before, after))
    assert len(states) > 5

    for number, state in enumerate(states):
        broken = shutil.copytree(with_change, data.parent / f"broken{number}")
        folder = broken / "cache" / engine
        shutil.rmtree(folder / "files")
        (folder / "files").mkdir()
        for name, content in state.items():
            (folder / "files" / name).write_bytes(content)
        (folder / "state.json").write_bytes(page)
        with Index.open(broken, encoder=HashingEncoder()) as again:
            assert "Storks build" in find_answer(again), sorted(state)
            change(again, 1)
            assert is_sound(again), sorted(state)


@contextmanager
def limited(what: int, most: int) -> Iterator[None]:
    """Let the system refuse more than so much of something to this process."""
    soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(what, (soft, hard))


@pytest.mark.slow
def test_a_file_that_cannot_be_opened_at_any_step_of_a_commit_does_no_harm(record: Index) -> None:
    first_free = os.dup(0)
    os.close(first_free)
    for number in range(16):
        change(record, number)
        with limited(resource.RLIMIT_NOFILE, first_free + number):
            record.engine.search.catch_up()
        assert is_sound(record), number


@pytest.mark.parametrize("most", [0, 1, 50, 100, 300, 1000, 3000, 10_000])
def test_a_file_that_cannot_be_written_to_its_end_does_no_harm(record: Index, most: int) -> None:
    record.engine.search.catch_up()
    change(record, 0)

    with limited(resource.RLIMIT_FSIZE, most):
        record.engine.search.catch_up()
        answered = find_answer(record)

    assert "Storks build" in answered
    assert is_sound(record)
    change(record, 1)
    assert is_sound(record)


@pytest.mark.slow
def test_an_error_of_the_disk_at_any_step_around_a_commit_does_no_harm(data: Path) -> None:
    command = [sys.executable, "-m", "tests.index.search.faulty_process", str(data)]

    done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 - our own command

    assert (0, "") == (done.returncode, done.stdout)


@pytest.mark.parametrize("engine", ENGINES)
def test_files_of_which_an_engine_makes_nothing_are_made_anew(
    data: Path, engine: str, caplog: pytest.LogCaptureFixture
) -> None:
    """They are what was written, as far as their digests tell."""
    with open_record(data, spelling_worth_writing=1) as record:
        record.ask(QUESTION)
        record.engine.search.catch_up()
        cache = record.engine.search.caches[engine]
    for path in cache.files.iterdir():
        path.write_bytes(b"not at all")
    cache.state(cache.generation())

    with open_record(data, spelling_worth_writing=1, is_new=False) as again:
        again.ask("Where do storkz build their nests?")
        told = [line.getMessage() for line in caplog.records]
        assert is_sound(again)
    assert [str(cache.folder)] == [line.split()[4] for line in told if "being rebuilt" in line]


def test_a_lock_that_somebody_holds_on_tantivys_files_is_got_around(record: Index) -> None:
    record.engine.search.catch_up()
    writer = record.engine.search.lexical._index.writer(15_000_000, num_threads=1)

    change(record, 0)

    assert is_sound(record)
    del writer


def test_an_engine_that_fails_while_it_searches_is_made_anew(record: Index) -> None:
    record.engine.search.catch_up()
    held = record.engine.search.lexical._searcher

    class Broken:
        """A searcher whose files are gone."""

        def __getattr__(self, name: str) -> object:
            raise ValueError("An IO error occurred: 'Invalid data'")

    record.engine.search.lexical._searcher = Broken()  # type: ignore[assignment] - it stands for the real one

    assert record.engine.search.contains("stork")
    assert type(held) is type(record.engine.search.lexical._searcher)
    assert is_sound(record)
