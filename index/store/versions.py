"""Versions of documents, written to and read from the database within a caller's transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Row, Select, and_, exists, insert, select

from index.domain.document import Metadata
from index.domain.identifiers import checksum, digest_text, version_key
from index.encoding.encoder import Vectors
from index.splitting.passages import SPLITTER_VERSION, Passage, Sentence, Split
from index.store.rows import (
    NewVersion,
    StoredVersion,
    metadata_columns,
    pack_pages,
    pack_vector,
    to_document,
    unpack_pages,
    unpack_vectors,
    with_checksum,
)
from index.store.schema import documents, passages, sentences, vectors, versions

T = TypeVar("T")

_SQL_VARIABLES: Final = 500
"""Values in one query, below the limits of every database."""

is_current = and_(versions.c.document_id == documents.c.id, versions.c.number == documents.c.version)
"""Joins each document with its current version."""

is_active = and_(is_current, documents.c.removed.is_(None))
"""The same, for documents that can be quoted."""

_older = versions.alias()
_shares_key = exists().where(_older.c.key == versions.c.key, _older.c.id < versions.c.id).label("shares_key")


def now() -> str:
    """This moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def in_chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values, as many at once as one query may hold."""
    listed = list(values)
    for start in range(0, len(listed), _SQL_VARIABLES):
        yield listed[start : start + _SQL_VARIABLES]


def select_documents() -> Select[Any]:
    """Documents with a version each, as `to_document` takes them; the caller says which."""
    return select(
        documents.c.scope,
        documents.c.added,
        documents.c.removed,
        versions.c.id.label("version_id"),
        *(column for column in versions.c if column.name != "id"),
    )


def select_listed() -> Select[Any]:
    """The same as `to_listed` takes them.

    SQLite reads a row only as far as a query asks, so nothing is asked of what stands behind the text.
    """
    before_text = takewhile(lambda column: column.name != "text", versions.c)
    return select(
        documents.c.scope,
        documents.c.added,
        documents.c.removed,
        *(column for column in before_text if column.name != "id"),
    )


def narrow(query: Select[Any], removed: bool, owners: Collection[str] | None) -> Select[Any]:
    """The current versions of documents that can be quoted, or were removed, by date; None is all owners'."""
    is_wanted = documents.c.removed.is_not(None) if removed else documents.c.removed.is_(None)
    narrowed = query.where(is_current, is_wanted).order_by(versions.c.published, documents.c.id)
    return narrowed if owners is None else narrowed.where(documents.c.scope.in_(owners))


def kept_vectors(connection: Connection, digests: Iterable[str]) -> set[str]:
    """Those of the digests whose vectors are kept."""
    return {
        digest
        for some in in_chunks(digests)
        for digest in connection.scalars(select(vectors.c.digest).where(vectors.c.digest.in_(some)))
    }


def write_version(
    connection: Connection,
    document: str,
    number: int,
    version: NewVersion,
    encoded: Mapping[str, Vectors],
) -> int:
    """Write a version with its sentences, passages and the vectors that are not kept yet; returns its id."""
    text_digest = digest_text(version.text)
    sentence_rows = [
        {"position": n, "start": s.start, "end": s.end, "block": s.block, "vector": digest}
        for n, (s, digest) in enumerate(zip(version.split.sentences, version.sentence_digests, strict=True))
    ]
    passage_rows = [
        {
            "position": n,
            "first_sentence": p.first,
            "last_sentence": p.last,
            "heading": p.heading,
            "vector": digest,
        }
        for n, (p, digest) in enumerate(zip(version.split.passages, version.passage_digests, strict=True))
    ]
    row = {
        "document_id": document,
        "number": number,
        "key": version_key(document, number, text_digest),
        "created": now(),
        "splitter": SPLITTER_VERSION,
        "media_type": version.media_type,
        "original": version.original,
        "text": version.text,
        "sha256": text_digest,
        "pages": pack_pages(version.pages),
        **metadata_columns(version.metadata),
    }
    _write_vectors(connection, encoded)
    return _write_rows(connection, row, sentence_rows, passage_rows)


