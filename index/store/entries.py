"""The entry of a document: whose it is, its current version, whether it can be quoted. One row for each."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from sqlalchemy import Connection, select, update

from index.documents import EVERYONE, may_see
from index.errors import DuplicateDocument, NotYours, PurgedDocument, UnknownDocument
from index.identifiers import ID_LENGTH, document_id, may_be_id
from index.store.facts import raise_generation
from index.store.schema import documents, tombstones, versions
from index.store.seals import with_seal
from index.store.versions import is_live

Entry = Mapping[str, Any]


def find_entry(connection: Connection, wanted: str, scope: str | None) -> Entry:
    """The entry of a document that a scope may see; None sees all. Raises UnknownDocument, PurgedDocument."""
    entry = find_any_entry(connection, wanted, scope)
    stone = connection.execute(select(tombstones).where(tombstones.c.document_id == wanted)).first()
    if stone is not None:
        raise PurgedDocument(f"The document {wanted} was purged on {stone.at[:10]}: {stone.reason}")
    return entry


def find_any_entry(connection: Connection, wanted: str, scope: str | None) -> Entry:
    """The same, of a purged document too. Raises UnknownDocument."""
    query = select(documents).where(documents.c.id == wanted)
    entry = connection.execute(query).first() if may_be_id(wanted) else None
    if entry is None or not may_see(scope, entry.scope):
        raise UnknownDocument(
            f"No document has the id {wanted}. 'python -m index sources' lists them with their ids."
        )
    return entry._asdict()


def find_own_entry(connection: Connection, wanted: str, scope: str | None) -> Entry:
    """The entry of a document that a scope may change: its own. None changes all.

    Raises UnknownDocument, PurgedDocument, NotYours.
    """
    entry = find_entry(connection, wanted, scope)
    if scope is not None and entry["scope"] != scope:
        raise NotYours(
            f"The document {wanted} is on everyone's record. Only the owner of the bot changes it there."
        )
    return entry


def change_entry(connection: Connection, entry: Entry, **values: Any) -> Entry:
    """Change an entry, which raises the store's generation, and return it as it is then."""
    changed = with_seal(documents, {**entry, **values, "generation": raise_generation(connection)})
    connection.execute(update(documents).where(documents.c.id == entry["id"]).values(changed))
    return changed


def check_not_twice(connection: Connection, text_digest: str, scope: str) -> None:
    """Raise DuplicateDocument where a text is on the record already, for all or for the scope."""
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


def choose_id(connection: Connection, scope: str, origin: str) -> str:
    """The id of a new document. A later one of one origin gets another, and so does one whose id is taken."""
    origins = (f"{origin} {later}" if later else origin for later in count())
    ids = (document_id(scope, one)[:ID_LENGTH] for one in origins)
    return next(
        one for one in ids if connection.scalar(select(documents.c.id).where(documents.c.id == one)) is None
    )
