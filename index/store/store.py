"""The store: the one class between the program and the database.

Whatever is written is written in one transaction, which raises the store's generation; the caches in
`index.search` follow it. Versions are never changed: an edit adds one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from itertools import count
from pathlib import Path
from typing import Any, Final, Self
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from index.documents import EVERYONE, Document, Event
from index.encoding.encoder import Vectors
from index.errors import DuplicateDocument, ReadOnlyData, UnknownDocument
from index.identifiers import ID_LENGTH, digest_text, document_id, may_be_id, seal
from index.store.database import Database
from index.store.facts import (
    check_model,
    raise_generation,
    read_generation,
    read_identity,
    set_if_absent,
)
from index.store.followers import FollowerTable
from index.store.migrations import migrate, stored_format
from index.store.originals import Originals
from index.store.rows import (
    CorpusFile,
    DocumentChange,
    NewVersion,
    Source,
    StoredVersion,
    to_document,
)
from index.store.schema import FORMAT, corrections, documents, events, passages, versions
from index.store.server_acts import count_acts
from index.store.servers import ServerTables
from index.store.speech import SpeechTables, seal_correction
from index.store.unanswered import UnansweredTable
from index.store.versions import (
    in_chunks,
    is_current,
    is_live,
    kept_vectors,
    now,
    read_change,
    read_version,
    select_documents,
    write_version,
)

DATABASE_NAME: Final = "record.sqlite"
_GONE: Final = "left the corpus folder"


class Store:
    """The truth about the record, in one data folder."""

    def __init__(self, database: Database, originals: Originals) -> None:
        self._database = database
        self.originals = originals
        self.speech = SpeechTables(database)
        self.servers = ServerTables(database)
        self.unanswered = UnansweredTable(database)
        self.followers = FollowerTable(database)

    @classmethod
    def open(cls, folder: Path, *, model: str) -> Self:
        """Open the store in a folder, which is made if need be, for vectors of the named model.

        Raises DataFolderError, or the kind of it that says what is wrong: ReadOnlyData, NewerFormat,
        OtherModel, DamagedData.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReadOnlyData(
                f"The data folder {folder} cannot be made ({error.strerror}). Choose another with --data."
            ) from error
        with ExitStack() as undo:
            database = Database(folder / DATABASE_NAME)
            undo.callback(database.close)
            with database.read() as connection:
                is_ready = stored_format(connection) == FORMAT
            if not is_ready:
                with database.write() as connection:
                    migrate(connection, str(folder))
                    facts = {"model": model, "generation": "0", "identity": uuid4().hex}
                    set_if_absent(connection, facts)
            with database.read() as connection:
                check_model(connection, model, folder)
            undo.pop_all()
        return cls(database, Originals(folder / "originals"))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def identity(self) -> str:
        """A name that no other store has, by which the caches know theirs."""
        with self._database.read() as connection:
            return read_identity(connection)

    def generation(self) -> int:
        """A number that rises with every change of what can be quoted."""
        with self._database.read() as connection:
            return read_generation(connection)

    def find_damage(self) -> list[str]:
        """What the database's own check of its file finds; empty where it is sound."""
        return self._database.find_damage()

    def read(self) -> AbstractContextManager[Connection]:
        """A transaction on the rows themselves, for checking them."""
        return self._database.read()

    def document(self, wanted: str) -> Document:
        """A document's current version, removed or not. Raises UnknownDocument."""
        query = select_documents().where(documents.c.id == wanted, is_current)
        with self._database.read() as connection:
            row = connection.execute(query).first() if may_be_id(wanted) else None
        if row is None:
            raise _unknown(wanted)
        return to_document(row)

    def documents(self, *, removed: bool = False) -> list[Document]:
        """The current version of every document that can be quoted, or of those removed."""
        is_wanted = documents.c.removed.is_not(None) if removed else documents.c.removed.is_(None)
        query = select_documents().where(is_current, is_wanted)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(versions.c.published, documents.c.id))
            return [to_document(row) for row in rows]

    def sources(self) -> list[Source]:
        """What filters look at, for every document that can be quoted."""
        shown = (versions.c.party, versions.c.kind, versions.c.author, versions.c.published)
        query = select(documents.c.id, documents.c.scope, *shown).where(is_live)
        with self._database.read() as connection:
            return [Source(*row) for row in connection.execute(query)]

    def version(self, version_id: int) -> StoredVersion:
        """A version with its sentences, passages and sentence vectors."""
        with self._database.read() as connection:
            return read_version(connection, version_id)

    def versions_with_key(self, key: str) -> list[int]:
        """The versions whose quotations' ids begin with a key, the oldest first."""
        query = select(versions.c.id).where(versions.c.key == key).order_by(versions.c.id)
        with self._database.read() as connection:
            return list(connection.scalars(query))

    def live_versions(self, passage_ids: Sequence[int]) -> dict[int, int]:
        """The version of each passage that can still be quoted; the others are left out."""
        query = (
            select(passages.c.id, passages.c.version_id)
            .join(versions, versions.c.id == passages.c.version_id)
            .join(documents, is_live)
        )
        with self._database.read() as connection:
            return {
                row.id: row.version_id
                for some in in_chunks(passage_ids)
                for row in connection.execute(query.where(passages.c.id.in_(some)))
            }

    def live_passages(self) -> list[int]:
        """Every passage that can be quoted."""
        query = (
            select(passages.c.id)
            .join(versions, versions.c.id == passages.c.version_id)
            .join(documents, is_live)
        )
        with self._database.read() as connection:
            return list(connection.scalars(query))

    def changes_since(self, generation: int) -> Iterator[DocumentChange]:
        """What the caches have to forget and to learn, document by document."""
        query = select(documents.c.id).where(documents.c.generation > generation)
        with self._database.read() as connection:
            for changed in connection.scalars(query.order_by(documents.c.generation)).all():
                yield read_change(connection, changed)

    def corpus_files(self) -> dict[str, CorpusFile]:
        """Every document that came from the corpus folder, by its path there."""
        query = select(documents).where(documents.c.corpus_path.is_not(None))
        with self._database.read() as connection:
            return {
                row.corpus_path: CorpusFile(
                    row.id, row.corpus_digest, row.removed == _GONE, row.removed is None
                )
                for row in connection.execute(query)
            }

    def missing_vectors(self, digests: Iterable[str]) -> set[str]:
        """Those of the digests whose texts have not been encoded yet."""
        wanted = set(digests)
        with self._database.read() as connection:
            return wanted - kept_vectors(connection, wanted)

    def history(self, wanted: str) -> list[Event]:
        """Everything done to a document, the oldest first. Raises UnknownDocument."""
        self.document(wanted)
        query = select(events).where(events.c.document_id == wanted).order_by(events.c.id)
        with self._database.read() as connection:
            return [
                Event(
                    at=row.at,
                    actor=row.actor,
                    action=row.action,
                    document_id=row.document_id,
                    version=row.version,
                )
                for row in connection.execute(query)
            ]

    def count_acts(self, actor: str) -> Counter[str]:
        """How often somebody did what, to documents and otherwise."""
        with self._database.read() as connection:
            return count_acts(connection, actor)

    def add(
        self,
        version: NewVersion,
        encoded: Mapping[str, Vectors],
        *,
        scope: str,
        actor: str,
        corpus_path: str | None = None,
    ) -> Document:
        """Add a document. `encoded` holds the vectors of texts not encoded before, by digest.

        Raises DuplicateDocument where the text is on the record already, for all or for the scope.
        """
        text_digest = digest_text(version.text)
        with self._database.write() as connection:
            _check_not_twice(connection, text_digest, scope)
            new = _free_id(connection, scope, corpus_path or text_digest)
            row = {
                "id": new,
                "scope": scope,
                "version": 1,
                "generation": raise_generation(connection),
                "removed": None,
                "added": now(),
                "corpus_path": corpus_path,
                "corpus_digest": corpus_path and version.original,
            }
            connection.execute(insert(documents).values(row | {"seal": seal_document(row)}))
            write_version(connection, new, 1, version, encoded)
            _record(connection, actor, "add", new, 1)
        return self.document(new)

    def add_version(
        self, wanted: str, version: NewVersion, encoded: Mapping[str, Vectors], *, actor: str
    ) -> Document:
        """Add a version and make it the current one. Raises UnknownDocument."""
        with self._database.write() as connection:
            number = 1 + _current_number(connection, wanted)
            read = _read_from_corpus(connection, wanted)
            if read == version.original:
                return self.document(wanted)  # another process was faster
            write_version(connection, wanted, number, version, encoded)
            _change(connection, wanted, version=number, corpus_digest=read and version.original)
            _record(connection, actor, "edit", wanted, number)
        return self.document(wanted)

    def remove(self, wanted: str, *, actor: str, has_left_corpus: bool = False) -> Document:
        """Take a document out of what can be quoted; it is kept. Raises UnknownDocument.

        `has_left_corpus` where its file did: then it comes back when the file does.
        """
        why = _GONE if has_left_corpus else "removed"
        return self._set_removed(wanted, why, action="remove", actor=actor)

    def restore(self, wanted: str, *, actor: str) -> Document:
        """Let a removed document be quoted again.

        Raises UnknownDocument, and DuplicateDocument where its text came back in another document.
        """
        return self._set_removed(wanted, None, action="restore", actor=actor)

    def correct(self, version_id: int, span: tuple[int, int], speaker: str | None, *, actor: str) -> None:
        """State who said a span of a version, whatever its analysis finds; None where nobody is known to."""
        with self._database.write() as connection:
            version = connection.execute(select(versions).where(versions.c.id == version_id)).one()
            row = {
                "version_id": version_id,
                "start": span[0],
                "end": span[1],
                "speaker": speaker,
                "at": now(),
                "actor": actor,
            }
            sealed = row | {"seal": seal_correction(row, version.key)}
            connection.execute(insert(corrections).values(sealed))
            _change(connection, version.document_id)
            _record(connection, actor, "attribute", version.document_id, version.number)

    def _set_removed(self, wanted: str, why: str | None, *, action: str, actor: str) -> Document:
        with self._database.write() as connection:
            number = _current_number(connection, wanted)
            row = connection.execute(
                select(documents.c.removed, documents.c.scope, versions.c.sha256)
                .join(versions, is_current)
                .where(documents.c.id == wanted)
            ).one()
            if row.removed != why:
                if why is None:
                    _check_not_twice(connection, row.sha256, row.scope)
                _change(connection, wanted, removed=why)
                _record(connection, actor, action, wanted, number)
        return self.document(wanted)


