"""Erasing documents for good: their rows, within a caller's transaction. A tombstone stays of each."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from index.domain.identifiers import digest_text
from index.store.entries import DocumentRow, update_document_row
from index.store.events import record_event, redact_events
from index.store.feedback import forget_document
from index.store.schema import (
    analyses,
    corrections,
    passages,
    sentences,
    tombstones,
    utterances,
    vectors,
    versions,
)
from index.store.seals import with_checksum
from index.store.versions import now

PURGED: Final = "purged"

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
