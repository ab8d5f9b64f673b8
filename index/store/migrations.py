"""How a store of an older format becomes one of today's: numbered steps, each run once.

A step is a small function of alembic's operations, which write the same change for SQLite and for
PostgreSQL. A step that has been released is never edited; a test compares the outcome of all of
them with `schema.py`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    create_engine,
    update,
)

from index.errors import DataFolderError, NewerFormat
from index.store.audit_step import create_audit
from index.store.database import Database, list_columns
from index.store.facts import set_if_absent, stored_format, tell_foreign
from index.store.feedback_step import create_feedback
from index.store.file_lock import hold_lock
from index.store.intake import PURGING
from index.store.rounds_step import create_rounds
from index.store.schema import FORMAT, meta

T = TypeVar("T")

Step = Callable[[Operations], None]


def _create_record(op: Operations) -> None:
    op.create_table("meta", Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
    op.create_table(
        "documents",
        Column("id", Text, primary_key=True),
        Column("scope", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("generation", Integer, nullable=False, index=True),
        Column("removed", Text),
        Column("added", Text, nullable=False),
        Column("corpus_path", Text, unique=True),
        Column("corpus_digest", Text),
        Column("seal", Text, nullable=False),
    )
    op.create_table(
        "versions",
        Column("id", Integer, primary_key=True),
        Column("document_id", Text, ForeignKey("documents.id"), nullable=False, index=True),
        Column("number", Integer, nullable=False),
        Column("key", Text, nullable=False, index=True),
        Column("created", Text, nullable=False),
        Column("splitter", Integer, nullable=False),
        Column("title", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("author", Text),
        Column("publisher", Text),
        Column("party", Text, nullable=False),
        Column("published", Text),
        Column("url", Text),
        Column("language", Text, nullable=False),
        Column("rights", Text),
        Column("about", Text, nullable=False),
        Column("media_type", Text, nullable=False),
        Column("original", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("sha256", Text, nullable=False, index=True),
        Column("seal", Text, nullable=False),
        UniqueConstraint("document_id", "number"),
    )
    _create_parts_of_versions(op)


def _create_parts_of_versions(op: Operations) -> None:
    op.create_table(
        "sentences",
        Column("version_id", Integer, ForeignKey("versions.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("block", Integer, nullable=False),
        Column("vector", Text, nullable=False),
    )
    op.create_table(
        "passages",
        Column("id", Integer, primary_key=True),
        Column("version_id", Integer, ForeignKey("versions.id"), nullable=False, index=True),
        Column("position", Integer, nullable=False),
        Column("first_sentence", Integer, nullable=False),
        Column("last_sentence", Integer, nullable=False),
        Column("heading", Text),
        Column("vector", Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "vectors",
        Column("digest", Text, primary_key=True),
        Column("vector", LargeBinary, nullable=False),
        Column("seal", Text, nullable=False),
    )
    op.create_table(
        "events",
        Column("id", Integer, primary_key=True),
        Column("at", Text, nullable=False),
        Column("actor", Text, nullable=False),
        Column("action", Text, nullable=False),
        Column("document_id", Text, ForeignKey("documents.id"), nullable=False, index=True),
        Column("version", Integer, nullable=False),
        Column("seal", Text, nullable=False),
        sqlite_autoincrement=True,
    )


def _create_speech(op: Operations) -> None:
    op.create_table(
        "analyses",
        Column("id", Integer, primary_key=True),
        Column("version_id", Integer, ForeignKey("versions.id"), nullable=False, unique=True),
        Column("number", Integer, nullable=False),
        Column("names", Text, nullable=False),
        Column("seal", Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "utterances",
        Column("version_id", Integer, ForeignKey("versions.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("manner", Text, nullable=False),
        Column("speaker", Text),
        Column("body", Text),
        Column("cue_start", Integer),
        Column("cue_end", Integer),
    )
    op.create_table(
        "corrections",
        Column("id", Integer, primary_key=True),
        Column("version_id", Integer, ForeignKey("versions.id"), nullable=False, index=True),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("speaker", Text),
        Column("at", Text, nullable=False),
        Column("actor", Text, nullable=False),
        Column("seal", Text, nullable=False),
        sqlite_autoincrement=True,
    )


def _add_pages(op: Operations) -> None:
    op.add_column("versions", Column("pages", Text))


def _create_servers(op: Operations) -> None:
    op.create_table(
        "servers",
        Column("scope", Text, primary_key=True),
        Column("settings", Text, nullable=False),
        Column("seal", Text, nullable=False),
    )
    op.create_table(
        "server_acts",
        Column("id", Integer, primary_key=True),
        Column("at", Text, nullable=False),
        Column("actor", Text, nullable=False, index=True),
        Column("scope", Text, nullable=False, index=True),
        Column("action", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("before", Text, nullable=False),
        Column("after", Text, nullable=False),
        Column("seal", Text, nullable=False),
        sqlite_autoincrement=True,
    )


def _create_unanswered(op: Operations) -> None:
    op.create_table(
        "unanswered",
        Column("id", Integer, primary_key=True),
        Column("scope", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("question", Text, nullable=False),
        Column("vector", LargeBinary, nullable=False),
        Column("nearest", Text),
        Column("first_asked", Text, nullable=False),
        Column("last_asked", Text, nullable=False),
        Column("times", Integer, nullable=False),
        Column("state", Text, nullable=False),
        Column("seal", Text, nullable=False),
        UniqueConstraint("scope", "key"),
    )
    op.create_table(
        "followers",
        Column("id", Integer, primary_key=True),
        Column("user", Text, nullable=False, index=True),
        Column("scope", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("question", Text, nullable=False),
        Column("place", Text, nullable=False),
        Column("at", Text, nullable=False),
        Column("seal", Text, nullable=False),
        UniqueConstraint("user", "scope", "key"),
        sqlite_autoincrement=True,
    )


STEPS: Final[tuple[Step, ...]] = (
    _create_record,
    _create_speech,
    _add_pages,
    create_audit,
    _create_servers,
    _create_unanswered,
    create_rounds,
    create_feedback,
)


def bring_up_to_date(database: Database, folder: Path, model: str | None) -> None:
    """Make the tables, or take the steps to today's, of which a copy is made before."""
    with hold_lock(folder, PURGING):
        with database.read() as connection:
            taken = stored_format(connection)
        if taken == 0 and model is None:
            raise DataFolderError(f"There is no record in {folder}. Name its folder with --data.")
        if 0 < taken < FORMAT:
            database.copy_before(FORMAT)
        with database.write() as connection:
            migrate(connection, str(folder))
            facts = {"model": model or "", "generation": "0", "identity": uuid4().hex}
            set_if_absent(connection, facts)


def migrate(connection: Connection, name: str) -> None:
    """Take the steps that the store has not taken, in the caller's transaction.

    Raises NewerFormat where the store has taken more than this program knows, ForeignTables where its tables
    are not those that its steps make.
    """
    taken = stored_format(connection)
    if taken > FORMAT:
        raise NewerFormat(
            f"{name} was made by a newer version of this program (format {taken}; this one knows "
            f"{FORMAT}). Update the program, or choose another data folder with --data."
        )
    if taken and list_columns(connection) != make_in_memory(taken, list_columns):
        raise tell_foreign(name, taken)
    _take(connection, STEPS[taken:])
    if taken == 0:
        connection.execute(meta.insert().values(key="format", value=str(FORMAT)))
    else:
        connection.execute(update(meta).where(meta.c.key == "format").values(value=str(FORMAT)))


def make_in_memory(taken: int, read: Callable[[Connection], T]) -> T:
    """What is read of an empty store that has taken so many steps."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        _take(connection, STEPS[:taken])
        found = read(connection)
    engine.dispose()
    return found


def _take(connection: Connection, steps: Sequence[Step]) -> None:
    operations = Operations(MigrationContext.configure(connection))
    for step in steps:
        step(operations)
