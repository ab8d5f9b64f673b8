"""Folders for the time of one operation, which are found and removed even if its process is killed."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Final

from index.store.file_lock import lock_file, lock_folder

_LOCK: Final = "in-use.lock"


@contextmanager
def temporary_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """A new folder in `parent`, removed at the end; first those that killed processes left there are removed.

    Raises OSError.
    """
    with ExitStack() as held:
        with lock_folder(parent):  # nobody may take the new folder for an abandoned one
            _remove_abandoned(parent, prefix)
            made = TemporaryDirectory(dir=parent, prefix=prefix, ignore_cleanup_errors=True)
            folder = Path(held.enter_context(made))
            held.enter_context(lock_file(folder / _LOCK))
        yield folder


def _remove_abandoned(parent: Path, prefix: str) -> None:
    for folder in parent.glob(f"{prefix}*"):
        with suppress(OSError), lock_file(folder / _LOCK, wait=False) as is_abandoned:
            if is_abandoned:
                rmtree(folder, ignore_errors=True)
