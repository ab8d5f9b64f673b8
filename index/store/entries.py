"""The entry of a document: whose it is, its current version, whether it can be quoted. One row for each."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from sqlalchemy import Connection, select, update

from index.domain.document import ANY_SCOPE, EVERYONE, may_see
from index.domain.identifiers import ID_LENGTH, document_id, is_id
from index.errors import DuplicateDocument, NotYours, PurgedDocument, UnknownDocument
from index.store.meta import raise_generation
from index.store.rows import with_checksum
from index.store.schema import documents, tombstones, versions
from index.store.versions import is_active

DocumentRow = Mapping[str, Any]


def find_document_row(connection: Connection, wanted: str, scope: str) -> DocumentRow:
    """The entry of a document that a scope may see; None sees all. Raises UnknownDocument, PurgedDocument."""
    entry = find_document_row_even_purged(connection, wanted, scope)
    stone = connection.execute(select(tombstones).where(tombstones.c.document_id == wanted)).first()
    if stone is not None:
        raise PurgedDocument(f"The document {wanted} was erased on {stone.at[:10]}: {stone.reason}")
    return entry


def find_document_row_even_purged(connection: Connection, wanted: str, scope: str) -> DocumentRow:
    """The same, of a purged document too. Raises UnknownDocument."""
    query = select(documents).where(documents.c.id == wanted)
    entry = connection.execute(query).first() if is_id(wanted) else None
    if entry is None or not may_see(scope, entry.scope):
        raise UnknownDocument(
            f"No document has the id {wanted}. 'python -m index sources' lists them with their ids."
        )
    return entry._asdict()


def find_own_document_row(connection: Connection, wanted: str, scope: str) -> DocumentRow:
    """The entry of a document that a scope may change: its own. ANY_SCOPE may change all.

    Raises UnknownDocument, PurgedDocument, NotYours.
    """
    entry = find_document_row(connection, wanted, scope)
    if scope not in (ANY_SCOPE, entry["scope"]):
        raise NotYours(
            f"The document {wanted} is shared with all servers. Only the bot's owner can change it."
        )
    return entry


def update_document_row(connection: Connection, entry: DocumentRow, **values: Any) -> DocumentRow:
    """Change an entry, which raises the store's generation, and return it as it is then."""
    changed = with_checksum(documents, {**entry, **values, "generation": raise_generation(connection)})
    connection.execute(update(documents).where(documents.c.id == entry["id"]).values(changed))
    return changed


def check_not_duplicate(connection: Connection, text_digest: str, scope: str) -> None:
    """Raise DuplicateDocument if a text is on the record already, for all or for the scope."""
    twin = connection.execute(
        select(documents.c.id, versions.c.title)
        .join(versions, is_active)
        .where(versions.c.sha256 == text_digest, documents.c.scope.in_({EVERYONE, scope}))
    ).first()
    if twin is not None:
        raise DuplicateDocument(
            f'The same text is already on the record: "{twin.title}" ({twin.id}). Nothing was added.',
            document_id=twin.id,
        )


def choose_id(connection: Connection, scope: str, origin: str) -> str:
    """The id of a new document. A later one of one origin gets another, and so does one whose id is taken."""
    origins = (f"{origin} {later}" if later else origin for later in count())
    ids = (document_id(scope, one)[:ID_LENGTH] for one in origins)
    return next(
        one for one in ids if connection.scalar(select(documents.c.id).where(documents.c.id == one)) is None
    )
