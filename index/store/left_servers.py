"""The servers that the bot has left: when that was first seen, and on how many days it was seen again.

Days are counted because a clock may jump: a date alone would make what was left yesterday look long left.
"""

import json
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, select, union, update

from index.domain.document import EVERYONE
from index.domain.server import ServerAction
from index.store.database import Database
from index.store.events import to_stamp
from index.store.meta import drop_fact, get_meta, set_meta, to_number
from index.store.purging import PURGED
from index.store.schema import departures, documents, feedback, followers, unanswered
from index.store.seals import with_checksum
from index.store.server_acts import record_server_event

_ABSENT: Final = "absent:"
"""How the fact begins that says on how many days the bot was absent from a server, and the last of them."""


class LeftServerTable:
    """Which servers were left. It is no part of the record: its generation stays."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_servers(self) -> set[str]:
        """The servers of which something is kept that goes once they are left, and those that were left."""
        scopes = [table.c.scope for table in (unanswered, followers, feedback, departures)]
        is_kept = documents.c.removed.is_distinct_from(PURGED)
        query = union(select(documents.c.scope).where(is_kept), *map(select, scopes))
        with self._database.read() as connection:
            return set(connection.scalars(query)) - {EVERYONE}

    def record_departure(self, scope: str, at: datetime, *, actor: str) -> None:
        """Note that the bot is absent from a server: the first moment counts, and each day once."""
        if scope == EVERYONE:
            raise ValueError("everyone is no server that can be left")
        with self._database.write() as connection:
            if _note(connection, scope, to_stamp(at)):
                _record(connection, "leave", scope, actor, None, to_stamp(at))
            _count_day(connection, scope, to_stamp(at))

    def record_return(self, scope: str, *, actor: str) -> None:
        """Note that the bot is in a server, if it ever left it."""
        with self._database.read() as connection:
            if _read(connection, scope) is None:
                return
        with self._database.write() as connection:
            left = _read(connection, scope)
            if left is not None:  # still: another process may have noted it first
                forget_departure(connection, scope)
                _record(connection, "return", scope, actor, left, None)


def forget_departure(connection: Connection, scope: str) -> None:
    """Forget that a server was left, and the days that were counted."""
    connection.execute(delete(departures).where(departures.c.scope == scope))
    drop_fact(connection, f"{_ABSENT}{scope}")


def list_left_servers(connection: Connection, before: datetime, days: int) -> list[str]:
    """The servers that were left before a moment, and in which the bot was absent on so many days."""
    is_before = departures.c.at < to_stamp(before)
    left = connection.scalars(select(departures.c.scope).where(is_before)).all()
    return [scope for scope in left if _read_days(connection, scope)[0] >= days]


def _note(connection: Connection, scope: str, at: str) -> bool:
    """Note when a server was left, unless that is noted already; whether it was not.

    A later moment that is noted was a clock's that was fast, and is put right.
    """
    noted = _read(connection, scope)
    row = with_checksum(departures, {"scope": scope, "at": at})
    if noted is None:
        connection.execute(insert(departures).values(row))
    elif at < noted:
        connection.execute(update(departures).where(departures.c.scope == scope).values(row))
    return noted is None


def _read(connection: Connection, scope: str) -> str | None:
    return connection.scalar(select(departures.c.at).where(departures.c.scope == scope))


def _count_day(connection: Connection, scope: str, at: str) -> None:
    """Count a day after the last one; an earlier one is of a clock that was fast, and is gone on from."""
    days, last = _read_days(connection, scope)
    day, *_ = at.split("T")
    if day != last:
        set_meta(connection, f"{_ABSENT}{scope}", f"{days + (day > last)} {day}")


def _read_days(connection: Connection, scope: str) -> tuple[int, str]:
    """On how many days the bot was absent, and the last of them."""
    key = f"{_ABSENT}{scope}"
    days, _, last = (get_meta(connection, key) or "").partition(" ")
    return to_number(key, days), last


def _record(
    connection: Connection,
    action: ServerAction,
    scope: str,
    actor: str,
    before: str | None,
    after: str | None,
) -> None:
    told = {"before": json.dumps(before), "after": json.dumps(after)}
    record_server_event(connection, actor=actor, scope=scope, action=action, subject="left", **told)
