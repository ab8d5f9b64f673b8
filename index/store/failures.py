"""What is said where the disk does not take what is to be written."""

import errno
from pathlib import Path
from typing import Final

from index.errors import DataFolderError, DiskFull, ReadOnlyData

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def refuse_to_write(error: OSError, folder: Path, sentence: str) -> DataFolderError:
    """The error to be raised: DiskFull where there is no room, else ReadOnlyData with the sentence given."""
    return tell_full(folder) if error.errno in _NO_ROOM else ReadOnlyData(sentence)


def tell_full(folder: Path) -> DiskFull:
    """The error for a disk without room."""
    return DiskFull(f"The disk that holds {folder} is full. Make room and try again; nothing is lost.")
