"""The state kept between two crawls."""

import os
from pathlib import Path

import pytest

from index.crawler.crawl_state import CrawlState, FetchRecord
from index.crawler.report import FetchOutcome, FetchResult
from index.errors import FetchUnderWay, ReadOnlyData
from index.fetching.page import Validators

GATHERED = FetchResult(source="S1", title="A", url="https://site.example/", outcome=FetchOutcome.NEW)
PAGE = FetchRecord(gathered=GATHERED, listing="1", etag='"1"', last_modified="Mon")


def test_what_was_noted_is_known_after_a_crash(tmp_path: Path) -> None:
    with CrawlState.open(tmp_path) as memory:
        memory.record("S1", PAGE)
    with CrawlState.open(tmp_path) as memory:
        assert PAGE == memory.get("S1", "1")
        assert Validators('"1"', "Mon") == PAGE.validators
        assert memory.is_done("S1", "1")

        memory.finish()

    with CrawlState.open(tmp_path) as memory:
        assert PAGE == memory.get("S1", "1")
        assert not memory.is_done("S1", "1")


def test_a_source_that_is_listed_otherwise_is_not_known(tmp_path: Path) -> None:
    with CrawlState.open(tmp_path) as memory:
        memory.record("S1", PAGE)

        assert memory.get("S1", "2") is None
        assert not memory.is_done("S1", "2")
        assert memory.get("S2", "1") is None


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    with (
        CrawlState.open(tmp_path),
        pytest.raises(
            FetchUnderWay, match=r"^Another 'fetch' is running in .* Wait until it has finished\.$"
        ),
        CrawlState.open(tmp_path),
    ):
        pass


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadOnlyData), CrawlState.open(tmp_path / "absent"):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "fetched.writing").symlink_to("/dev/full")

    with (
        CrawlState.open(tmp_path) as memory,
        pytest.raises(ReadOnlyData, match=r"it resumes where it stopped\.$"),
    ):
        memory.record("S1", PAGE)


def test_a_file_that_is_not_what_was_written_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "fetched.json").write_bytes(os.urandom(99))

    with CrawlState.open(tmp_path) as memory:
        assert memory.get("S1", "1") is None
