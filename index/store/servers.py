"""The settings of servers, and the acts of their moderators."""

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Connection, insert, select, update

from index.domain.audit import AuditCursor
from index.domain.server import ServerEvent, ServerSettings
from index.errors import BadSetting, DamagedData
from index.store.database import Database
from index.store.meta import get_meta, set_meta
from index.store.schema import server_acts, servers
from index.store.seals import with_checksum
from index.store.server_acts import read_server_events, record_server_event
from index.store.sqlite_errors import RESTORE

_POSTED: Final = "posted:"


class ServerTables:
    """The tables of servers. What is set there is no change of the record: its generation stays."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def settings(self, scope: str) -> ServerSettings:
        """What is set for a scope; the defaults where nothing is. Raises DamagedData."""
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
        """What moderators of a scope did that concerns no document, the oldest first."""
        with self._database.read() as connection:
            return read_server_events(connection, server_acts.c.scope == scope)

    def posted(self, scope: str) -> AuditCursor | None:
        """The place in the audit up to which a scope's acts were posted; None where none was."""
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
            f"The settings of {scope} in the database are not what was written. {RESTORE}"
        ) from error


def _check(values: Mapping[str, Any]) -> ServerSettings:
    try:
        return ServerSettings.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        name = ".".join(map(str, fault["loc"]))
        raise BadSetting(f"The setting {name} does not fit: {fault['msg']}. Nothing was changed.") from error


def _write(connection: Connection, scope: str, settings: ServerSettings) -> None:
    row = {"scope": scope, "settings": settings.model_dump_json()}
    sealed = with_checksum(servers, row)
    is_own = servers.c.scope == scope
    if connection.execute(update(servers).where(is_own).values(sealed)).rowcount == 0:
        connection.execute(insert(servers).values(sealed))
