"""The servers that the bot has left, and when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from index.identifiers import seal
from index.store.events import to_stamp
from index.store.schema import departures


def seal_departure(row: Mapping[str, Any]) -> str:
    """The seal over a departure."""
    return seal(row["scope"], row["at"])


def note_departure(connection: Connection, scope: str, at: datetime) -> None:
    """Note when the bot left a server, unless that is noted already."""
    is_noted = select(departures.c.at).where(departures.c.scope == scope)
    if connection.scalar(is_noted) is None:
        row = {"scope": scope, "at": to_stamp(at)}
        connection.execute(insert(departures).values(row | {"seal": seal_departure(row)}))


def note_return(connection: Connection, scope: str) -> None:
    """Forget that the bot left a server."""
    connection.execute(delete(departures).where(departures.c.scope == scope))


def list_departed(connection: Connection, before: datetime) -> list[str]:
    """The servers that the bot left before a moment, and to which it has not come back."""
    is_before = departures.c.at < to_stamp(before)
    return list(connection.scalars(select(departures.c.scope).where(is_before)))