def _unknown(wanted: str) -> UnknownDocument:
    return UnknownDocument(
        f"No document has the id {wanted}. 'python -m index sources' lists them with their ids."
    )


def _check_not_twice(connection: Connection, text_digest: str, scope: str) -> None:
    twin = connection.execute(
        select(documents.c.id, versions.c.title)
        .join(versions, is_live)
        .where(versions.c.sha256 == text_digest, documents.c.scope.in_({EVERYONE, scope}))
    ).first()
    if twin is not None:
        raise DuplicateDocument(
            f'The same text is on the record already: "{twin.title}" ({twin.id}). Nothing was added.',
            document_id=twin.id,
        )


def _free_id(connection: Connection, scope: str, origin: str) -> str:
    """The document's id. A later one of the same origin gets another, and so does one whose id is taken."""
    origins = (f"{origin} {later}" if later else origin for later in count())
    ids = (document_id(scope, one)[:ID_LENGTH] for one in origins)
    return next(
        one for one in ids if connection.scalar(select(documents.c.id).where(documents.c.id == one)) is None
    )


def _current_number(connection: Connection, wanted: str) -> int:
    query = select(documents.c.version).where(documents.c.id == wanted)
    number = connection.scalar(query) if may_be_id(wanted) else None
    if number is None:
        raise _unknown(wanted)
    return int(number)


def _read_from_corpus(connection: Connection, wanted: str) -> str | None:
    """The digest of a document's file in the corpus folder when last read; None where it has none."""
    return connection.scalar(select(documents.c.corpus_digest).where(documents.c.id == wanted))


def _change(connection: Connection, wanted: str, **values: Any) -> None:
    is_wanted = documents.c.id == wanted
    row = connection.execute(select(documents).where(is_wanted)).mappings().one()
    changed = {**row, **values, "generation": raise_generation(connection)}
    changed["seal"] = seal_document(changed)
    connection.execute(update(documents).where(is_wanted).values(changed))


def seal_document(row: Mapping[str, Any]) -> str:
    """The seal over all columns of a document's row."""
    return seal(*(row[column.name] for column in documents.c if column.name != "seal"))


def seal_event(row: Mapping[str, Any]) -> str:
    """The seal over an event's row."""
    return seal(*(row[c.name] for c in events.c if c.name not in ("id", "seal")))


def _record(connection: Connection, actor: str, action: str, document: str, number: int) -> None:
    row = {
        "at": now(),
        "actor": actor,
        "action": action,
        "document_id": document,
        "version": number,
    }
    connection.execute(insert(events).values(row | {"seal": seal_event(row)}))
