"""The folder of the derived indexes, and the page that says which state of the store they show.

An engine's commit and this page are not written at the same moment. The page is written last, so it
never promises more than the engine holds; catching up deletes before it adds, so doing it twice is
harmless. The digests on it let a flipped byte be found, which neither engine notices. A file that was not
touched since its digest was taken keeps it, so that a change of a large index does not read all of it.
"""

import errno
import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Final
from zipfile import BadZipFile

from index.domain.identifiers import checksum, digest_file
from index.errors import DataFolderError, DiskError, DiskFull, disk_full, tell_failing, write_error
from index.store.file_lock import lock_file

log = logging.getLogger(__name__)

_CLEARED: Final = "cleared-"
"""The prefix of folders that are being deleted."""

_MANIFEST: Final = "state.json"
_LOCK: Final = "lock"

_RAISED: Final = (OSError, ValueError, RuntimeError, LookupError, EOFError, BadZipFile)
"""By what Tantivy, FAISS and numpy tell that they cannot go on with their files."""

_PANIC: Final = "pyo3_runtime"
"""The module of what Tantivy raises where it finds itself mistaken, which is no `Exception`."""


class UnusableCache(Exception):
    """An engine's files or memory are unusable. They are rebuilt from the store."""


class CacheFolder:
    """One engine's files. `layout` names how they are made: files of another layout are rebuilt."""

    def __init__(self, folder: Path, *, layout: str) -> None:
        self.folder = folder
        self._layout = layout

    @property
    def files(self) -> Path:
        """The folder that the engine writes to."""
        return self.folder / "files"

    @contextmanager
    def lock(self, *, wait: bool = True) -> Iterator[bool]:
        """Keep other processes from writing the files meanwhile, and tell whether that is so.

        It is not where one of them writes and it is not to be waited for. Raises ReadOnlyData, DiskFull,
        DiskError.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with lock_file(self.folder / _LOCK, wait=wait) as is_held:
                yield is_held
        except OSError as error:
            raise write_error(
                error,
                self.folder,
                f"The search cache in {self.folder} cannot be written ({error.strerror}). "
                "Allow writing there and try again; nothing is lost.",
            ) from error

    @contextmanager
    def engine(self) -> Iterator[None]:
        """Whatever an engine raises while it works on its files is UnusableCache, or says what the disk does.

        Raises DiskFull, DiskError.
        """
        try:
            yield
        except BaseException as error:
            if not isinstance(error, _RAISED) and type(error).__module__ != _PANIC:
                raise
            if failure := _find_failure(str(error), self.folder):
                raise failure from error
            raise UnusableCache(_first_line(error)) from error

    @contextmanager
    def opening(self) -> Iterator[None]:
        """The same for reading what was written before: where it cannot be used, it is deleted."""
        try:
            with self.engine():
                yield
        except UnusableCache as fault:
            self.tell_unusable(fault)
            self.clear()

    def tell_unusable(self, fault: Exception) -> None:
        """Log that the files are rebuilt."""
        log.warning("The search cache in %s is being rebuilt from the record: %s", self.folder, fault)

    @contextmanager
    def spare(self) -> Iterator[None]:
        """Go on without what does not work for now: files only save work, and another time will do."""
        try:
            yield
        except (DiskFull, DiskError, UnusableCache) as error:
            log.warning(
                "The search cache in %s could not be written now and will be written later: %s",
                self.folder,
                error,
            )

    def generation(self) -> int:
        """The generation of the store that the files show; 0 if none can be used."""
        page = self._read_manifest()
        return int(page["generation"]) if page.get("layout") == self._layout else 0

    def disown(self) -> None:
        """Mark the files as unusable; the next process rebuilds them."""
        (self.folder / _MANIFEST).unlink(missing_ok=True)

    def clear(self) -> None:
        """Delete the files. Loses nothing: they are made again from the store."""
        self.disown()
        # Aside first: Tantivy's watcher of files that are open may put its lock there while they are deleted.
        # A folder of which that kept the last bit goes with the next ones.
        with suppress(OSError):  # nothing is there, or there is no room
            self.files.rename(Path(mkdtemp(prefix=_CLEARED, dir=self.folder)) / "files")
        rmtree(self.files, ignore_errors=True)
        for aside in self.folder.glob(f"{_CLEARED}*"):
            rmtree(aside, ignore_errors=True)
        self.files.mkdir(parents=True, exist_ok=True)

    def state(self, generation: int) -> None:
        """Write on the page that the files show a generation, with their digests."""
        stamps = self._file_stamps()
        digests = self._digests(stamps, self._read_manifest())
        page = {"layout": self._layout, "generation": generation, "digests": digests, "stamps": stamps}
        page["seal"] = _seal(page)
        aside = self.folder / f"{_MANIFEST}.{os.getpid()}"
        aside.write_text(json.dumps(page, indent=1), encoding="utf-8")
        aside.replace(self.folder / _MANIFEST)

    def find_damage(self, *, touched_only: bool = False) -> list[str]:
        """The files that are not what was written, a sentence each.

        `touched_only` looks only into those that were written to since, which a failing disk does not do.
        """
        page = self._read_manifest()
        if not page and (self.folder / _MANIFEST).exists():
            return [describe_damage(self.folder / _MANIFEST)]
        found = self._digests(self._file_stamps(), page if touched_only else {})
        stated = page.get("digests", {}).items()
        return [describe_damage(self.files / name) for name, digest in stated if found.get(name) != digest]

    def _read_manifest(self) -> dict[str, Any]:
        """The content of the page; empty if it is missing or not as it was written."""
        try:
            page = json.loads((self.folder / _MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return page if isinstance(page, dict) and page.get("seal") == _seal(page) else {}

    def _digests(self, stamps: Mapping[str, list[int]], page: Mapping[str, Any]) -> dict[str, str]:
        """The digests of the files; of those that are as they were when the page was written, from there."""
        before = page.get("stamps", {})
        return {
            name: page["digests"][name] if before.get(name) == stamp else digest_file(self.files / name)
            for name, stamp in stamps.items()
        }

    def _file_stamps(self) -> dict[str, list[int]]:
        """By what each file is known to be untouched: inode, size, and when it was last written to."""
        return {
            path.name: [(found := path.stat()).st_ino, found.st_size, found.st_mtime_ns]
            for path in sorted(self.files.glob("*"))
            if path.is_file() and not path.name.startswith(".") and path.suffix != ".lock"
        }


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__


def _seal(page: Mapping[str, Any]) -> str:
    stamps = [page["stamps"]] if "stamps" in page else []  # older pages have none
    return checksum(*(page.get(key) for key in ("layout", "generation", "digests")), *stamps)


def describe_damage(file: Path) -> str:
    """For a file that somebody else has changed."""
    return f"The file {file} of the search cache does not match its checksum."


def _find_failure(message: str, folder: Path) -> DataFolderError | None:
    """The error to be raised for what an engine says in its own words; None if it names no errno."""
    if any(os.strerror(number) in message for number in (errno.ENOSPC, errno.EDQUOT)):
        return disk_full(folder)
    for number in (errno.EIO, errno.EMFILE, errno.ENFILE, errno.EFBIG, errno.ENOMEM):
        if os.strerror(number) in message:
            return tell_failing(folder, os.strerror(number))
    return None