def copy_version(
    connection: Connection,
    source: Mapping[str, Any],
    number: int,
    *,
    metadata: Metadata | None = None,
    passage_digests: Sequence[str] | None = None,
    encoded: Mapping[str, Vectors] | None = None,
) -> int:
    """Write a version once more under another number: the same text, split in the same way.

    `source` is its row. `metadata` is given where another source is stated, and `passage_digests`, one for
    each passage, where other words are encoded for the passages then.
    """
    is_own = sentences.c.version_id == source["id"]
    sentence_rows = _read_parts(connection, select(sentences).where(is_own).order_by(sentences.c.position))
    is_own = passages.c.version_id == source["id"]
    passage_rows = _read_parts(connection, select(passages).where(is_own).order_by(passages.c.position))
    if passage_digests is not None:
        both = zip(passage_rows, passage_digests, strict=True)
        passage_rows = [{**row, "vector": digest} for row, digest in both]
    row = {
        **{name: value for name, value in source.items() if name != "id"},
        **(metadata_columns(metadata) if metadata else {}),
        "number": number,
        "key": version_key(source["document_id"], number, source["sha256"]),
        "created": now(),
    }
    _write_vectors(connection, encoded or {})
    return _write_rows(connection, row, sentence_rows, passage_rows)


def _read_parts(connection: Connection, query: Select[Any]) -> list[dict[str, Any]]:
    """The rows of sentences or passages, but the numbers that databases give."""
    rows = connection.execute(query).mappings()
    return [{name: value for name, value in row.items() if name not in ("id", "version_id")} for row in rows]


def _write_rows(
    connection: Connection,
    row: Mapping[str, Any],
    sentence_rows: Sequence[Mapping[str, Any]],
    passage_rows: Sequence[Mapping[str, Any]],
) -> int:
    sealed = {**row, "seal": version_checksum(row, sentence_rows, passage_rows)}
    version_id = int(connection.execute(insert(versions).returning(versions.c.id), sealed).scalar_one())
    for table, rows in ((sentences, sentence_rows), (passages, passage_rows)):
        _insert(connection, table, [{"version_id": version_id, **one} for one in rows])
    return version_id


def version_checksum(
    version: Mapping[str, Any],
    sentence_rows: Sequence[Mapping[str, Any]],
    passage_rows: Sequence[Mapping[str, Any]],
) -> str:
    """The seal over all columns of a version and of its parts, but the numbers that databases give.

    Pages count where there are any, so that the seals of versions from before pages were kept hold.
    """
    left_out = {"id", "seal"} if version["pages"] is not None else {"id", "seal", "pages"}
    return checksum(
        *(version[c.name] for c in versions.c if c.name not in left_out),
        *(s[c.name] for s in sentence_rows for c in sentences.c if c.name != "version_id"),
        *(p[c.name] for p in passage_rows for c in passages.c if c.name not in ("id", "version_id")),
    )


def _write_vectors(connection: Connection, encoded: Mapping[str, Vectors]) -> None:
    kept = kept_vectors(connection, encoded)
    packed = {d: pack_vector(vector) for d, vector in encoded.items() if d not in kept}
    rows = [with_checksum(vectors, {"digest": d, "vector": raw}) for d, raw in packed.items()]
    _insert(connection, vectors, rows)


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def read_versions(connection: Connection, wanted: Collection[int]) -> dict[int, StoredVersion]:
    """Versions with their sentences, passages and sentence vectors, by id; without those that were purged."""
    found = {}
    for some in in_chunks(wanted):
        is_own = versions.c.id.in_(some), versions.c.document_id == documents.c.id
        own = select_documents().add_columns(_shares_key).where(*is_own)
        sentence_rows = _read_by_version(
            connection,
            select(sentences, vectors.c.vector.label("packed"))
            .join(vectors, vectors.c.digest == sentences.c.vector)
            .where(sentences.c.version_id.in_(some))
            .order_by(sentences.c.version_id, sentences.c.position),
        )
        passage_rows = _read_by_version(
            connection,
            select(passages)
            .where(passages.c.version_id.in_(some))
            .order_by(passages.c.version_id, passages.c.position),
        )
        for row in connection.execute(own):
            number = row.version_id
            found[number] = _to_version(row, sentence_rows.get(number, []), passage_rows.get(number, []))
    return found


def _read_by_version(connection: Connection, query: Select[Any]) -> dict[int, list[Row[Any]]]:
    """The rows of sentences or passages, by version, in order."""
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.version_id, []).append(row)
    return found


def _to_version(row: Row[Any], sentence_rows: list[Row[Any]], passage_rows: list[Row[Any]]) -> StoredVersion:
    return StoredVersion(
        id=row.version_id,
        key=row.key,
        shares_key=row.shares_key,
        document=to_document(row),
        split=Split(
            tuple(Sentence(s.start, s.end, s.block) for s in sentence_rows),
            tuple(Passage(p.first_sentence, p.last_sentence, p.heading) for p in passage_rows),
        ),
        passage_ids=tuple(p.id for p in passage_rows),
        sentence_vectors=unpack_vectors([s.packed for s in sentence_rows]),
        pages=unpack_pages(row.pages),
    )
