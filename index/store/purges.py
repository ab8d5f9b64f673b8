"""Erasing for good: what is purged, what has to be wiped after it, and whose documents are to be erased."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from index.errors import DataFolderError
from index.store.database import Database
from index.store.entries import find_document_row
from index.store.feedback import forget_scopes
from index.store.left_servers import forget_departure, list_left_servers
from index.store.meta import read_number, set_meta
from index.store.purge_replay import Erased, erase_again
from index.store.purging import PURGED, UNFINISHED, delete_unused_vectors, purge_document
from index.store.schema import documents, followers, tombstones, unanswered, versions


class Purges:
    """The purges of one database. `Intake.hold` keeps whoever adds away meanwhile."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def purge(self, wanted: Iterable[str], reason: str, *, actor: str) -> int:
        """Delete the rows of documents, all or none, and return how many. Raises UnknownDocument.

        What else holds their words has to be wiped after it: until `finish`, that is unfinished.
        """
        with self._database.write() as connection:
            return _purge_all(connection, wanted, reason, actor)

    def repeat(self, erased: Erased) -> int:
        """Erase of a copy what was erased since it was made, and return how many documents that were."""
        with self._database.write() as connection:
            return erase_again(connection, erased)

    def purge_departed(
        self, before: datetime, reason: str, *, days: int, is_joined: Callable[[str], bool], actor: str
    ) -> int:
        """The same for the servers that were left long ago; what was asked and said there goes as well.

        They were left before a moment and seen to be on so many days, and `is_joined` knows none of them.
        """
        with self._database.erase() as connection:
            departed = [one for one in list_left_servers(connection, before, days) if not is_joined(one)]
            is_left = documents.c.scope.in_(departed) & documents.c.removed.is_distinct_from(PURGED)
            wanted = connection.scalars(select(documents.c.id).where(is_left)).all()
            forget_scopes(connection, departed)
            for scope in departed:
                forget_departure(connection, scope)  # nothing of it is left to be erased
            for table in (unanswered, followers):
                connection.execute(delete(table).where(table.c.scope.in_(departed)))
            return _purge_all(connection, wanted, reason, actor)

    def count(self) -> int:
        """How many documents were purged, ever."""
        with self._database.read() as connection:
            return connection.scalar(select(func.count()).select_from(tombstones)) or 0

    def list_links(self) -> set[str]:
        """The digests of the addresses of all purged documents."""
        with self._database.read() as connection:
            stones = connection.scalars(select(tombstones.c.links))
            return {digest for links in stones for digest in links.split()}

    def is_unfinished(self) -> bool:
        """Whether documents were purged and not everything that holds their words is wiped."""
        with self._database.read() as connection:
            return bool(read_number(connection, UNFINISHED))

    def list_originals(self, among: Collection[str] | None = None) -> set[str]:
        """The digests of the originals that a version was read from, of all or of some."""
        query = select(versions.c.original).distinct()
        if among is not None:
            query = query.where(versions.c.original.in_(among))
        with self._database.read() as connection:
            return set(connection.scalars(query))

    def finish(self) -> None:
        """Wipe what was deleted from the database's files, and note that all is wiped.

        Raises DataFolderError where that cannot be done now; then it is still unfinished.
        """
        try:
            self._database.wipe()
        except DataFolderError as error:
            done = "What was purged is deleted. It is wiped from the files when the record is opened next."
            raise type(error)(f"{done} {error}") from error
        with self._database.write() as connection:
            set_meta(connection, UNFINISHED, "0")


def _purge_all(connection: Connection, wanted: Iterable[str], reason: str, actor: str) -> int:
    entries = [find_document_row(connection, one, None) for one in wanted]
    for entry in entries:
        purge_document(connection, entry, reason, actor=actor)
    if entries:
        delete_unused_vectors(connection)
        set_meta(connection, UNFINISHED, "1")
    return len(entries)
