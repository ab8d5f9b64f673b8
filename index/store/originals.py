"""The bytes that documents were read from, each kept unchanged under its SHA-256."""

import os
import tempfile
from pathlib import Path

from index.errors import ReadOnlyData
from index.identifiers import digest_bytes


class Originals:
    """A folder of files named by the digest of what they hold."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, digest: str) -> Path:
        """Where the original with that digest lies, if it is kept."""
        return self._folder / digest[:2] / digest

    def keep(self, raw: bytes) -> str:
        """Keep the bytes and return their digest. When it returns, they survive a power cut.

        They are written aside, synced and renamed, so that no reader sees a part.
        """
        digest = digest_bytes(raw)
        target = self.path(digest)
        if self.find_damage(digest) is None:
            return digest
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            descriptor, aside = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
            with os.fdopen(descriptor, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(target)
            _sync_folder(target.parent)
        except OSError as error:
            raise ReadOnlyData(
                f"The original cannot be kept in {self._folder} ({error.strerror}). "
                "Make room or give the right to write, and try again; nothing was added."
            ) from error
        return digest

    def find_damage(self, digest: str) -> str | None:
        """What is wrong with a kept original, in one sentence; None where it is sound."""
        try:
            kept = self.path(digest).read_bytes()
        except (OSError, ValueError):  # ValueError: a name that no file can have
            return f"The original {digest} is missing."
        if digest_bytes(kept) != digest:
            return f"The original {digest} is not what was kept: its bytes have changed."
        return None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
