"""Purging: deleting documents for good, wiping what else holds their words, and repeating purges on a copy.

A tombstone stays of each document. Its rows are deleted within the caller's transaction."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Table, and_, delete, func, insert, select

from index.domain.document import ANY_SCOPE
from index.domain.identifiers import digest_text
from index.errors import DataFolderError
from index.store.database import Database
from index.store.entries import DocumentRow, find_document_row, update_document_row
from index.store.events import record_event, redact_events
from index.store.feedback import forget_document, forget_scopes
from index.store.meta import read_number, set_meta
from index.store.rows import with_checksum
from index.store.schema import (
    PURGED,
    analyses,
    corrections,
    documents,
    feedback,
    followers,
    passages,
    sentences,
    tombstones,
    unanswered,
    utterances,
    vectors,
    versions,
)
from index.store.servers import forget_departure, list_left_servers
from index.store.versions import now

UNFINISHED: Final = "purging"
"""The fact that says that rows were purged, and what else holds their words is not wiped yet."""


def purge_document(
    connection: Connection, entry: DocumentRow, reason: str, *, actor: str, links: Collection[str] = ()
) -> None:
    """Delete all that is kept of a document but its id, its scope, the path of its file, and who did what.

    `links` are digests of addresses that it had besides those of its versions.
    """
    own = select(versions.c.id).where(versions.c.document_id == entry["id"])
    urls = connection.scalars(select(versions.c.url).where(versions.c.document_id == entry["id"])).all()
    all_links = sorted({digest_text(url) for url in urls if url}.union(links))
    for table in (corrections, utterances, analyses, sentences, passages):
        connection.execute(delete(table).where(table.c.version_id.in_(own)))
    connection.execute(delete(versions).where(versions.c.document_id == entry["id"]))
    redact_events(connection, entry["id"])
    forget_document(connection, entry["id"])
    changed = update_document_row(connection, entry, removed=PURGED)
    stone = {
        "document_id": entry["id"],
        "at": now(),
        "actor": actor,
        "reason": reason,
        "links": " ".join(all_links),
    }
    connection.execute(insert(tombstones).values(with_checksum(tombstones, stone)))
    record_event(connection, changed, "purge", actor=actor, reason=reason)


def delete_unused_vectors(connection: Connection) -> None:
    """Delete the vectors of texts that stand in no version any more."""
    used = select(sentences.c.vector).union(select(passages.c.vector))
    connection.execute(delete(vectors).where(vectors.c.digest.not_in(used)))


_KEYS: Final[dict[Table, tuple[str, ...]]] = {
    followers: ("user", "scope", "key"),
    feedback: ("user", "scope", "quotation"),
    unanswered: ("scope", "key"),
}
"""The tables of which people erase rows, and by what a row is known in every copy."""

Row = dict[str, Any]


class Erased(NamedTuple):
    """Purged documents, as entry and tombstone; and the keys of the rows of people that are left."""

    purged: list[tuple[Row, Row]]
    left: dict[Table, set[tuple[str, ...]]]


def read_erased(connection: Connection) -> Erased:
    """The purged documents of a record, and the keys of the rows that remain in it."""
    stones = {row["document_id"]: dict(row) for row in connection.execute(select(tombstones)).mappings()}
    entries = connection.execute(select(documents).where(documents.c.id.in_(stones))).mappings()
    return Erased(
        purged=[(dict(entry), stones[entry["id"]]) for entry in entries],
        left={
            table: set(map(tuple, connection.execute(select(*(table.c[name] for name in names)))))
            for table, names in _KEYS.items()
        },
    )


def erase_again(connection: Connection, erased: Erased) -> int:
    """Erase of a copy what was erased since; return how many documents that were.

    A document that came after the copy was made is purged too, so that neither its id nor its file comes
    back. What else holds the words has to be wiped after it, as after any purge.
    """
    again = 0
    for entry, stone in erased.purged:
        query = select(documents).where(documents.c.id == entry["id"])
        row = connection.execute(query).mappings().first()
        held = _add_entry(connection, entry) if row is None else dict(row)
        if held["removed"] != PURGED:
            links = stone["links"].split()
            purge_document(connection, held, stone["reason"], actor=stone["actor"], links=links)
            again += 1
    for table, left in erased.left.items():
        columns = [table.c[name] for name in _KEYS[table]]
        for key in set(map(tuple, connection.execute(select(*columns)))) - left:
            is_gone = and_(*(column == value for column, value in zip(columns, key, strict=True)))
            connection.execute(delete(table).where(is_gone))
    delete_unused_vectors(connection)
    set_meta(connection, UNFINISHED, "1")
    return again


def _add_entry(connection: Connection, entry: Row) -> Row:
    """The entry of a document that the copy does not know, without anything that is quoted."""
    path = entry["corpus_path"]
    is_taken = path and connection.scalar(select(documents.c.id).where(documents.c.corpus_path == path))
    added = {**entry, "removed": None, "generation": 0, "corpus_path": None if is_taken else path}
    connection.execute(insert(documents).values(with_checksum(documents, added)))
    return added


class Purges:
    """The purges of one database. `Intake.hold` keeps additions away meanwhile."""

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
        """The number of documents that were ever purged."""
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

        Raises DataFolderError if that cannot be done now; then it is still unfinished.
        """
        try:
            self._database.wipe()
        except DataFolderError as error:
            done = "What was erased is deleted, and will be overwritten when the record is next opened."
            raise type(error)(f"{done} {error}") from error
        with self._database.write() as connection:
            set_meta(connection, UNFINISHED, "0")


def _purge_all(connection: Connection, wanted: Iterable[str], reason: str, actor: str) -> int:
    entries = [find_document_row(connection, one, ANY_SCOPE) for one in wanted]
    for entry in entries:
        purge_document(connection, entry, reason, actor=actor)
    if entries:
        delete_unused_vectors(connection)
        set_meta(connection, UNFINISHED, "1")
    return len(entries)
