"""The audit: acts on documents and those that concern none, as one list."""

from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Table, func, select

from index.audit import Act, Place
from index.store.events import choose_acts, read_events, to_stamp
from index.store.schema import events, server_acts
from index.store.server_acts import read_server_acts


def read_audit(
    connection: Connection,
    *,
    scope: str | None,
    actor: str | None,
    action: str | None,
    document: str | None,
    since: datetime | None,
    until: datetime | None,
    before: Place | int | None,
    after: Place | None,
    limit: int,
) -> list[Act]:
    """At most `limit` acts that fit, the newest first: those next after a place, or else before one.

    Either table is read in the order of its ids; moments only tell how the two go together.
    """
    upper = _find_place(connection, before) if isinstance(before, int) else before
    is_forward = after is not None

    def read(table: Table) -> Iterator[Act]:
        conditions = choose_acts(table, scope=scope, actor=actor, action=action, since=since, until=until)
        conditions += _bound(table, upper, after)
        order = [table.c.id if is_forward else table.c.id.desc()]
        if table is server_acts:
            yield from read_server_acts(connection, *conditions, order=order, limit=limit)
        else:
            is_on = [] if document is None else [events.c.document_id == document]
            yield from read_events(connection, *conditions, *is_on, order=order, limit=limit)

    tables = (
        [events] if document is not None else [server_acts, events] if is_forward else [events, server_acts]
    )
    merged = merge(*map(read, tables), key=lambda act: act.at, reverse=not is_forward)
    nearest = list(islice(merged, limit))
    return nearest[::-1] if is_forward else nearest


def find_place(connection: Connection, at: datetime | None) -> Place:
    """The place before all that was done at a moment or later; None is after everything."""
    firsts = []
    for table in (events, server_acts):
        is_before = [] if at is None else [table.c.at < to_stamp(at)]
        firsts.append(connection.scalar(select(func.max(table.c.id)).where(*is_before)) or 0)
    return Place(firsts[0] + 1, firsts[1] + 1)


def _find_place(connection: Connection, event: int) -> Place:
    """The place before an event, by its id, and before what servers did later than it."""
    at = connection.scalar(select(events.c.at).where(events.c.id == event))
    is_before = [] if at is None else [server_acts.c.at <= at]
    last = connection.scalar(select(func.max(server_acts.c.id)).where(*is_before)) or 0
    return Place(event, last + 1)


def _bound(table: Table, upper: Place | None, lower: Place | None) -> list[ColumnElement[bool]]:
    number = 0 if table is events else 1
    bounds = []
    if upper is not None:
        bounds.append(table.c.id < upper[number])
    if lower is not None:
        bounds.append(table.c.id >= lower[number])
    return bounds
