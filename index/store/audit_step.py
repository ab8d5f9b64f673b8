"""A step of `migrations.py`: events say what changed, corrections can be withdrawn, documents purged.

A row whose seal was right gets the seal of its new form; one that was changed by hand keeps its wrong one, so
that it is still found.
"""

from collections.abc import Mapping
from typing import Any, Final

from alembic.operations import Operations
from sqlalchemy import Column, Connection, ForeignKey, Integer, Text, column, select, table, update

from index.identifiers import seal

_EVENT: Final = ("at", "actor", "action", "document_id", "version")
_EVENT_NOW: Final = (*_EVENT, "scope", "before", "after", "reason", "undoes")
_CORRECTION: Final = ("start", "end", "speaker", "at", "actor")
_CORRECTION_NOW: Final = (*_CORRECTION, "withdraws")

_events = table("events", *map(column, ("id", *_EVENT_NOW, "seal")))
_corrections = table("corrections", *map(column, ("id", "version_id", *_CORRECTION_NOW, "seal")))
_documents = table("documents", column("id"), column("scope"))
_versions = table("versions", column("id"), column("key"))


def create_audit(op: Operations) -> None:
    """Take the step."""
    for name in ("scope", "before", "after", "reason"):
        op.add_column("events", Column(name, Text))
    op.add_column("events", Column("undoes", Integer))
    op.add_column("corrections", Column("withdraws", Integer))
    connection = op.get_bind()
    _reseal_events(connection)
    _reseal_corrections(connection)
    with op.batch_alter_table("events", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column("scope", existing_type=Text(), nullable=False)
    op.create_table(
        "tombstones",
        Column("document_id", Text, ForeignKey("documents.id"), primary_key=True),
        Column("at", Text, nullable=False),
        Column("actor", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("links", Text, nullable=False),
        Column("seal", Text, nullable=False),
    )
    op.create_table(
        "departures",
        Column("scope", Text, primary_key=True),
        Column("at", Text, nullable=False),
        Column("seal", Text, nullable=False),
    )


def _reseal_events(connection: Connection) -> None:
    owners = select(_documents.c.scope).where(_documents.c.id == _events.c.document_id)
    connection.execute(update(_events).values(scope=owners.scalar_subquery()))
    for row in [found._asdict() for found in connection.execute(select(_events))]:
        if row["seal"] == _seal(row, _EVENT):
            sealed = _seal(row, _EVENT_NOW)
            connection.execute(update(_events).where(_events.c.id == row["id"]).values(seal=sealed))


def _reseal_corrections(connection: Connection) -> None:
    joined = select(_corrections, _versions.c.key).where(_versions.c.id == _corrections.c.version_id)
    for row in [found._asdict() for found in connection.execute(joined)]:
        if row["seal"] == _seal(row, ("key", *_CORRECTION)):
            sealed = _seal(row, ("key", *_CORRECTION_NOW))
            connection.execute(update(_corrections).where(_corrections.c.id == row["id"]).values(seal=sealed))


def _seal(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return seal(*(row[name] for name in names))
