"""What is remembered between two runs."""

import os
from pathlib import Path

import pytest

from index.errors import FetchUnderWay, ReadOnlyData
from index.fetching.page import Validators
from index.gathering.memory import Memory, Remembered
from index.gathering.report import Gathered, Outcome

GATHERED = Gathered(source="S1", title="A", url="https://site.example/", outcome=Outcome.NEW)
PAGE = Remembered(gathered=GATHERED, listing="1", etag='"1"', last_modified="Mon")


def test_what_was_noted_is_known_after_a_crash(tmp_path: Path) -> None:
    with Memory.open(tmp_path) as memory:
        memory.note("S1", PAGE)
    with Memory.open(tmp_path) as memory:
        assert PAGE == memory.recall("S1", "1")
        assert Validators('"1"', "Mon") == PAGE.validators
        assert memory.is_done("S1", "1")

        memory.finish()

    with Memory.open(tmp_path) as memory:
        assert PAGE == memory.recall("S1", "1")
        assert not memory.is_done("S1", "1")


def test_a_source_that_is_listed_otherwise_is_not_known(tmp_path: Path) -> None:
    with Memory.open(tmp_path) as memory:
        memory.note("S1", PAGE)

        assert memory.recall("S1", "2") is None
        assert not memory.is_done("S1", "2")
        assert memory.recall("S2", "1") is None


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    with (
        Memory.open(tmp_path),
        pytest.raises(FetchUnderWay, match=r"^Another 'fetch' is at work in .* Wait until it has ended\.$"),
        Memory.open(tmp_path),
    ):
        pass


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadOnlyData), Memory.open(tmp_path / "absent"):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "fetched.writing").symlink_to("/dev/full")

    with (
        Memory.open(tmp_path) as memory,
        pytest.raises(ReadOnlyData, match=r"it goes on where it stopped\.$"),
    ):
        memory.note("S1", PAGE)


def test_a_file_that_is_not_what_was_written_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "fetched.json").write_bytes(os.urandom(99))

    with Memory.open(tmp_path) as memory:
        assert memory.recall("S1", "1") is None
