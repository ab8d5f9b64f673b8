"""The connection to the database. What only SQLite understands stands here and in `sqlite_errors.py`.

A transaction that will write takes its lock at the start (BEGIN IMMEDIATE): a read that becomes a
write fails under contention instead of waiting.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.exc import DatabaseError

from index.errors import write_error
from index.store.private_files import make_private, sync
from index.store.sqlite_errors import NO_TEXT, explain, tell_busy, tell_damage

_BUSY_TIMEOUT_SECONDS: Final = 60
"""Seconds."""

_ERASING_TIMEOUT_SECONDS: Final = 5
"""Seconds that a purge waits for readers. They take milliseconds, except a check of the whole record."""

_ATTEMPTS: Final = 500
"""Tries to change a new file's mode."""

_PAUSE: Final = 0.02
"""Seconds between two tries of what SQLite does not wait for by itself."""

_COPIES: Final = "record.before-format-*.sqlite"
"""The name of the copy made before a database is migrated."""

_DONE: Final = "done"
"""Under which it is noted of a connection by which kinds of statements rows were changed."""

_PRAGMAS: Final = (
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is written over
)


class Database:
    """One database file, usable from several threads and beside other processes.

    `patience` is for how many seconds it waits until another process's write has ended.
    """

    def __init__(self, path: Path, patience: float = _BUSY_TIMEOUT_SECONDS) -> None:
        self._path = path
        self._patience = patience
        with suppress(OSError):  # which opening it explains
            make_private(path)
        self._owes_emptying = False
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
        if self._owes_emptying:
            self.empty_log(0)

    @contextmanager
    def erase(self, patience: float = _ERASING_TIMEOUT_SECONDS) -> Iterator[Connection]:
        """The same; and what it deletes is gone from the files once it is committed.

        Whoever deletes writes over a page, but in the log: in the file the page stays as it was until then.
        """
        with self.write() as connection:
            done = connection.info[_DONE] = set[str]()
            yield connection
        if done & {"DELETE", "UPDATE"}:
            self.empty_log(patience)
        if "DELETE" in done:
            self.delete_copies()

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
            raise explain(error, self._path) from error

    def copy_before(self, number: int) -> None:
        """Keep a copy beside the database, before it is brought to a format. Raises DataFolderError.

        What is erased later goes from no copy, so the next erasure deletes it.
        """
        self.copy(self._path.parent / _COPIES.replace("*", str(number)))

    def delete_copies(self) -> None:
        """Delete the copies that `copy_before` made. Raises DataFolderError."""
        for copy in self._path.parent.glob(_COPIES):
            try:
                copy.unlink(missing_ok=True)
            except OSError as error:
                sentence = (
                    f"{copy} cannot be deleted ({error.strerror}). Delete it: it may contain what was erased."
                )
                raise write_error(error, copy.parent, sentence) from error

    def copy(self, target: Path) -> None:
        """Write a copy of the database, as it is at one moment, without anything that was deleted.

        It is readable by its owner only. Raises DataFolderError; then nothing is left of it.
        """
        try:
            make_private(target)
            with self._explain_failures(), self._outside_transactions() as connection:
                connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
            sync(target)
        except BaseException as error:
            target.unlink(missing_ok=True)
            if isinstance(error, OSError):
                sentence = f"{target} cannot be written ({error.strerror}). Choose another location."
                raise write_error(error, target.parent, sentence) from error
            raise

    def find_damage(self) -> list[str]:
        """Faults in the file's structure by SQLite's check, a sentence each; empty if it is sound."""
        with self.read() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        told = [" ".join(str(line).split()) for line in found if line != "ok"]
        return [f"SQLite reports damage in the database file: {line}." for line in told]

    def wipe(self) -> None:
        """Rewrite the files, so that nothing deleted remains in them.

        Readers go on meanwhile. Raises DataFolderError if one of them does not let go of what it reads.
        """
        with self._explain_failures(), self._outside_transactions() as connection:
            connection.exec_driver_sql("VACUUM")
        self.delete_copies()
        if not self.empty_log(self._patience):
            raise tell_busy(self._path)

    def empty_log(self, patience: float) -> bool:
        """Write what the log holds into the file, and cut the log to nothing.

        False where somebody still read an older state after so many seconds. It is tried again with the next
        write then, and done at the latest when the last process closes the database.
        """
        until = time.monotonic() + patience
        with self._explain_failures(), self._outside_transactions() as connection:
            _be_patient(connection, patience)
            # SQLite waits for readers, but not for another process that is doing the same.
            while (is_busy := _try_to_empty_log(connection)) and time.monotonic() < until:
                time.sleep(_PAUSE)
            _be_patient(connection, self._patience)
        self._owes_emptying = is_busy
        return not is_busy

    @contextmanager
    def _outside_transactions(self) -> Iterator[Connection]:
        with self._engine.execution_options(begins=None).connect() as connection:
            yield connection

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
            raise explain(error, self._path) from error
        except UnicodeDecodeError as error:
            raise tell_damage(self._path, NO_TEXT) from error


def list_columns(connection: Connection) -> set[tuple[str, str]]:
    """The columns of all tables that were made on purpose."""
    query = (
        "SELECT made.name, held.name FROM sqlite_master AS made, pragma_table_info(made.name) AS held"
        " WHERE made.type = 'table' AND made.name NOT LIKE 'sqlite_%'"
    )
    return {(table, column) for table, column in connection.exec_driver_sql(query)}


def list_definitions(connection: Connection) -> dict[str, str]:
    """The SQL by which each table and index is defined, by its name, with single spaces.

    A table that a step made anew has its name in marks, which SQLite puts there as it renames it.
    """
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    found = {name: " ".join(sql.split()) for name, sql in connection.exec_driver_sql(query)}
    return {name: sql.replace(f'TABLE "{name}"', f"TABLE {name}", 1) for name, sql in found.items()}


def define_in_memory(metadata: MetaData) -> dict[str, str]:
    """The same of a new database that has these tables."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        metadata.create_all(connection, checkfirst=False)
        found = list_definitions(connection)
    engine.dispose()
    return found


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

    @event.listens_for(engine, "after_cursor_execute")
    def note_what_is_done(connection: Connection, cursor: Any, statement: str, *_more: Any) -> None:
        if _DONE in connection.info and cursor.rowcount > 0:
            connection.info[_DONE].add(statement.split(maxsplit=1)[0])

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        begins = connection.get_execution_options().get("begins", "BEGIN")
        if begins is not None:
            connection.exec_driver_sql(begins)

    return engine


def _try_to_empty_log(connection: Connection) -> bool:
    """Whether somebody was in the way."""
    return bool(connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0])


def _be_patient(connection: Connection, seconds: float) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(1000 * seconds)}")


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
            time.sleep(_PAUSE)
