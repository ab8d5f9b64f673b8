"""The settings of servers, their moderators' changes, and the servers that the bot left."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Connection, delete, func, insert, select, union, update

from index.domain.audit import LIBRARY_ACTOR, AuditCursor
from index.domain.document import EVERYONE
from index.domain.server import ServerAction, ServerEvent, ServerSettings
from index.errors import BadSetting, DamagedData
from index.store.database import Database
from index.store.events import read_server_events, record_server_event, to_stamp
from index.store.meta import drop_fact, get_meta, set_meta, to_number
from index.store.rows import with_checksum
from index.store.schema import (
    PURGED,
    departures,
    documents,
    feedback,
    followers,
    server_acts,
    servers,
    unanswered,
)
from index.store.sqlite_errors import RESTORE

_POSTED: Final = "posted:"


class ServerTables:
    """The tables of servers. What is set there is no change of the record: its generation stays."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def settings(self, scope: str) -> ServerSettings:
        """The settings of a scope; the defaults if none are stored. Raises DamagedData."""
        with self._database.read() as connection:
            return _read(connection, scope)

    def change(self, scope: str, changes: Mapping[str, Any], *, actor: str) -> ServerSettings:
        """Set what `changes` names, and note who set it, for each setting that is another afterwards.

        Raises BadSetting, and then changes nothing.
        """
        with self._database.write() as connection:
            before = _read(connection, scope)
            after = _check({**before.model_dump(), **changes})
            for name, old in before.model_dump().items():
                new = getattr(after, name)
                if new != old:
                    record_server_event(
                        connection,
                        actor=actor,
                        scope=scope,
                        action="set",
                        subject=name,
                        before=json.dumps(old),
                        after=json.dumps(new),
                    )
            if after != before:
                _write(connection, scope, after)
        return after

    def acts(self, scope: str) -> list[ServerEvent]:
        """The events of a scope that concern no document, the oldest first."""
        with self._database.read() as connection:
            return read_server_events(connection, server_acts.c.scope == scope)

    def posted(self, scope: str) -> AuditCursor | None:
        """The place in the audit up to which a scope's acts were posted; None if none was."""
        with self._database.read() as connection:
            noted = get_meta(connection, f"{_POSTED}{scope}")
        return AuditCursor.parse(noted) if noted else None

    def note_posted(self, scope: str, place: AuditCursor | None) -> None:
        """Note up to where a scope's acts were posted; None that none was."""
        with self._database.write() as connection:
            set_meta(connection, f"{_POSTED}{scope}", str(place) if place else "")


def _read(connection: Connection, scope: str) -> ServerSettings:
    stored = connection.scalar(select(servers.c.settings).where(servers.c.scope == scope))
    if stored is None:
        return ServerSettings()
    try:
        return ServerSettings.model_validate_json(stored)
    except ValidationError as error:
        raise DamagedData(
            f"The settings of {scope} in the database do not match their checksum. {RESTORE}"
        ) from error


def _check(values: Mapping[str, Any]) -> ServerSettings:
    try:
        return ServerSettings.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        name = ".".join(map(str, fault["loc"]))
        raise BadSetting(f"The setting {name} is not valid: {fault['msg']}. Nothing was changed.") from error


def _write(connection: Connection, scope: str, settings: ServerSettings) -> None:
    row = {"scope": scope, "settings": settings.model_dump_json()}
    sealed = with_checksum(servers, row)
    is_own = servers.c.scope == scope
    if connection.execute(update(servers).where(is_own).values(sealed)).rowcount == 0:
        connection.execute(insert(servers).values(sealed))


_SETTING = "daily_channel"


def list_daily(connection: Connection, before: datetime) -> dict[str, str]:
    """The channel of each scope that has one, and had chosen it by that moment."""
    is_choice = (server_acts.c.action == "set") & (server_acts.c.subject == _SETTING)
    latest = select(server_acts.c.scope, func.max(server_acts.c.at)).where(is_choice)
    ready = {
        scope
        for scope, at in connection.execute(latest.group_by(server_acts.c.scope))
        if at <= to_stamp(before)
    }
    rows = connection.execute(select(servers.c.scope, servers.c.settings)).all()
    chosen = {scope: json.loads(settings).get(_SETTING) for scope, settings in rows if scope in ready}
    return {scope: channel for scope, channel in chosen.items() if channel is not None}


_ABSENT: Final = "absent:"
"""The prefix of the fact that counts the days of the bot's absence from a server, and names the last."""


class LeftServerTable:
    """The servers that the bot left. It is not part of the record: the generation stays the same."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_servers(self) -> set[str]:
        """The servers of which documents, feedback or questions are kept, and those that were left."""
        scopes = [table.c.scope for table in (unanswered, followers, feedback, departures)]
        is_kept = documents.c.removed.is_distinct_from(PURGED)
        query = union(select(documents.c.scope).where(is_kept), *map(select, scopes))
        with self._database.read() as connection:
            return set(connection.scalars(query)) - {EVERYONE}

    def record_departure(self, scope: str, at: datetime, *, actor: str = LIBRARY_ACTOR) -> None:
        """Record that the bot is absent from a server. Its documents are kept until they are purged.

        The first moment counts as that of leaving; each day on which absence is recorded is counted once.
        """
        if scope == EVERYONE:
            raise ValueError("everyone is not a server that can be left")
        with self._database.write() as connection:
            if _note(connection, scope, to_stamp(at)):
                _record(connection, "leave", scope, actor, None, to_stamp(at))
            _count_day(connection, scope, to_stamp(at))

    def record_return(self, scope: str, *, actor: str = LIBRARY_ACTOR) -> None:
        """Record that the bot is in a server again, if it ever left it."""
        with self._database.read() as connection:
            if _read_left_at(connection, scope) is None:
                return
        with self._database.write() as connection:
            left = _read_left_at(connection, scope)
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
    noted = _read_left_at(connection, scope)
    row = with_checksum(departures, {"scope": scope, "at": at})
    if noted is None:
        connection.execute(insert(departures).values(row))
    elif at < noted:
        connection.execute(update(departures).where(departures.c.scope == scope).values(row))
    return noted is None


def _read_left_at(connection: Connection, scope: str) -> str | None:
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
