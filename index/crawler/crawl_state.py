"""The crawl state: results and validators of fetched pages, so that the next run fetches only changes.

A file beside the store. Without it everything is fetched again, and nothing is added twice. It is written
after every page, so that an interrupted run can resume.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict

from index.crawler.report import FetchResult
from index.errors import FetchUnderWay, ReadOnlyData
from index.fetching.page import Validators

_FILE: Final = "fetched.json"
_LOCK: Final = "fetched.lock"


class FetchRecord(BaseModel):
    """The last result of a source, the digest of its entry in the list at that time, and its validators."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    gathered: FetchResult
    listing: str
    etag: str | None = None
    last_modified: str | None = None

    @property
    def validators(self) -> Validators:
        """The validators of the page that is on the record."""
        return Validators(self.etag, self.last_modified)


class _StateFile(BaseModel):
    """The content of the file: pages by source id, and the ids that the current run has finished."""

    model_config = ConfigDict(extra="forbid")

    pages: dict[str, FetchRecord] = {}
    done: list[str] = []


class CrawlState:
    """The crawl state of a data folder, locked for one process at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state = _read(path)

    @classmethod
    @contextmanager
    def open(cls, data: Path) -> Iterator[Self]:
        """Lock and load the state. Raises FetchUnderWay if another process holds the lock, ReadOnlyData."""
        try:
            file = (data / _LOCK).open("a")
        except OSError as error:
            raise _unwritable(data, error) from error
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise FetchUnderWay(
                    f"Another 'fetch' is running in {data}. Wait until it has finished."
                ) from error
            yield cls(data / _FILE)

    def get(self, source: str, listing: str) -> FetchRecord | None:
        """The record of a source, unless its entry in the list has changed since."""
        page = self._state.pages.get(source)
        return page if page and page.listing == listing else None

    def is_done(self, source: str, listing: str) -> bool:
        """Whether the current run has finished a source."""
        return source in self._state.done and self.get(source, listing) is not None

    def record(self, source: str, page: FetchRecord) -> None:
        """Store the result of a source; durable when this returns."""
        self._state.pages[source] = page
        self._state.done.append(source)
        self._write()

    def finish(self) -> None:
        """End the run: the next one requests every page."""
        self._state.done = []
        self._write()

    def _write(self) -> None:
        temporary = self._path.with_suffix(".writing")
        try:
            with temporary.open("w", encoding="utf-8") as file:
                file.write(self._state.model_dump_json(indent=1))
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self._path)
        except OSError as error:
            raise _unwritable(self._path.parent, error) from error


def _read(path: Path) -> _StateFile:
    """The content of the file; an empty state if it is missing or damaged."""
    try:
        return _StateFile.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return _StateFile()


def _unwritable(data: Path, error: OSError) -> ReadOnlyData:
    return ReadOnlyData(
        f"The progress of the fetch cannot be saved in {data} ({error.strerror}). "
        "Free up space or allow writing there, and run it again; it resumes where it stopped."
    )
