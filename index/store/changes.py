"""The changes that caches must apply, read within a caller's transaction."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, select

from index.store.rows import ActivePassage, DocumentChange, unpack_vectors
from index.store.schema import documents, passages, sentences, vectors, versions
from index.store.versions import is_active

_BATCH_DOCUMENTS: Final = 50
"""Documents, whose texts are in memory meanwhile."""


def read_changes(connection: Connection, changed: Sequence[str]) -> Iterator[DocumentChange]:
    """Each document's scope, and the passages of its current version if it can be quoted, in order."""
    for start in range(0, len(changed), _BATCH_DOCUMENTS):
        yield from _read_some(connection, changed[start : start + _BATCH_DOCUMENTS])


def _read_some(connection: Connection, changed: Sequence[str]) -> Iterator[DocumentChange]:
    is_wanted = documents.c.id.in_(changed)
    scopes = {row.id: row.scope for row in connection.execute(select(documents).where(is_wanted))}
    shown = select(documents.c.id, versions.c.id.label("version_id"), versions.c.title, versions.c.text)
    live: dict[str, Any] = {
        row.id: row for row in connection.execute(shown.join(versions, is_active).where(is_wanted))
    }
    numbers = [row.version_id for row in live.values()]
    spans = _group(
        connection,
        select(sentences.c.version_id, sentences.c.start, sentences.c.end)
        .where(sentences.c.version_id.in_(numbers))
        .order_by(sentences.c.version_id, sentences.c.position),
    )
    parts = _group(
        connection,
        select(passages, vectors.c.vector.label("packed"))
        .join(vectors, vectors.c.digest == passages.c.vector)
        .where(passages.c.version_id.in_(numbers))
        .order_by(passages.c.version_id, passages.c.position),
    )
    for document in changed:
        found: tuple[ActivePassage, ...] = ()
        if version := live.get(document):
            found = tuple(_cut(version, spans[version.version_id], parts[version.version_id]))
        yield DocumentChange(document, scopes[document], found)


def _group(connection: Connection, query: Select[Any]) -> defaultdict[int, list[Row[Any]]]:
    """The rows of sentences or passages, by version."""
    found = defaultdict(list)
    for row in connection.execute(query):
        found[row.version_id].append(row)
    return found


def _cut(version: Row[Any], spans: list[Row[Any]], parts: list[Row[Any]]) -> Iterator[ActivePassage]:
    unpacked = unpack_vectors([part.packed for part in parts])
    for part, vector in zip(parts, unpacked, strict=True):
        text = version.text[spans[part.first_sentence].start : spans[part.last_sentence].end]
        yield ActivePassage(part.id, version.title, part.heading, text, vector)
