"""The connection to the database. What only SQLite understands stands here and nowhere else.

A transaction that will write takes its lock at the start (BEGIN IMMEDIATE): a read that becomes a
write fails under contention instead of waiting.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from index.errors import DamagedData, DataFolderError, ReadOnlyData

_PATIENCE: Final = 60
"""Seconds to wait for another process's write to end."""

_ATTEMPTS: Final = 500
"""Tries to change a new file's mode, a fiftieth of a second apart."""

_PRAGMAS: Final = (
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is erased is overwritten
)


class Database:
    """One database file, usable from several threads and beside other processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = _create_engine(path)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        with self._explain_failures(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing."""
        engine = self._engine.execution_options(writes=True)
        with self._explain_failures(), engine.begin() as connection:
            yield connection

    def find_damage(self) -> list[str]:
        """What SQLite's own check of the file's structure finds; empty where it is sound."""
        with self.read() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        return [str(line) for line in found if line != "ok"]

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _explain_failures(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise _explain(error, self._path) from error


def _create_engine(path: Path) -> Engine:
    # isolation_level None: the driver opens no transactions of its own; `begin` below does.
    arguments = {"timeout": _PATIENCE, "isolation_level": None}
    engine = create_engine(f"sqlite:///{path}", connect_args=arguments)

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        _enter_wal_mode(connection)
        for pragma in _PRAGMAS:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _enter_wal_mode(connection: sqlite3.Connection) -> None:
    """Let readers go on while one process writes.

    The first to open a new file changes its mode under a lock for which SQLite does not wait, so the
    others try again.
    """
    for attempt in range(_ATTEMPTS):
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.02)


def _explain(error: DatabaseError, path: Path) -> DataFolderError:
    reason = str(error.orig)
    if "readonly" in reason or "unable to open" in reason:
        return ReadOnlyData(
            f"The data folder {path.parent} cannot be written to. "
            "Give its owner the right to write, or choose another folder with --data."
        )
    if isinstance(error, OperationalError) and "locked" in reason:
        return DataFolderError(
            f"The data folder {path.parent} is in use by another process that does not let go. "
            "Try again when that has ended."
        )
    if "full" in reason:
        return DataFolderError(f"The disk that holds {path.parent} is full. Make room; nothing is lost.")
    return DamagedData(
        f"The database {path} is damaged ({reason}). Restore it from a backup, or delete the data "
        "folder and build again if all its documents are in the corpus folder."
    )
