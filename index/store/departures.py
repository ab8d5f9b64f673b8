"""The servers that the bot has left, and when."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from index.store.events import to_stamp
from index.store.schema import departures
from index.store.seals import with_seal


def note_departure(connection: Connection, scope: str, at: datetime) -> bool:
    """Note when the bot left a server, unless that is noted already; whether it was not."""
    if _read(connection, scope) is not None:
        return False
    row = {"scope": scope, "at": to_stamp(at)}
    connection.execute(insert(departures).values(with_seal(departures, row)))
    return True


def note_return(connection: Connection, scope: str) -> str | None:
    """Forget that the bot left a server, and return when it did; None where it had not."""
    left = _read(connection, scope)
    connection.execute(delete(departures).where(departures.c.scope == scope))
    return left


def list_departed(connection: Connection, before: datetime) -> list[str]:
    """The servers that the bot left before a moment, and to which it has not come back."""
    is_before = departures.c.at < to_stamp(before)
    return list(connection.scalars(select(departures.c.scope).where(is_before)))


def _read(connection: Connection, scope: str) -> str | None:
    return connection.scalar(select(departures.c.at).where(departures.c.scope == scope))
