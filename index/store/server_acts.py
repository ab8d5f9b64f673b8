"""What moderators did that concerns no document, written within a caller's transaction; append-only."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select

from index.identifiers import seal
from index.servers import ServerAct
from index.store.schema import events, server_acts
from index.store.versions import now


def record_server_act(
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
    connection.execute(insert(server_acts).values(row | {"seal": seal_server_act(row)}))


def read_server_acts(connection: Connection, scope: str) -> list[ServerAct]:
    """All acts in a scope, the oldest first."""
    shown = [server_acts.c[name] for name in ServerAct.model_fields]
    rows = connection.execute(select(*shown).where(server_acts.c.scope == scope).order_by(server_acts.c.id))
    return [ServerAct(**row) for row in rows.mappings()]


def count_acts(connection: Connection, actor: str) -> Counter[str]:
    """How often somebody did what, to documents and otherwise."""
    counts: Counter[str] = Counter()
    for table in (events, server_acts):
        query = select(table.c.action, func.count()).where(table.c.actor == actor).group_by(table.c.action)
        for action, count in connection.execute(query):
            counts[action] += count
    return counts


def seal_server_act(row: Mapping[str, Any]) -> str:
    """The seal over an act's row."""
    return seal(*(row[column.name] for column in server_acts.c if column.name not in ("id", "seal")))
