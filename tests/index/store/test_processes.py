"""Several processes and threads on one data folder, and a process that is killed."""

import os
import random
import sqlite3
import stat
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import ANY_SCOPE, Index
from index.errors import DuplicateDocument
from tests.fakes import HashingEncoder
from tests.index.another_process import AnotherProcess
from tests.index.writing import add, write

pytestmark = pytest.mark.slow

STORKS = "Storks build their nests on chimneys. They come back in spring."


def test_an_open_record_sees_what_a_second_process_added(record: Index, data: Path, tmp_path: Path) -> None:
    assert not record.ask("Where do storks build their nests?").answered
    other = AnotherProcess(data, write(tmp_path / "storks.txt", STORKS))

    other.start()
    [added] = other.finish()

    answer = record.ask("Where do storks build their nests?")
    assert (added, "Storks build their nests on chimneys.") == (
        answer.quotations[0].document_id,
        answer.quotations[0].text,
    )
    assert (
        record.document(added, scope=ANY_SCOPE)
        .text[answer.quotations[0].start :]
        .startswith(answer.quotations[0].text)
    )
    assert [] == record.check()


@pytest.mark.slow
def test_processes_that_add_one_text_at_once_make_one_document(data: Path, tmp_path: Path) -> None:
    """They open the folder for the first time, too."""
    files = [write(tmp_path / f"{number}.txt", STORKS) for number in range(3)]
    processes = [AnotherProcess(data, file) for file in files]
    for process in processes:
        assert "ready" == process.read_line()

    for process in processes:
        process.start()
    lines = sorted(line for process in processes for line in process.finish())

    with Index.open(data, encoder=HashingEncoder()) as index:
        [document] = index.documents(scope=ANY_SCOPE)
        assert [] == index.check()
    assert ["DuplicateDocument", "DuplicateDocument", document.id] == [
        line.partition(":")[0] for line in lines
    ]
    assert all(f'"{document.title}" ({document.id})' in line for line in lines[:2])


