"""What is remembered of the pages that were fetched, so that the next run asks only for what has changed.

It is a file beside the store and no part of the truth: without it, everything is fetched again, and nothing
is added twice. It is written after every page, so that a run that was interrupted is gone on with.
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
    """What came of a source when it was last asked for, the digest of its entry then, and its validators."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    gathered: FetchResult
    listing: str
    etag: str | None = None
    last_modified: str | None = None

    @property
    def validators(self) -> Validators:
        """The marks of the page as it stands on the record."""
        return Validators(self.etag, self.last_modified)


class _StateFile(BaseModel):
    """All pages by the ids of their sources, and the ids that the run under way is done with."""

    model_config = ConfigDict(extra="forbid")

    pages: dict[str, FetchRecord] = {}
    done: list[str] = []


class CrawlState:
    """The file, held by one process at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state = _read(path)

    @classmethod
    @contextmanager
    def open(cls, data: Path) -> Iterator[Self]:
        """The memory in a data folder. Raises FetchUnderWay where another process holds it, ReadOnlyData."""
        try:
            file = (data / _LOCK).open("a")
        except OSError as error:
            raise _unwritable(data, error) from error
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise FetchUnderWay(
                    f"Another 'fetch' is at work in {data}. Wait until it has ended."
                ) from error
            yield cls(data / _FILE)

    def get(self, source: str, listing: str) -> FetchRecord | None:
        """What is remembered of a source, unless it is listed in another way since."""
        kept = self._state.pages.get(source)
        return kept if kept and kept.listing == listing else None

    def is_done(self, source: str, listing: str) -> bool:
        """Whether the run under way is done with a source."""
        return source in self._state.done and self.get(source, listing) is not None

    def record(self, source: str, page: FetchRecord) -> None:
        """Remember what came of a source. When this returns, a crash does not undo it."""
        self._state.pages[source] = page
        self._state.done.append(source)
        self._write()

    def finish(self) -> None:
        """End the run: the next one asks for every page."""
        self._state.done = []
        self._write()

    def _write(self) -> None:
        aside = self._path.with_suffix(".writing")
        try:
            with aside.open("w", encoding="utf-8") as file:
                file.write(self._state.model_dump_json(indent=1))
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._path)
        except OSError as error:
            raise _unwritable(self._path.parent, error) from error


def _read(path: Path) -> _StateFile:
    """What stands in the file; nothing where there is none or it is not what was written."""
    try:
        return _StateFile.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return _StateFile()


def _unwritable(data: Path, error: OSError) -> ReadOnlyData:
    return ReadOnlyData(
        f"What was fetched cannot be noted in {data} ({error.strerror}). "
        "Make room or give the right to write, and run it again; it goes on where it stopped."
    )
