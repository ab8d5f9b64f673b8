"""ZIP archives (DOCX and EPUB files), checked before any entry is unpacked.

Nothing is unpacked to disk: entries are read by name, each up to the size that the archive states.
"""

import io
import zlib
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from index.errors import OversizedDocument, UnreadableDocument

_MAX_ENTRIES: Final = 2000
"""Entries of an archive, so that listing and checking them stays quick."""

_MAX_UNPACKED_BYTES: Final = 100_000_000
"""Total size of all entries when unpacked."""

_MAX_EXPANSION: Final = 200
"""Greatest ratio of an entry's unpacked to its packed size, against zip bombs. Word's own XML reaches 50."""

_SMALL_ENTRY_BYTES: Final = 1_000_000
"""Entries up to this unpacked size may expand by any ratio."""

_ENCRYPTED_FLAG: Final = 0x1
"""Bit 0 of an entry's general-purpose flags (PKWARE APPNOTE, section 4.4.4)."""

ARCHIVE_ERRORS: Final = (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, ValueError, OSError)
"""Exceptions that `zipfile` raises for missing or damaged entries."""


def open_archive(raw: bytes, name: str) -> ZipFile:
    """An archive that passed all checks.

    Raises OversizedDocument if it would unpack to too many bytes; UnreadableDocument if it is damaged or
    encrypted, or if its entries overlap, share a name or have paths that lead outside it.
    """
    try:
        archive = ZipFile(io.BytesIO(raw))
    except ARCHIVE_ERRORS as error:
        raise UnreadableDocument(
            f"{name} is damaged: it is not a complete archive. Save it again."
        ) from error
    entries = archive.infolist()
    _check_sizes(entries, len(raw), name)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise UnreadableDocument(f"{name} is encrypted. Remove its password and add the new file.")
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise UnreadableDocument(f"{name} contains two parts with the same name. Save it again.")
    for entry in entries:
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnreadableDocument(f"{name} uses an unsupported compression. Save it again.")
        if _leads_outside(entry.orig_filename):
            raise UnreadableDocument(f"{name} has a part whose name leads outside the file. Save it again.")
    return archive


def read_entry(archive: ZipFile, path: str, name: str) -> bytes:
    """The bytes of an entry. Raises UnreadableDocument if it is missing or damaged."""
    try:
        return archive.read(path)
    except ARCHIVE_ERRORS as error:
        raise UnreadableDocument(
            f"{name} is damaged: its part {path} cannot be read. Save it again."
        ) from error


def _check_sizes(entries: list[ZipInfo], length: int, name: str) -> None:
    if len(entries) > _MAX_ENTRIES:
        raise OversizedDocument(f"{name} has {len(entries)} parts, more than {_MAX_ENTRIES}. Split it.")
    if sum(entry.file_size for entry in entries) > _MAX_UNPACKED_BYTES:
        raise OversizedDocument(
            f"{name} unpacks to more than {_MAX_UNPACKED_BYTES // 1_000_000} MB. Split it."
        )
    for entry in entries:
        if entry.file_size > max(_SMALL_ENTRY_BYTES, _MAX_EXPANSION * entry.compress_size):
            raise OversizedDocument(
                f"{name} has a part that unpacks to {_MAX_EXPANSION} times its size or more. Save it again."
            )
    if sum(entry.compress_size for entry in entries) > length:
        raise UnreadableDocument(f"{name} has parts that overlap. Save it again.")


def _leads_outside(path: str) -> bool:
    parts = PurePosixPath(path.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or "\0" in path or path[1:2] == ":"
