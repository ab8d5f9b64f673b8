"""Locks between processes, and between threads, that a crash lets go."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from index.errors import write_error


@contextmanager
def lock_file(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[bool]:
    """Hold the lock that a file stands for, and tell whether it is held.

    It is not where another holds it and it is not to be waited for. Raises OSError.
    """
    with path.open("a") as file:
        how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(file, how if wait else how | fcntl.LOCK_NB)
        except BlockingIOError:
            is_held = False
        else:
            is_held = True
        yield is_held


@contextmanager
def hold_lock(folder: Path, name: str, *, shared: bool = False, wait: bool = True) -> Iterator[bool]:
    """The same for a lock of the data folder. Raises ReadOnlyData, DiskFull, DiskError."""
    with ExitStack() as held:
        try:
            is_held = held.enter_context(lock_file(folder / name, shared=shared, wait=wait))
        except OSError as error:
            sentence = (
                f"The data folder {folder} cannot be written to. "
                "Allow writing there, or choose another folder with --data."
            )
            raise write_error(error, folder, sentence) from error
        yield is_held


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold a lock on a folder itself, without a file in it, for a short operation. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
