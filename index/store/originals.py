"""The bytes that documents were read from, each kept unchanged under its SHA-256."""

import os
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from index.domain.identifiers import digest_bytes
from index.errors import write_error
from index.store.private_files import make_private_folder, sync


class Originals:
    """A folder of files named by the digest of what they hold."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, digest: str) -> Path:
        """The path of the original with that digest, if it is stored."""
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
            make_private_folder(self._folder)
            make_private_folder(target.parent)
            _write(raw, target)
            sync(target.parent)
        except OSError as error:
            raise write_error(
                error,
                self._folder,
                f"The original cannot be stored in {self._folder} ({error.strerror}). "
                "Allow writing there and try again; nothing was added.",
            ) from error
        return digest

    def size(self, digest: str) -> int:
        """The size of an original in bytes; 0 if it is not stored."""
        try:
            return self.path(digest).stat().st_size
        except OSError:
            return 0

    def keep_only(self, digests: Collection[str]) -> list[str]:
        """Delete every other original, and what a crash left half written; return their names.

        Nobody may keep one meanwhile. Raises ReadOnlyData, DiskError.
        """
        return self._delete(path for path in self._folder.glob("*/*") if path.name not in digests)

    def delete(self, digests: Iterable[str]) -> list[str]:
        """Delete those originals that are kept, and return their names. Raises ReadOnlyData, DiskError."""
        return self._delete(path for path in map(self.path, digests) if path.exists())

    def _delete(self, paths: Iterable[Path]) -> list[str]:
        found = list(paths)
        try:
            for path in found:
                path.unlink()
            for folder in {path.parent for path in found}:
                sync(folder)
        except OSError as error:
            raise write_error(
                error,
                self._folder,
                f"An original cannot be deleted from {self._folder} ({error.strerror}). "
                "Allow writing there and open the record again, which finishes the deletion.",
            ) from error
        return [path.name for path in found]

    def find_damage(self, digest: str) -> str | None:
        """The fault of a stored original, in one sentence; None if it is sound."""
        try:
            kept = self.path(digest).read_bytes()
        except (OSError, ValueError):  # ValueError: a name that no file can have
            return f"The original {digest} is missing."
        if digest_bytes(kept) != digest:
            return f"The original {digest} has changed since it was stored."
        return None


def _write(raw: bytes, target: Path) -> None:
    descriptor, aside = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(target)
    except OSError:
        Path(aside).unlink(missing_ok=True)  # it would fill the disk further
        raise
