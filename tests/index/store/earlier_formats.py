"""Records as earlier releases wrote them: the same rows in the tables of a former format."""

import sqlite3
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

from index.identifiers import seal
from index.store.backup_file import DATABASE_NAME
from index.store.database import Database
from index.store.migrations import STEPS

_AUDIT = 4
"""The format since which events and corrections have more columns, all of which are sealed."""


def go_back(data: Path, number: int) -> None:
    """Make of a closed record one of a former format. What had no place in that is lost."""
    path, former = data / DATABASE_NAME, data / "former.sqlite"
    database = Database(former)
    with database.write() as connection:
        operations = Operations(MigrationContext.configure(connection))
        for step in STEPS[:number]:
            step(operations)
    database.close()
    connection = sqlite3.connect(former)
    connection.execute("ATTACH ? AS today", [str(path)])
    for table in _list_tables(connection):
        names = ", ".join(f'"{name}"' for name in _list_columns(connection, table))
        connection.execute(f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM today."{table}"')  # noqa: S608
    connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", [str(number)])
    if number < _AUDIT:
        _seal_as_before(connection)
    connection.commit()
    connection.close()
    for left in data.glob(f"{DATABASE_NAME}*"):
        left.unlink()
    for made in data.glob("former.sqlite*"):
        made.rename(data / made.name.replace("former.sqlite", DATABASE_NAME))


def _list_tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    return [name for (name,) in rows if not name.startswith("sqlite_")]


def _list_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]


def _seal_as_before(connection: sqlite3.Connection) -> None:
    events = connection.execute(
        "SELECT id, at, actor, action, document_id, version FROM main.events"
    ).fetchall()
    for number, *row in events:
        connection.execute("UPDATE main.events SET seal = ? WHERE id = ?", [seal(*row), number])
