"""What the caches have to learn of a document that changed, read within a caller's transaction."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from index.store.rows import DocumentChange, LivePassage, unpack_vectors
from index.store.schema import documents, passages, sentences, vectors, versions
from index.store.versions import is_live


def read_change(connection: Connection, document: str) -> DocumentChange:
    """A document's scope, and the passages of its current version if it can be quoted."""
    scope = connection.scalars(select(documents.c.scope).where(documents.c.id == document)).one()
    return DocumentChange(document, scope, tuple(_read_live(connection, document)))


def _read_live(connection: Connection, document: str) -> Iterator[LivePassage]:
    version = connection.execute(
        select(versions.c.id, versions.c.title, versions.c.text)
        .join(documents, is_live)
        .where(documents.c.id == document)
    ).first()
    if version is None:
        return
    spans = connection.execute(
        select(sentences.c.start, sentences.c.end)
        .where(sentences.c.version_id == version.id)
        .order_by(sentences.c.position)
    ).all()
    rows = connection.execute(
        select(passages, vectors.c.vector.label("packed"))
        .join(vectors, vectors.c.digest == passages.c.vector)
        .where(passages.c.version_id == version.id)
        .order_by(passages.c.position)
    )
    for row in rows:
        text = version.text[spans[row.first_sentence].start : spans[row.last_sentence].end]
        vector = unpack_vectors([row.packed])[0]
        yield LivePassage(row.id, version.title, row.heading, text, vector)
