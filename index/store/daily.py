"""Which scopes have chosen a channel for a quotation a day."""

import json
from datetime import datetime

from sqlalchemy import Connection, func, select

from index.store.events import to_stamp
from index.store.schema import server_acts, servers

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
