"""The store: the one class between the program and the database.

Whatever is written is written in one transaction, which raises the store's generation; the caches in
`index.search` follow it. Versions are never changed: an edit adds one.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Final, Self

from sqlalchemy import Connection, func, select

from index.domain.document import EVERYONE, Document, Event, ListedDocument, owners_seen
from index.domain.quotas import Quotas
from index.encoding.encoder import Vectors
from index.errors import PurgedDocument, write_error
from index.store.active_documents import ActiveDocuments
from index.store.audit import AuditTable
from index.store.backup_file import DATABASE_NAME, ORIGINALS
from index.store.changes import read_changes
from index.store.database import Database
from index.store.document_writer import DocumentWriter
from index.store.entries import find_document_row, find_document_row_even_purged, find_own_document_row
from index.store.events import read_events
from index.store.feedback import FeedbackTable
from index.store.file_lock import hold_lock
from index.store.followers import FollowerTable
from index.store.intake import Intake
from index.store.meta import (
    ChangeCounters,
    check_model,
    check_tables,
    read_counters,
    read_generation,
    read_identity,
    stored_format,
)
from index.store.migrations import bring_up_to_date
from index.store.originals import Originals
from index.store.private_files import make_private_folder
from index.store.purges import Purges
from index.store.quotas import Room
from index.store.replacement import RESTORING, recover
from index.store.rounds import RoundTable
from index.store.rows import (
    CorpusDocument,
    DocumentChange,
    StoredVersion,
    to_document,
    to_listed,
    unpack_vectors,
)
from index.store.schema import FORMAT, PURGED, documents, events, passages, vectors, versions
from index.store.servers import LeftServerTable, ServerTables
from index.store.speech import SpeechTables
from index.store.unanswered import UnansweredTable
from index.store.versions import (
    in_chunks,
    is_current,
    kept_vectors,
    narrow,
    read_versions,
    select_documents,
    select_listed,
)
from index.store.writing import GONE

IN_USE: Final = "in-use.lock"
"""The lock, shared by all processes that have the record open."""


class Store:
    """The truth about the record, in one data folder.

    `scope` is who asks: a server sees everyone's documents and its own, and None sees all.
    """

    def __init__(
        self, database: Database, folder: Path, quotas: Quotas, held: ExitStack | None = None
    ) -> None:
        self._database = database
        self.folder = folder
        self._held = held or ExitStack()
        self._pulse: tuple[int, ChangeCounters | None] = (0, None)
        self.originals = Originals(folder / ORIGINALS)
        self.writer = DocumentWriter(database, Room(quotas, self.originals))
        self.purges = Purges(database)
        self.intake = Intake(folder, self.originals, self.purges)
        self.left_servers = LeftServerTable(database)
        self.active = ActiveDocuments(database)
        self.audit = AuditTable(database)
        self.speech = SpeechTables(database)
        self.servers = ServerTables(database)
        self.unanswered = UnansweredTable(database)
        self.followers = FollowerTable(database)
        self.rounds = RoundTable(database)
        self.feedback = FeedbackTable(database)

    @classmethod
    def open(cls, folder: Path, *, model: str | None, quotas: Quotas | None = None) -> Self:
        """Open the store in a folder, which is made if need be, for vectors of the named model.

        None is the model that made those that are there; where there are none, it is refused.
        Raises DataFolderError, or the kind of it that says what is wrong: ReadOnlyData, DiskFull,
        NewerFormat, OlderFormat, ForeignTables, OtherModel, DamagedData.
        """
        try:
            make_private_folder(folder)
        except OSError as error:
            raise write_error(
                error,
                folder,
                f"The data folder {folder} cannot be created ({error.strerror}). Choose another with --data.",
            ) from error
        with ExitStack() as held:
            held.enter_context(hold_lock(folder, IN_USE, shared=True))
            recover(folder)
            database = Database(folder / DATABASE_NAME)
            held.callback(database.close)
            with database.read() as connection:
                is_ready = stored_format(connection) == FORMAT
            if not is_ready:
                bring_up_to_date(database, folder, model)
            with database.read() as connection:
                check_tables(connection, folder)
                if model is not None:
                    check_model(connection, model, folder)
            database.empty_log(0)  # what was erased when a process died stands in the file until then
            return cls(database, folder, quotas or Quotas(), held.pop_all())

    def close(self) -> None:
        """Close the database, and let others have the folder."""
        self._database.close()
        self._held.close()

    def identity(self) -> str:
        """A name that no other store has, by which the caches know theirs."""
        with self._database.read() as connection:
            return read_identity(connection)

    def generation(self) -> int:
        """A number that rises with every change of what can be quoted."""
        with self._database.read() as connection:
            return read_generation(connection)

    def counters(self) -> ChangeCounters:
        """The counters of changes to the store, which only rise; read at every question."""
        version = self._database.version()
        known, pulse = self._pulse
        if pulse is None or known != version:
            with self._database.read() as connection:
                pulse = read_counters(connection)
            self._pulse = version, pulse
        return pulse

    def copy(self, target: Path) -> None:
        """Write a copy of the database, as it is now, to an empty or a new file. Raises DataFolderError."""
        self._database.copy(target)

    def find_damage(self) -> list[str]:
        """The findings of the database's own check of its file, and leftovers of an interrupted restore."""
        leftovers = [
            f"{folder} is left of a backup whose restoring was interrupted. Delete it."
            for folder in sorted(self.folder.glob(f"{RESTORING}*"))
        ]
        return [*self._database.find_damage(), *leftovers]

    def read(self) -> AbstractContextManager[Connection]:
        """A transaction on the rows themselves, for checking them."""
        return self._database.read()

    def document(self, wanted: str, *, scope: str = EVERYONE) -> Document:
        """A document's current version, removed or not. Raises UnknownDocument, PurgedDocument."""
        query = select_documents().where(documents.c.id == wanted, is_current)
        with self._database.read() as connection:
            find_document_row(connection, wanted, scope)
            return to_document(connection.execute(query).one())

    def current_version(self, wanted: str, *, scope: str = EVERYONE) -> StoredVersion:
        """The current version of a document that the scope may change.

        Raises UnknownDocument, PurgedDocument, NotYours.
        """
        query = select(versions.c.id).join(documents, is_current).where(documents.c.id == wanted)
        with self._database.read() as connection:
            find_own_document_row(connection, wanted, scope)
            number = connection.scalars(query).one()
            return read_versions(connection, [number])[number]

    def documents(self, *, removed: bool = False, scope: str = EVERYONE) -> list[Document]:
        """The current version of every document that can be quoted, or of those removed."""
        query = narrow(select_documents(), removed, owners_seen(scope))
        with self._database.read() as connection:
            return [to_document(row) for row in connection.execute(query)]

    def list_documents(self, *, removed: bool = False, scope: str = EVERYONE) -> list[ListedDocument]:
        """The same without the texts, which are not read."""
        query = narrow(select_listed(), removed, owners_seen(scope))
        with self._database.read() as connection:
            return [to_listed(row) for row in connection.execute(query)]

    def titles(self, *, removed: bool = False, owners: Collection[str]) -> dict[str, str]:
        """The titles of the same, by id, of the documents that belong to any of the scopes."""
        query = narrow(select(documents.c.id, versions.c.title), removed, owners)
        with self._database.read() as connection:
            return {row.id: row.title for row in connection.execute(query)}

    def count_characters(self, *, scope: str = EVERYONE) -> int:
        """Characters in all texts that can be quoted."""
        lengths = narrow(select(func.length(versions.c.text).label("length")), False, owners_seen(scope))
        with self._database.read() as connection:
            return connection.scalar(select(func.sum(lengths.subquery().c.length))) or 0

    def version(self, version_id: int) -> StoredVersion:
        """A version with its sentences, passages and sentence vectors.

        Raises PurgedDocument if its document was purged since the version was heard of.
        """
        return self.versions([version_id])[version_id]

    def versions(self, wanted: Collection[int]) -> dict[int, StoredVersion]:
        """The same of several versions, by id, at less than the cost of each. Raises PurgedDocument."""
        with self._database.read() as connection:
            found = read_versions(connection, wanted)
        if len(found) < len(set(wanted)):
            raise PurgedDocument("A document was erased while it was being read. Try again.")
        return found

    def versions_with_key(self, key: str) -> list[int]:
        """The versions whose quotations' ids begin with a key, the oldest first."""
        query = select(versions.c.id).where(versions.c.key == key).order_by(versions.c.id)
        with self._database.read() as connection:
            return list(connection.scalars(query))

    def passage_vectors(self, passage_ids: Sequence[int]) -> dict[int, Vectors]:
        """The vectors of passages, each of shape `(dimension,)`; those that were purged are left out."""
        query = select(passages.c.id, vectors.c.vector).join(vectors, vectors.c.digest == passages.c.vector)
        with self._database.read() as connection:
            rows = [
                row
                for some in in_chunks(passage_ids)
                for row in connection.execute(query.where(passages.c.id.in_(some)))
            ]
        unpacked = unpack_vectors([row.vector for row in rows])
        return {row.id: vector for row, vector in zip(rows, unpacked, strict=True)}

    def changes_since(self, generation: int) -> Iterator[DocumentChange]:
        """The changes that the caches must apply, document by document."""
        query = select(documents.c.id).where(documents.c.generation > generation)
        with self._database.read() as connection:
            changed = connection.scalars(query.order_by(documents.c.generation)).all()
            yield from read_changes(connection, changed)

    def corpus_files(self) -> dict[str, CorpusDocument]:
        """Every document that came from the corpus folder, by its path there."""
        query = select(documents).where(documents.c.corpus_path.is_not(None))
        with self._database.read() as connection:
            return {
                row.corpus_path: CorpusDocument(
                    row.id,
                    row.corpus_digest,
                    has_left=row.removed == GONE,
                    is_live=row.removed is None,
                    is_purged=row.removed == PURGED,
                )
                for row in connection.execute(query)
            }

    def missing_vectors(self, digests: Iterable[str]) -> set[str]:
        """Those of the digests whose texts have not been encoded yet."""
        wanted = set(digests)
        with self._database.read() as connection:
            return wanted - kept_vectors(connection, wanted)

    def history(self, wanted: str, *, scope: str = EVERYONE) -> list[Event]:
        """Everything done to a document, purged or not, the oldest first. Raises UnknownDocument."""
        with self._database.read() as connection:
            find_document_row_even_purged(connection, wanted, scope)
            return read_events(connection, events.c.document_id == wanted)
