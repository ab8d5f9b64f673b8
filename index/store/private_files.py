"""Files and folders that only their owner may read, and that survive a power cut."""

import os
from pathlib import Path


def make_private(file: Path) -> None:
    """Make an empty file that only its owner may read, unless it is there. Raises OSError."""
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may read, and those above it, unless it is there. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def sync(path: Path) -> None:
    """Let a file, or the names in a folder, survive a power cut. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
