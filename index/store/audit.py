"""The audit: acts on documents and those that concern none, as one list."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from heapq import merge
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Table, func, select

from index.domain.audit import AuditCursor, AuditEntry
from index.domain.document import EVERYONE
from index.store.database import Database
from index.store.events import filter_events, read_events, read_server_events, to_stamp
from index.store.schema import events, server_acts


class AuditTable:
    """The audit of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(
        self,
        *,
        scope: str = EVERYONE,
        actor: str | None = None,
        action: str | None = None,
        document: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        before: AuditCursor | int | None = None,
        after: AuditCursor | None = None,
        limit: int = 25,
    ) -> list[AuditEntry]:
        """At most `limit` changes of documents and servers, newest first.

        `scope` is that of the changed documents, and of no others. `since` and `until` are inclusive.
        `before`, a cursor or the id of an event, gives the newest changes before it; `after`, a cursor, gives
        the oldest after it.
        """
        is_forward = after is not None
        fits = partial(filter_events, scope=scope, actor=actor, action=action, since=since, until=until)
        with self._database.read() as connection:
            upper = _find_place(connection, before) if isinstance(before, int) else before

            def read(table: Table) -> Sequence[AuditEntry]:
                conditions = fits(table) + _bound(table, upper, after)
                order = [table.c.id if is_forward else table.c.id.desc()]
                if table is server_acts:
                    return read_server_events(connection, *conditions, order=order, limit=limit)
                is_on = [] if document is None else [events.c.document_id == document]
                return read_events(connection, *conditions, *is_on, order=order, limit=limit)

            both = [server_acts, events] if is_forward else [events, server_acts]
            found = [read(table) for table in ([events] if document is not None else both)]
        merged = merge(*found, key=lambda act: act.at, reverse=not is_forward)
        nearest = list(islice(merged, limit))
        return nearest[::-1] if is_forward else nearest

    def cursor(self, at: datetime | None = None) -> AuditCursor:
        """The cursor before all changes made at a moment or later; without one, after everything."""
        with self._database.read() as connection:
            firsts = []
            for table in (events, server_acts):
                is_before = [] if at is None else [table.c.at < to_stamp(at)]
                firsts.append(connection.scalar(select(func.max(table.c.id)).where(*is_before)) or 0)
        return AuditCursor(firsts[0] + 1, firsts[1] + 1)

    def count_actions(self, actor: str) -> Counter[str]:
        """The number of an actor's changes by action: `add`, `remove`, `set`, `dismiss` and so on."""
        counts: Counter[str] = Counter()
        with self._database.read() as connection:
            for table in (events, server_acts):
                query = select(table.c.action, func.count()).where(table.c.actor == actor)
                for action, count in connection.execute(query.group_by(table.c.action)):
                    counts[action] += count
        return counts


def _find_place(connection: Connection, event: int) -> AuditCursor:
    """The place before an event, by its id, and before what servers did later than it."""
    at = connection.scalar(select(events.c.at).where(events.c.id == event))
    is_before = [] if at is None else [server_acts.c.at <= at]
    last = connection.scalar(select(func.max(server_acts.c.id)).where(*is_before)) or 0
    return AuditCursor(event, last + 1)


def _bound(table: Table, upper: AuditCursor | None, lower: AuditCursor | None) -> list[ColumnElement[bool]]:
    number = 0 if table is events else 1
    bounds = []
    if upper is not None:
        bounds.append(table.c.id < upper[number])
    if lower is not None:
        bounds.append(table.c.id >= lower[number])
    return bounds
