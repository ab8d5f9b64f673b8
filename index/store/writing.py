"""The acts on documents, each within a caller's transaction and written down in it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from index.domain.document import ANY_SCOPE, Action, Metadata
from index.domain.identifiers import digest_text
from index.encoding.encoder import Vectors
from index.errors import BadMetadata
from index.store.corrections import copy_corrections, write_correction
from index.store.entries import DocumentRow, check_not_duplicate, choose_id, update_document_row
from index.store.events import record_event
from index.store.quotas import Room
from index.store.rows import NewVersion, with_checksum
from index.store.schema import documents, versions
from index.store.versions import copy_version, now, write_version

REMOVED: Final = "removed"
GONE: Final = "left the corpus folder"

_DESCRIBED_COLUMNS: Final = (*Metadata.model_fields, "sha256", "original")

Row = Mapping[str, Any]


def check_addition(
    connection: Connection, version: NewVersion, room: Room, *, scope: str, size: int = 0
) -> None:
    """Raise BadMetadata, DuplicateDocument or QuotaReached if a document may not be added.

    `size` is that of its original, in bytes, where that is not kept yet.
    """
    if scope == ANY_SCOPE:
        raise BadMetadata(f"A document belongs to everyone or to one server: its scope cannot be '{scope}'.")
    check_not_duplicate(connection, digest_text(version.text), scope)
    room.check_document(connection, scope)
    room.check_version(connection, scope, version.text, version.original, size)


def add_document(
    connection: Connection,
    version: NewVersion,
    encoded: Mapping[str, Vectors],
    room: Room,
    *,
    scope: str,
    actor: str,
    corpus_path: str | None,
) -> str:
    """Add a document and return its id. Raises DuplicateDocument, QuotaReached."""
    check_addition(connection, version, room, scope=scope)
    row = {
        "id": choose_id(connection, scope, corpus_path or digest_text(version.text)),
        "scope": scope,
        "version": 1,
        "generation": 0,
        "removed": None,
        "added": now(),
        "corpus_path": corpus_path,
        "corpus_digest": corpus_path and version.original,
    }
    connection.execute(insert(documents).values(with_checksum(documents, row)))
    entry = update_document_row(connection, row)
    write_version(connection, entry["id"], 1, version, encoded)
    told = describe_version(read_row(connection, entry["id"], 1))
    after = {name: value for name, value in told.items() if value not in (None, [])}
    record_event(connection, entry, "add", actor=actor, after=after)
    return str(entry["id"])


def add_version(
    connection: Connection,
    entry: DocumentRow,
    version: NewVersion,
    encoded: Mapping[str, Vectors],
    room: Room,
    *,
    actor: str,
) -> None:
    """Add a version, another text, and make it the current one. Raises QuotaReached."""
    if entry["corpus_digest"] == version.original:
        return  # another process was faster
    room.check_version(connection, entry["scope"], version.text, version.original)
    number = entry["version"] + 1
    written = write_version(connection, entry["id"], number, version, encoded)
    _make_current(connection, entry, written, action="edit", actor=actor)


def edit_document(
    connection: Connection,
    entry: DocumentRow,
    metadata: Metadata,
    passage_digests: Sequence[str],
    encoded: Mapping[str, Vectors],
    room: Room,
    *,
    actor: str,
) -> None:
    """Add a version of the same text with another source, the current one then. Raises QuotaReached."""
    before = read_row(connection, entry["id"], entry["version"])
    room.check_version(connection, entry["scope"], before["text"], before["original"])
    written = copy_version(
        connection,
        before,
        entry["version"] + 1,
        metadata=metadata,
        passage_digests=passage_digests,
        encoded=encoded,
    )
    _make_current(connection, entry, written, action="edit", actor=actor)


def restore_previous_version(connection: Connection, entry: DocumentRow, *, actor: str, undoes: int) -> int:
    """Make the version before the current one, with its corrections, the current one again, as a new one."""
    before = read_row(connection, entry["id"], entry["version"] - 1)
    written = copy_version(connection, before, entry["version"] + 1)
    return _make_current(
        connection, entry, written, action="undo", actor=actor, undoes=undoes, corrections_of=before["id"]
    )


def set_removed(
    connection: Connection,
    entry: DocumentRow,
    why: str | None,
    *,
    action: Action,
    actor: str,
    reason: str | None = None,
    undoes: int | None = None,
) -> int | None:
    """Take a document out of what can be quoted, or with None let it back; the event's id, if that is new.

    Raises DuplicateDocument.
    """
    if entry["removed"] == why:
        return None
    if why is None:
        current = read_row(connection, entry["id"], entry["version"])
        check_not_duplicate(connection, current["sha256"], entry["scope"])
    changed = update_document_row(connection, entry, removed=why)
    before, after = ({"removed": one["removed"]} for one in (entry, changed))
    return record_event(
        connection, changed, action, actor=actor, before=before, after=after, reason=reason, undoes=undoes
    )


def write_speaker_correction(
    connection: Connection,
    entry: DocumentRow,
    version: Row,
    span: tuple[int, int],
    speaker: str | None,
    *,
    actor: str,
    was: str | None,
    quotation: str | None,
) -> None:
    """State who said a span of a version, whatever its analysis finds; None if nobody is known to."""
    write_correction(connection, version, span, speaker, actor=actor)
    changed = update_document_row(connection, entry)
    told = [{"speaker": one, "quotation": quotation} for one in (was, speaker)]
    record_event(connection, changed, "attribute", actor=actor, before=told[0], after=told[1])


def read_row(connection: Connection, document: str, number: int) -> Row:
    """The row of a version."""
    is_wanted = (versions.c.document_id == document) & (versions.c.number == number)
    return connection.execute(select(versions).where(is_wanted)).one()._asdict()


def describe_version(row: Row) -> dict[str, Any]:
    """The facts about a version that an event may record."""
    told = {name: row[name] for name in _DESCRIBED_COLUMNS}
    return told | {"about": json.loads(row["about"]), "characters": len(row["text"])}


def _make_current(
    connection: Connection,
    entry: DocumentRow,
    written: int,
    *,
    action: Action,
    actor: str,
    undoes: int | None = None,
    corrections_of: int | None = None,
) -> int:
    """Make a version that was just written the current one, with the corrections of the one before it."""
    current = read_row(connection, entry["id"], entry["version"])
    following = connection.execute(select(versions).where(versions.c.id == written)).one()._asdict()
    changed = update_document_row(
        connection,
        entry,
        version=following["number"],
        corpus_digest=entry["corpus_digest"] and following["original"],
    )
    old, new = describe_version(current), describe_version(following)
    differs = [name for name in old if old[name] != new[name]]
    carried = copy_corrections(connection, corrections_of or current["id"], written)
    return record_event(
        connection,
        changed,
        action,
        actor=actor,
        before={name: old[name] for name in differs},
        after={name: new[name] for name in differs} | ({"corrections": carried} if carried else {}),
        undoes=undoes,
    )
