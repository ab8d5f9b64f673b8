"""Brings a database to today's tables: a new one at once, an older one by numbered steps.

A step is a small function of alembic's operations, which write the same change for SQLite and for
PostgreSQL. One that has been released is never edited, and the columns that it adds are the last of their
table in `schema.py`: a test compares the outcome of all steps with the tables of a new database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from sqlalchemy import Connection, update

from index.errors import DataFolderError, NewerFormat
from index.store.database import Database
from index.store.file_lock import hold_lock
from index.store.intake import PURGING
from index.store.meta import check_tables, set_missing_meta, stored_format, tell_older
from index.store.schema import FIRST_FORMAT, meta, metadata

if TYPE_CHECKING:
    from alembic.operations import Operations

    Step = Callable[[Operations], None]

STEPS: Final[tuple[Step, ...]] = ()
"""The first of them leads from the first format to the next."""


def bring_up_to_date(
    database: Database, folder: Path, model: str | None, steps: Sequence[Step] = STEPS
) -> None:
    """Make the tables, or take the steps to today's, of which a copy is made before.

    Raises DataFolderError if there is no record and no model for a new one; and what `migrate` raises.
    """
    with hold_lock(folder, PURGING):
        with database.read() as connection:
            taken = stored_format(connection)
        if taken == 0 and model is None:
            raise DataFolderError(f"There is no record in {folder}. Name its folder with --data.")
        if FIRST_FORMAT <= taken < FIRST_FORMAT + len(steps):
            database.copy_before(FIRST_FORMAT + len(steps))
        with database.write() as connection:
            migrate(connection, folder, steps)
            facts = {"model": model or "", "generation": "0", "identity": uuid4().hex}
            set_missing_meta(connection, facts)


def migrate(connection: Connection, folder: Path, steps: Sequence[Step] = STEPS) -> None:
    """Make the tables, or take the steps that the store has not taken, in the caller's transaction.

    Raises NewerFormat if the store has taken more than this program knows, OlderFormat if its format
    is one from which no step leads on, ForeignTables where the steps do not make the tables of today of it.
    """
    taken, wanted = stored_format(connection), FIRST_FORMAT + len(steps)
    if taken == 0:
        metadata.create_all(connection, checkfirst=False)
        connection.execute(meta.insert().values(key="format", value=str(wanted)))
        return
    if taken > wanted:
        raise NewerFormat(
            f"{folder} was made by a newer version of this program (format {taken}; this one knows "
            f"{wanted}). Update the program, or choose another data folder with --data."
        )
    if taken < FIRST_FORMAT:
        raise tell_older(folder, taken)
    _take(connection, steps[taken - FIRST_FORMAT :])
    check_tables(connection, folder)
    connection.execute(update(meta).where(meta.c.key == "format").values(value=str(wanted)))


def _take(connection: Connection, steps: Sequence[Step]) -> None:
    if not steps:
        return
    from alembic.operations import Operations  # large, and wanted by none but an older record
    from alembic.runtime.migration import MigrationContext

    operations = Operations(MigrationContext.configure(connection))
    for step in steps:
        step(operations)
