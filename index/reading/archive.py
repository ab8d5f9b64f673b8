"""Archives (DOCX and EPUB files are such), looked through before anything in them is unpacked.

Nothing is ever unpacked to a disk: entries are read by name, each up to the size that the archive states.
"""

import io
import zlib
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from index.errors import OversizedDocument, UnreadableDocument

_MAX_ENTRIES: Final = 2000
_LARGEST: Final = 100_000_000
"""Bytes of all entries when unpacked."""

_DENSEST: Final = 200
"""Times that an entry may grow when unpacked; Word's own XML grows up to 50 times."""

_SMALL: Final = 1_000_000
"""Bytes up to which an entry may grow by any factor."""

_ENCRYPTED: Final = 0x1

DAMAGES: Final = (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, ValueError, OSError)
"""What an archive raises whose parts are missing or are not what it states."""


def open_archive(raw: bytes, name: str) -> ZipFile:
    """An archive whose entries may be read.

    Raises OversizedDocument where it would grow too large; UnreadableDocument where it is damaged or
    encrypted, or where its entries overlap, come twice or have names that lead outside it.
    """
    try:
        archive = ZipFile(io.BytesIO(raw))
    except DAMAGES as error:
        raise UnreadableDocument(f"{name} is damaged: it is no whole archive. Save it again.") from error
    entries = archive.infolist()
    _check_sizes(entries, len(raw), name)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableDocument(f"{name} is encrypted. Remove its password and add the new file.")
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise UnreadableDocument(f"{name} holds two parts of one name. Save it again.")
    for entry in entries:
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnreadableDocument(f"{name} is packed in an unusual way. Save it again.")
        if _leads_outside(entry.orig_filename):
            raise UnreadableDocument(f"{name} has a part whose name leads outside the file. Save it again.")
    return archive


def read_entry(archive: ZipFile, path: str, name: str) -> bytes:
    """The bytes of an entry. Raises UnreadableDocument where it is missing or not what the archive states."""
    try:
        return archive.read(path)
    except DAMAGES as error:
        raise UnreadableDocument(
            f"{name} is damaged: its part {path} cannot be read. Save it again."
        ) from error


def _check_sizes(entries: list[ZipInfo], length: int, name: str) -> None:
    if len(entries) > _MAX_ENTRIES:
        raise OversizedDocument(f"{name} has {len(entries)} parts, more than {_MAX_ENTRIES}. Split it.")
    if sum(entry.file_size for entry in entries) > _LARGEST:
        raise OversizedDocument(f"{name} unpacks to more than {_LARGEST // 1_000_000} MB. Split it.")
    for entry in entries:
        if entry.file_size > max(_SMALL, _DENSEST * entry.compress_size):
            raise OversizedDocument(f"{name} has a part that grows {_DENSEST} times or more. Save it again.")
    if sum(entry.compress_size for entry in entries) > length:
        raise UnreadableDocument(f"{name} has parts that overlap. Save it again.")


def _leads_outside(path: str) -> bool:
    parts = PurePosixPath(path.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or "\0" in path or path[1:2] == ":"