def test_threads_that_add_one_text_at_once_make_one_document(record: Index) -> None:
    together = threading.Barrier(4)
    outcomes: list[str] = []

    def add_storks() -> None:
        together.wait()
        try:
            outcomes.append(add(record, STORKS).id)
        except DuplicateDocument as error:
            outcomes.append(f"twin of {error.document_id}")

    threads = [threading.Thread(target=add_storks) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    [document] = record.documents(scope=ANY_SCOPE)
    assert sorted([document.id, *[f"twin of {document.id}"] * 3]) == sorted(outcomes)
    assert [] == record.check()


@pytest.mark.slow
def test_a_reader_is_answered_from_one_state_while_others_write(record: Index) -> None:
    add(record, STORKS)
    failures: list[BaseException] = []
    is_over = threading.Event()

    def ask() -> None:
        while not is_over.is_set():
            try:
                answer = record.ask("Where do storks build their nests?", limit=5)
                for quotation in answer.quotations:
                    text = record.document(quotation.document_id, scope=ANY_SCOPE).text
                    assert quotation.text == text[quotation.start : quotation.end]
            except BaseException as failure:  # noqa: BLE001 - told to the test's own thread
                failures.append(failure)
                return

    readers = [threading.Thread(target=ask) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(8):
        document = add(record, f"Stork number {number} builds nests. {STORKS}")
        record.remove(document.id, scope=ANY_SCOPE)
        record.restore(document.id, scope=ANY_SCOPE)
    is_over.set()
    for reader in readers:
        reader.join()

    assert [] == failures
    assert ([], 9) == (record.check(), len(record.documents(scope=ANY_SCOPE)))


@pytest.mark.slow
def test_an_asker_beside_processes_that_write_never_fails(record: Index, data: Path, tmp_path: Path) -> None:
    files = [write(tmp_path / f"{n}.txt", f"Stork number {n} builds nests.") for n in range(12)]
    processes = [AnotherProcess(data, *files[:6]), AnotherProcess(data, *files[6:])]
    for process in processes:
        assert "ready" == process.read_line()

    for process in processes:
        process.start()
    while any(process.process.poll() is None for process in processes):
        record.ask("Which stork builds nests?", limit=10)

    lines = [line for process in processes for line in process.finish()]
    assert sorted(document.id for document in record.documents(scope=ANY_SCOPE)) == sorted(lines)
    assert 10 == len(record.ask("Which stork builds nests?", limit=10).quotations)
    assert [] == record.check()


def test_whoever_asks_does_not_wait_for_a_write_and_whoever_adds_does(record: Index, data: Path) -> None:
    add(record, STORKS)
    added: list[str] = []
    adder = threading.Thread(target=lambda: added.append(add(record, "Owls hunt by night.").id))
    with closing(sqlite3.connect(data / "record.sqlite", isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        another.execute("UPDATE meta SET value = value")
        adder.start()

        answer = record.ask("Where do storks build their nests?")
        assert (True, []) == (answer.answered, added)
        assert "verbatim" == record.verify(answer.quotations[0].text).verdict
        another.execute("COMMIT")
    adder.join()

    assert (added[0], []) == (record.ask("When do owls hunt?").quotations[0].document_id, record.check())


def test_a_process_that_is_killed_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    rounds = [tmp_path / str(number) for number in range(3)]
    words = "\n\n".join(f"Sentence number {n} of a text that takes a moment to write." for n in range(400))
    processes = []
    for folder in rounds:
        files = [write(folder / f"{n}.txt", f"Text {n}.\n\n{words}") for n in range(40)]
        processes.append(AnotherProcess(folder / "data", *files))
    for process in processes:
        assert "ready" == process.read_line()

    for process in processes:
        process.start()
    acknowledged_first = [process.read_line() for process in processes]
    for process in processes:
        time.sleep(random.uniform(0, 0.1))  # noqa: S311 - the moment is to be any
        process.process.kill()

    for folder, first, process in zip(rounds, acknowledged_first, processes, strict=True):
        acknowledged = {first, *process.finish()}
        with Index.open(folder / "data", encoder=HashingEncoder()) as index:
            kept = {document.id for document in index.documents(scope=ANY_SCOPE)}
            assert acknowledged <= kept
            assert len(kept) <= len(acknowledged) + 1
            assert [] == index.check()
            assert index.ask("Which number has the sentence?").answered


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
class TestWithoutTheRightToWrite:
    """A data folder of somebody else's, seen by a process without rights."""

    @pytest.fixture
    def data(self) -> Iterator[Path]:
        """In a folder of its own: whoever else runs tests closes that of all tests to others."""
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            yield Path(folder) / "data"

    def open_as_nobody(self, data: Path) -> list[str]:
        data.chmod(data.stat().st_mode | stat.S_IXOTH | stat.S_IROTH)
        process = AnotherProcess(data, as_nobody=True)
        process.start()
        return process.finish()

    def test_a_store_that_may_only_be_read_is_refused(self, data: Path) -> None:
        Index.open(data, encoder=HashingEncoder()).close()

        expected = (
            f"ReadOnlyData: The data folder {data} cannot be written to. "
            "Allow writing there, or choose another folder with --data."
        )
        assert [expected] == self.open_as_nobody(data)

    def test_others_may_not_even_read_it(self, data: Path) -> None:
        with Index.open(data, encoder=HashingEncoder()) as index:
            add(index, STORKS)
            index.ask("Where do storks build?")

        folders = [data, data / "originals", *(data / "originals").iterdir()]
        files = [*data.glob("record.sqlite*"), *(data / "originals").glob("*/*")]
        assert {0o700} == {stat.S_IMODE(folder.stat().st_mode) for folder in folders}
        assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in files}

    def test_an_empty_folder_that_may_only_be_read_is_refused(self, data: Path) -> None:
        data.mkdir()

        [refusal] = self.open_as_nobody(data)

        assert refusal.startswith(f"ReadOnlyData: The data folder {data} cannot be written to.")
        assert [] == list(data.iterdir())

    def test_a_search_cache_that_may_only_be_read_is_refused(self, data: Path) -> None:
        with Index.open(data, encoder=HashingEncoder()) as index:
            add(index, STORKS)
            index.ask("Where do storks build?")
        data.chmod(0o777)
        for file in filter(Path.is_file, data.iterdir()):
            file.chmod(0o666)

        [refusal] = self.open_as_nobody(data)

        assert refusal.startswith(f"ReadOnlyData: The search cache in {data / 'cache'}")
