"""The acts on documents, each one transaction: when it returns, the act survives a crash."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select

from index.domain.document import EVERYONE, Event, Metadata
from index.encoding.encoder import Vectors
from index.store.database import Database
from index.store.entries import find_own_document_row
from index.store.events import read_events
from index.store.quotas import Room
from index.store.rows import NewVersion
from index.store.schema import events, versions
from index.store.undo import undo_last
from index.store.writing import (
    GONE,
    REMOVED,
    add_document,
    add_version,
    check_addition,
    edit_document,
    set_removed,
    write_speaker_correction,
)


class DocumentWriter:
    """The changes to documents. `scope` is the scope whose documents may be changed; None changes all.

    Every method raises UnknownDocument for a document that the scope may not see, PurgedDocument, and
    NotYours for one on everyone's record.
    """

    def __init__(self, database: Database, room: Room) -> None:
        self._database = database
        self._room = room

    def check_addition(self, version: NewVersion, size: int, *, scope: str) -> None:
        """Raise what `add` would refuse a document with, before anything is done for it.

        `size` is that of its original, in bytes. Raises DuplicateDocument, QuotaReached.
        """
        with self._database.read() as connection:
            check_addition(connection, version, self._room, scope=scope, size=size)

    def check_version(self, wanted: str, version: NewVersion, size: int, *, scope: str) -> None:
        """The same for `add_version`. Raises QuotaReached."""
        with self._database.read() as connection:
            entry = find_own_document_row(connection, wanted, scope)
            self._room.check_version(connection, entry["scope"], version.text, version.original, size)

    def add(
        self,
        version: NewVersion,
        encoded: Mapping[str, Vectors],
        *,
        scope: str,
        actor: str,
        corpus_path: str | None = None,
    ) -> str:
        """Add a document, and return its id. `encoded` holds vectors of texts not encoded before, by digest.

        Raises DuplicateDocument if the text is on the record already, for all or for the scope;
        QuotaReached.
        """
        with self._database.write() as connection:
            return add_document(
                connection,
                version,
                encoded,
                self._room,
                scope=scope,
                actor=actor,
                corpus_path=corpus_path,
            )

    def add_version(
        self,
        wanted: str,
        version: NewVersion,
        encoded: Mapping[str, Vectors],
        *,
        actor: str,
        scope: str = EVERYONE,
    ) -> None:
        """Add a version and make it the current one. Raises QuotaReached."""
        with self._database.write() as connection:
            entry = find_own_document_row(connection, wanted, scope)
            add_version(connection, entry, version, encoded, self._room, actor=actor)

    def edit(
        self,
        wanted: str,
        based_on: int,
        metadata: Metadata,
        passage_digests: Sequence[str],
        encoded: Mapping[str, Vectors],
        *,
        actor: str,
        scope: str = EVERYONE,
    ) -> bool:
        """State another source in a version of its own, if the current one is that which it is based on.

        `passage_digests` are those of what is encoded for each passage then. Returns whether it was done.
        Raises QuotaReached.
        """
        with self._database.write() as connection:
            entry = find_own_document_row(connection, wanted, scope)
            if entry["version"] != based_on:
                return False
            edit_document(connection, entry, metadata, passage_digests, encoded, self._room, actor=actor)
            return True

    def remove(
        self,
        wanted: str,
        *,
        actor: str,
        scope: str = EVERYONE,
        reason: str | None = None,
        has_left_corpus: bool = False,
    ) -> None:
        """Take a document out of what can be quoted; it is kept.

        `has_left_corpus` where its file did: then it comes back when the file does.
        """
        why, told = (GONE, GONE) if has_left_corpus else (REMOVED, reason)
        with self._database.write() as connection:
            entry = find_own_document_row(connection, wanted, scope)
            set_removed(connection, entry, why, action="remove", actor=actor, reason=told)

    def restore(self, wanted: str, *, actor: str, scope: str = EVERYONE) -> None:
        """Let a removed document be quoted again.

        Raises DuplicateDocument if its text came back in another document.
        """
        with self._database.write() as connection:
            entry = find_own_document_row(connection, wanted, scope)
            set_removed(connection, entry, None, action="restore", actor=actor)

    def correct(
        self,
        version_id: int,
        span: tuple[int, int],
        speaker: str | None,
        *,
        actor: str,
        scope: str = EVERYONE,
        was: str | None = None,
        quotation: str | None = None,
    ) -> None:
        """State who said a span of a version, whatever its analysis finds; None if nobody is known to.

        `was` is who was known to until then, and `quotation` the id under which the span is shown.
        """
        with self._database.write() as connection:
            query = select(versions).where(versions.c.id == version_id)
            version = connection.execute(query).one()._asdict()
            entry = find_own_document_row(connection, version["document_id"], scope)
            told = {"was": was, "quotation": quotation}
            write_speaker_correction(connection, entry, version, span, speaker, actor=actor, **told)

    def undo(self, *, scope: str, actor: str, within: timedelta) -> Event:
        """Take back the last act of an actor in a scope.

        Raises NothingToUndo, with the reason; DuplicateDocument.
        """
        with self._database.write() as connection:
            done = undo_last(connection, scope=scope, actor=actor, within=within)
            [event] = read_events(connection, events.c.id == done)
            return event
