"""The errors for failures of SQLite, by its codes: https://www.sqlite.org/rescode.html."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DatabaseError

from index.errors import DamagedData, DataFolderError, ReadOnlyData, disk_full, tell_failing

RESTORE: Final = "Restore a backup: python -m index restore-backup FILE. The current record is kept."
"""The remedy for what is not what was written."""

NO_TEXT: Final = "bytes that are not text"
"""A reason for damage: what was to be a text is no UTF-8."""


def tell_damage(path: Path, reason: str) -> DamagedData:
    """The error for a database of which a check found that it is not what was written."""
    return DamagedData(f"The database {path} is damaged ({reason}). {RESTORE}")


_PRIMARY: Final = 0xFF
"""The bits of SQLite's codes of errors that tell the kind; the others tell more of it."""

_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def explain(error: DatabaseError | sqlite3.DatabaseError, path: Path) -> DataFolderError:
    """The error for a failure. Only a fault that a check of the file finds is called damage."""
    cause = getattr(error, "orig", error)
    reason, code = str(cause), getattr(cause, "sqlite_errorcode", 0) & _PRIMARY
    match code:
        case sqlite3.SQLITE_READONLY:
            return _tell_read_only(path)
        case sqlite3.SQLITE_CANTOPEN if not os.access(path.parent, os.W_OK):
            return _tell_read_only(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return tell_busy(path)
        case sqlite3.SQLITE_FULL:
            return disk_full(path.parent)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_NOMEM:
            return tell_failing(path.parent, reason)
    if found := _find_damage(path):
        return tell_damage(path, found)
    return DataFolderError(
        f"The database {path} refused a step ({reason}). Its file is intact, and nothing was changed. "
        "Try again; if it happens again, report it with the log."
    )


def _find_damage(path: Path) -> str | None:
    """The first thing that SQLite's own check finds wrong with a file; None if that finds nothing."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        is_found = getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _DAMAGE
        return str(error) if is_found else None
    except UnicodeDecodeError:
        return NO_TEXT
    return None if found == "ok" else " ".join(found.split())


def _tell_read_only(path: Path) -> ReadOnlyData:
    return ReadOnlyData(
        f"The data folder {path.parent} cannot be written to. "
        "Allow writing there, or choose another folder with --data."
    )


def tell_busy(path: Path) -> DataFolderError:
    """The error for a database that another process does not let go of."""
    return DataFolderError(
        f"The data folder {path.parent} is in use by another process. Try again when that has finished."
    )
