"""What was erased of a record since a copy of it was made, to be erased of the copy as well."""

from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Table, and_, delete, insert, select

from index.store.meta import set_meta
from index.store.purging import PURGED, UNFINISHED, delete_unused_vectors, purge_document
from index.store.schema import documents, feedback, followers, tombstones, unanswered
from index.store.seals import with_checksum

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
    """What was erased of a record, by what is there and what is not."""
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
