"""Replacing the record in a data folder, entirely or not at all, even if the process is killed.

A note, written before the first file is moved, says where everything comes from and goes. While it is there,
the replacement is not complete: whoever opens the folder next takes it back, unless the new database, which
is moved last, is in its place.
"""

from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from typing import Final

from pydantic import BaseModel, ConfigDict

from index.errors import write_error
from index.store.backup_file import DATABASE_NAME, ORIGINALS
from index.store.file_lock import lock_folder
from index.store.private_files import make_private, make_private_folder, sync

RESTORING: Final = "restoring-"
"""The prefix of the folder, below the data folder, in which a backup is unpacked."""

_NOTE: Final = "replacement.json"
_MOVED: Final = (ORIGINALS, "fetched.json")
"""Files that belong to a database and move with it: originals, and the crawl state of `fetch`."""


class _Replacement(BaseModel):
    """The folder of the new record and that of the replaced one, both relative to the data folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    new: Path
    replaced: Path


def replace_record(data: Path, new: Path) -> Path | None:
    """Move the record of a data folder aside and the one in `new`, a folder below it, into its place.

    Returns the folder of the replaced record; None if there was none. The caller holds the lock of the data
    folder and calls `recover` afterwards. Raises OSError, and then everything is as it was after `recover`.
    """
    replaced = data / f"replaced-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    _write_note(data, _Replacement(new=new.relative_to(data), replaced=replaced.relative_to(data)))
    is_there = any((data / name).exists() for name in (DATABASE_NAME, *_MOVED))
    if is_there:
        _move_aside(data, replaced)
    (new / ORIGINALS).rename(data / ORIGINALS)
    (new / DATABASE_NAME).replace(data / DATABASE_NAME)
    return replaced if is_there else None


def recover(data: Path) -> None:
    """Settle a replacement that was interrupted, and remove what was unpacked for one.

    The caller holds the lock of the data folder, so that no replacement is under way. Raises DataFolderError.
    """
    try:
        if (data / _NOTE).exists() or any(data.glob(f"{RESTORING}*")):
            with lock_folder(data):
                _settle(data)
                for folder in data.glob(f"{RESTORING}*"):
                    rmtree(folder, ignore_errors=True)
    except OSError as error:
        sentence = (
            f"Restoring a backup to {data} was interrupted and cannot be taken back ({error.strerror}). "
            "Allow writing there and try again."
        )
        raise write_error(error, data, sentence) from error


def _write_note(data: Path, replacement: _Replacement) -> None:
    unnamed = data / replacement.new.parent / _NOTE
    make_private(unnamed)
    unnamed.write_text(replacement.model_dump_json(), encoding="utf-8")
    sync(unnamed)
    unnamed.rename(data / _NOTE)
    sync(data)


def _move_aside(data: Path, replaced: Path) -> None:
    make_private_folder(replaced)
    for path in (*data.glob(f"{DATABASE_NAME}-*"), *(data / name for name in _MOVED)):
        if path.exists():
            path.rename(replaced / path.name)
    if (data / DATABASE_NAME).exists():
        (replaced / DATABASE_NAME).hardlink_to(data / DATABASE_NAME)
    sync(replaced)


def _settle(data: Path) -> None:
    """Take back a replacement whose database is not in its place, and delete the note. Can be repeated."""
    note = data / _NOTE
    if not note.exists():
        return
    replacement = _Replacement.model_validate_json(note.read_bytes())
    new, replaced = data / replacement.new, data / replacement.replaced
    if (new / DATABASE_NAME).exists():
        if not (new / ORIGINALS).exists():
            (data / ORIGINALS).rename(new / ORIGINALS)
        for path in replaced.glob("*"):
            if path.name == DATABASE_NAME:
                path.unlink()  # a second name of the file in the data folder
            else:
                path.rename(data / path.name)
        if replaced.exists():
            replaced.rmdir()
    sync(data)
    note.unlink()
    sync(data)
