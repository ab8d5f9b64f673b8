"""What is said where the system does not read or write what it is told to."""

import errno
import os
from pathlib import Path
from typing import Final

from index.errors import DamagedData, DataFolderError, DiskError, DiskFull, ReadOnlyData

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_RIGHT: Final = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}
)

RESTORE: Final = "Restore a backup: python -m index restore-backup FILE. What is there now is kept beside it."
"""The remedy for what is not what was written."""

NO_TEXT: Final = "bytes that are no text"
"""A reason for damage: what was to be a text is no UTF-8."""


def write_error(error: OSError, folder: Path, sentence: str) -> DataFolderError:
    """The error to be raised: DiskFull or DiskError, or ReadOnlyData with the sentence given."""
    if error.errno in _NO_ROOM:
        return disk_full(folder)
    return ReadOnlyData(sentence) if error.errno in _NO_RIGHT else tell_failing(folder, error.strerror)


def find_failure(message: str, folder: Path) -> DataFolderError | None:
    """The error to be raised for what an engine says in its own words; None where it names no errno."""
    if any(os.strerror(number) in message for number in _NO_ROOM):
        return disk_full(folder)
    for number in (errno.EIO, errno.EMFILE, errno.ENFILE, errno.EFBIG, errno.ENOMEM):
        if os.strerror(number) in message:
            return tell_failing(folder, os.strerror(number))
    return None


def disk_full(folder: Path) -> DiskFull:
    """The error for a disk without room."""
    return DiskFull(f"The disk that holds {folder} is full. Make room and try again; nothing is lost.")


def tell_failing(folder: Path, reason: str | None) -> DiskError:
    """The error for a disk, or a system, that did not do what it was told to."""
    return DiskError(
        f"Reading or writing in {folder} failed ({reason or 'no reason given'}). Nothing was lost. "
        "Try again; if it happens again, check the disk."
    )


def tell_damage(path: Path, reason: str) -> DamagedData:
    """The error for a database of which a check found that it is not what was written."""
    return DamagedData(f"The database {path} is damaged ({reason}). {RESTORE}")
