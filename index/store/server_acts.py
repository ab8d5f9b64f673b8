"""What moderators did that concerns no document, written within a caller's transaction; append-only."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select

from index.identifiers import seal
from index.servers import Act
from index.store.schema import acts, events
from index.store.versions import now


def record_act(
    connection: Connection, *, actor: str, scope: str, action: str, subject: str, before: str, after: str
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
    connection.execute(insert(acts).values(row | {"seal": seal_act(row)}))


def read_acts(connection: Connection, scope: str) -> list[Act]:
    """All acts in a scope, the oldest first."""
    shown = [acts.c[name] for name in Act.model_fields]
    rows = connection.execute(select(*shown).where(acts.c.scope == scope).order_by(acts.c.id))
    return [Act(**row) for row in rows.mappings()]


def count_acts(connection: Connection, actor: str) -> Counter[str]:
    """How often somebody did what, to documents and otherwise."""
    counts: Counter[str] = Counter()
    for table in (events, acts):
        query = select(table.c.action, func.count()).where(table.c.actor == actor).group_by(table.c.action)
        for action, count in connection.execute(query):
            counts[action] += count
    return counts


def seal_act(row: Mapping[str, Any]) -> str:
    """The seal over an act's row."""
    return seal(*(row[column.name] for column in acts.c if column.name not in ("id", "seal")))
