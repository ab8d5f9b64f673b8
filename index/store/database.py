"""The connection to the database. What only SQLite understands stands here and nowhere else.

A transaction that will write takes its lock at the start (BEGIN IMMEDIATE): a read that becomes a
write fails under contention instead of waiting.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from index.errors import DamagedData, DataFolderError, ReadOnlyData
from index.store.failures import tell_full

_PATIENCE: Final = 60
"""Seconds."""

_ATTEMPTS: Final = 500
"""Tries to change a new file's mode, a fiftieth of a second apart."""

_PRAGMAS: Final = (
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is written over
)


class Database:
    """One database file, usable from several threads and beside other processes.

    `patience` is for how many seconds it waits until another process's write has ended.
    """

    def __init__(self, path: Path, patience: float = _PATIENCE) -> None:
        self._path = path
        self._engine = _create_engine(path, patience)
        self._watching = threading.Lock()
        self._watcher: sqlite3.Connection | None = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        with self._explain_failures(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing."""
        engine = self._engine.execution_options(begins="BEGIN IMMEDIATE")
        with self._explain_failures(), engine.begin() as connection:
            yield connection

    def version(self) -> int:
        """A number that is another one once something was committed, by whatever process.

        It costs a hundredth of what a transaction does. Each open database has numbers of its own.
        """
        try:
            with self._watching:
                if self._watcher is None:
                    self._watcher = sqlite3.connect(self._path, check_same_thread=False)
                return int(self._watcher.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.DatabaseError as error:
            raise _explain(error, self._path) from error

    def find_damage(self) -> list[str]:
        """What SQLite's own check of the file's structure finds, a sentence each; empty where it is sound."""
        with self.read() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        told = [" ".join(str(line).split()) for line in found if line != "ok"]
        return [f"SQLite finds that the file of the database is damaged: {line}." for line in told]

    def wipe(self) -> None:
        """Write the files anew, so that nothing that was deleted stands in them any more.

        Readers go on meanwhile. Raises DataFolderError where one of them does not let go of what it reads.
        """
        engine = self._engine.execution_options(begins=None)  # neither is allowed in a transaction
        with self._explain_failures(), engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")
            is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        if is_busy:
            raise _tell_busy(self._path)

    def close(self) -> None:
        """Close every connection."""
        with self._watching:
            if self._watcher is not None:
                self._watcher.close()
        self._engine.dispose()

    @contextmanager
    def _explain_failures(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise _explain(error, self._path) from error


def _create_engine(path: Path, patience: float) -> Engine:
    # isolation_level None: the driver opens no transactions of its own; `begin` below does.
    arguments = {"timeout": patience, "isolation_level": None}
    # Failures are logged, and what was to be written may be somebody's question.
    engine = create_engine(f"sqlite:///{path}", connect_args=arguments, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        _enter_wal_mode(connection)
        for pragma in _PRAGMAS:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        begins = connection.get_execution_options().get("begins", "BEGIN")
        if begins is not None:
            connection.exec_driver_sql(begins)

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


def _explain(error: DatabaseError | sqlite3.DatabaseError, path: Path) -> DataFolderError:
    reason = str(getattr(error, "orig", error))
    if "readonly" in reason or "unable to open" in reason:
        return ReadOnlyData(
            f"The data folder {path.parent} cannot be written to. "
            "Give its owner the right to write, or choose another folder with --data."
        )
    if isinstance(error, OperationalError | sqlite3.OperationalError) and "locked" in reason:
        return _tell_busy(path)
    if "is full" in reason:
        return tell_full(path.parent)
    return DamagedData(
        f"The database {path} is damaged ({reason}). Restore it from a backup, or delete the data "
        "folder and build again if all its documents are in the corpus folder."
    )


def _tell_busy(path: Path) -> DataFolderError:
    return DataFolderError(
        f"The data folder {path.parent} is in use by another process that does not let go. "
        "Try again when that has ended."
    )
