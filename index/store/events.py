"""Audit events of documents and servers: rows that are never changed, except redacted by a purge."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert, select, update

from index.domain.document import ANY_SCOPE, EVERYONE, Action, Event
from index.domain.server import ServerAction, ServerEvent
from index.store.rows import row_checksum, with_checksum
from index.store.schema import documents, events, server_acts, unanswered, versions
from index.store.versions import is_current, now

Told = Mapping[str, Any]
"""The fields that an event changed, by name."""


def record_event(
    connection: Connection,
    entry: Mapping[str, Any],
    action: Action,
    *,
    actor: str,
    before: Told | None = None,
    after: Told | None = None,
    reason: str | None = None,
    undoes: int | None = None,
) -> int:
    """Write down an act on a document, given its entry as it is after the act. Returns the event's id."""
    row = {
        "at": now(),
        "actor": actor,
        "action": action,
        "document_id": entry["id"],
        "version": entry["version"],
        "scope": entry["scope"],
        "before": _to_json(before),
        "after": _to_json(after),
        "reason": reason,
        "undoes": undoes,
    }
    sealed = with_checksum(events, row)
    return int(connection.execute(insert(events).returning(events.c.id), sealed).scalar_one())


def read_events(
    connection: Connection,
    *conditions: ColumnElement[bool],
    order: Sequence[ColumnElement[Any]] = (events.c.id,),
    limit: int | None = None,
) -> list[Event]:
    """The events that fit, in order, each with its document's title of today."""
    query = (
        select(events, versions.c.title)
        .join(documents, documents.c.id == events.c.document_id)
        .outerjoin(versions, is_current)
        .where(*conditions)
        .order_by(*order)
        .limit(limit)
    )
    return [_to_event(row._asdict()) for row in connection.execute(query)]


def filter_events(
    table: Table,
    *,
    scope: str = EVERYONE,
    actor: str | None = None,
    action: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[ColumnElement[bool]]:
    """The conditions that narrow a table of acts down; None leaves a question aside."""
    wanted = {
        table.c.scope: None if scope == ANY_SCOPE else scope,
        table.c.actor: actor,
        table.c.action: action,
    }
    conditions = [column == value for column, value in wanted.items() if value is not None]
    if since is not None:
        conditions.append(table.c.at >= to_stamp(since))
    if until is not None:
        conditions.append(table.c.at <= to_stamp(until))
    return conditions


def redact_events(connection: Connection, document: str) -> None:
    """Take from the events of a purged document all that they say of it, and leave who did what, and when."""
    said = {"before": None, "after": None, "reason": None}
    query = select(events).where(events.c.document_id == document)
    for row in connection.execute(query).all():
        values = said | {"seal": row_checksum(events, row._asdict() | said)}
        connection.execute(update(events).where(events.c.id == row.id).values(values))


def to_stamp(moment: datetime) -> str:
    """A moment as rows hold it; one without a zone is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds")


def _to_event(row: Mapping[str, Any]) -> Event:
    told = {name: row[name] and json.loads(row[name]) for name in ("before", "after")}
    return Event(**{name: row[name] for name in Event.model_fields if name in row} | told)


def _to_json(told: Told | None) -> str | None:
    return None if told is None else json.dumps(told, ensure_ascii=False)


def record_server_event(
    connection: Connection,
    *,
    actor: str,
    scope: str,
    action: ServerAction,
    subject: str,
    before: str,
    after: str,
) -> None:
    """Note an act; `before` and `after` are JSON."""
    row = {
        "at": now(),
        "actor": actor,
        "scope": scope,
        "action": action,
        "subject": subject,
        "before": before,
        "after": after,
    }
    connection.execute(insert(server_acts).values(with_checksum(server_acts, row)))


def read_server_events(
    connection: Connection,
    *conditions: ColumnElement[bool],
    order: Sequence[ColumnElement[Any]] = (server_acts.c.id,),
    limit: int | None = None,
) -> list[ServerEvent]:
    """The acts that fit, in order, each with the wording of its question while that is kept."""
    columns = [server_acts.c[name] for name in ServerEvent.model_fields if name in server_acts.c]
    is_asked = (unanswered.c.scope == server_acts.c.scope) & (unanswered.c.key == server_acts.c.subject)
    query = (
        select(*columns, unanswered.c.question.label("title"))
        .outerjoin(unanswered, is_asked)
        .where(*conditions)
        .order_by(*order)
        .limit(limit)
    )
    return [ServerEvent(**row) for row in connection.execute(query).mappings()]
