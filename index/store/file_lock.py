"""Locks between processes, and between threads, that a crash lets go."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
