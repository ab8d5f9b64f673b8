"""The file of a backup: a ZIP archive of the database, of every original, and of a page with their digests.

It is written aside, read back and compared before it gets its name.
"""

import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from index.domain.identifiers import digest_file
from index.errors import DataFolderError, NewerFormat, UnusableBackup
from index.store.meta import tell_older
from index.store.private_files import make_private, make_private_folder, sync
from index.store.schema import FIRST_FORMAT, FORMAT

DATABASE_NAME: Final = "record.sqlite"
ORIGINALS: Final = "originals"

_PAGE: Final = "backup.json"
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError)
"""By what zipfile tells that a file in an archive cannot be read: damaged, missing, cut off, encrypted."""


class Backup(BaseModel):
    """The contents of a backup, and its record: identity, generation and model.

    `made` is ISO 8601 in UTC. `files` are the SHA-256 of the files by their paths; `missing` are the digests
    of originals that were not what was kept, and are not in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["backup of a record"] = "backup of a record"
    format: int
    identity: str
    generation: int
    model: str
    made: str
    documents: int
    files: dict[str, str]
    missing: tuple[str, ...] = ()


def write_backup(
    file: Path,
    folder: Path,
    database: Path,
    originals: Iterable[Path],
    describe: Callable[[dict[str, str]], Backup],
) -> Backup:
    """Write a database, which nobody changes, and originals, named by their digests, into a new file.

    It is written in `folder`, on the same disk, before it gets its name. `describe` receives the SHA-256 of
    each file by its path. Raises OSError, DataFolderError; then the file is not there.
    """
    if file.exists():
        raise DataFolderError(f"{file} exists already. Choose another name for the backup.")
    aside = folder / "backup.zip"
    make_private(aside)
    files = {DATABASE_NAME: digest_file(database)}
    with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(database, DATABASE_NAME)
        for original in originals:
            name = f"{ORIGINALS}/{original.name[:2]}/{original.name}"
            archive.write(original, name)
            files[name] = original.name
        backup = describe(files)
        archive.writestr(_PAGE, backup.model_dump_json(indent=1))
    with open_backup(aside) as (_, members):
        for member in members:
            member.compare()
    sync(aside)
    aside.rename(file)
    sync(file.parent)
    return backup


class Member:
    """One file in a backup."""

    def __init__(self, archive: zipfile.ZipFile, file: Path, name: str, digest: str) -> None:
        self._archive = archive
        self._file = file
        self._name = name
        self._digest = digest

    def compare(self) -> None:
        """Read it. Raises UnusableBackup if it is not what was written."""
        with self._open() as source:
            self._check(file_digest(source, "sha256").hexdigest())

    def extract(self, folder: Path) -> None:
        """Write it below a folder, for its owner only. Raises UnusableBackup, OSError."""
        target = folder / self._name
        make_private_folder(target.parent)
        make_private(target)
        with self._open() as source, target.open("wb") as into:
            shutil.copyfileobj(source, into)
        self._check(digest_file(target))
        sync(target)

    @contextmanager
    def _open(self) -> Iterator[Any]:
        try:
            with self._archive.open(self._name) as source:
                yield source
        except _BROKEN as error:
            raise _tell_unusable(self._file, f"{self._name} cannot be read") from error

    def _check(self, found: str) -> None:
        if found != self._digest:
            raise _tell_unusable(self._file, f"{self._name} does not match its checksum")


@contextmanager
def open_backup(file: Path) -> Iterator[tuple[Backup, list[Member]]]:
    """The manifest of a backup, and its files. Raises UnusableBackup, NewerFormat, OlderFormat."""
    try:
        archive = zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise UnusableBackup(f"There is no file {file}. Name a backup.") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise _tell_unusable(file, "it is not a ZIP archive") from error
    with archive:
        try:
            backup = Backup.model_validate_json(archive.read(_PAGE))
        except (*_BROKEN, ValidationError) as error:
            raise _tell_unusable(file, "its description is not valid") from error
        if backup.format > FORMAT:
            raise NewerFormat(
                f"{file} was made by a newer version of this program (format {backup.format}; this one knows "
                f"{FORMAT}). Update the program first."
            )
        if backup.format < FIRST_FORMAT:
            raise tell_older(file, backup.format)
        if any(not _is_expected(name, digest) for name, digest in backup.files.items()):
            raise _tell_unusable(file, "it contains unexpected files")
        yield backup, [Member(archive, file, name, digest) for name, digest in backup.files.items()]


def _is_expected(name: str, digest: str) -> bool:
    """Whether a file has the place that a record gives it, and none outside the folder."""
    return name in (DATABASE_NAME, f"{ORIGINALS}/{digest[:2]}/{digest}") and digest.isalnum()


def _tell_unusable(file: Path, reason: str) -> UnusableBackup:
    return UnusableBackup(f"{file} is not a valid backup: {reason}. Nothing was changed. Use another backup.")
