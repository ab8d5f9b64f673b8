"""What moderators did that concerns no document, written within a caller's transaction; append-only."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select

from index.domain.server import ServerAction, ServerEvent
from index.store.schema import events, server_acts, unanswered
from index.store.seals import with_checksum
from index.store.versions import now


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


def count_actions(connection: Connection, actor: str) -> Counter[str]:
    """How often somebody did what, to documents and otherwise."""
    counts: Counter[str] = Counter()
    for table in (events, server_acts):
        query = select(table.c.action, func.count()).where(table.c.actor == actor).group_by(table.c.action)
        for action, count in connection.execute(query):
            counts[action] += count
    return counts
