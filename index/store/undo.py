"""Taking an act back: the opposite act, which is written down as well."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select

from index.domain.document import Event
from index.errors import NothingToUndo
from index.store.corrections import withdraw_last
from index.store.entries import DocumentRow, find_own_document_row, update_document_row
from index.store.events import filter_events, read_events, record_event
from index.store.schema import events
from index.store.writing import REMOVED, restore_previous_version, set_removed

Undo = Callable[[Connection, DocumentRow, Event, str], int | None]
"""Does the opposite of an act on a document, for an actor. Returns the id of the event that tells it."""


def undo_last(connection: Connection, *, scope: str, actor: str, within: timedelta) -> int:
    """Take back the last act of an actor in a scope, and return the id of the event of that.

    Raises NothingToUndo, with the reason; DuplicateDocument where a document cannot come back.
    """
    event = _find_last(connection, scope, actor, within)
    entry = find_own_document_row(connection, event.document_id, scope)
    undone = _OPPOSITES[event.action](connection, entry, event, actor)
    if undone is None:
        raise NothingToUndo(f"Your last change ({_name(event)}) no longer has any effect.")
    return undone


def _find_last(connection: Connection, scope: str, actor: str, within: timedelta) -> Event:
    is_own = filter_events(events, scope=scope, actor=actor)
    own = read_events(connection, *is_own, order=(events.c.id.desc(),), limit=1)
    if not own:
        raise NothingToUndo(f"Nothing to undo: {actor} has changed nothing here.")
    [event] = own
    if event.action == "undo":
        raise NothingToUndo("Your last change was itself an undo. Redo it by hand.")
    if event.action not in _OPPOSITES:
        raise NothingToUndo(f"Your last change ({_name(event)}) cannot be undone: the document was erased.")
    if datetime.now(UTC) - datetime.fromisoformat(event.at) > within:
        raise NothingToUndo(f"Your last change ({_name(event)}, {event.at[:10]}) is too old to be undone.")
    is_later = (events.c.document_id == event.document_id) & (events.c.id > event.id)
    later = connection.execute(select(events.c.action, events.c.actor).where(is_later)).first()
    if later is not None:
        raise NothingToUndo(
            f"Your last change ({_name(event)}) cannot be undone: {later.actor} has changed the document "
            f"since ({later.action}). Its history shows the changes."
        )
    return event


def _name(event: Event) -> str:
    return f"{event.action}, document {event.document_id}"


def _put_back(connection: Connection, entry: DocumentRow, event: Event, actor: str) -> int | None:
    """Let a document be quoted, or not, as before the act. What was added is removed, as by hand."""
    was = event.before["removed"] if event.before else None if event.action == "remove" else REMOVED
    return set_removed(connection, entry, was, action="undo", actor=actor, undoes=event.id)


def _go_back(connection: Connection, entry: DocumentRow, event: Event, actor: str) -> int:
    return restore_previous_version(connection, entry, actor=actor, undoes=event.id)


def _withdraw(connection: Connection, entry: DocumentRow, event: Event, actor: str) -> int:
    withdraw_last(connection, entry["id"], actor=actor)
    changed = update_document_row(connection, entry)
    return record_event(
        connection, changed, "undo", actor=actor, before=event.after, after=event.before, undoes=event.id
    )


_OPPOSITES: Final[Mapping[str, Undo]] = {
    "add": _put_back,
    "remove": _put_back,
    "restore": _put_back,
    "edit": _go_back,
    "attribute": _withdraw,
}
