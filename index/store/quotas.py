"""Quotas on the record of one server."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, cast, func, select

from index.domain.document import EVERYONE
from index.domain.identifiers import digest_text
from index.domain.quotas import Quotas
from index.errors import QuotaReached
from index.store.originals import Originals
from index.store.schema import PURGED, documents, versions

_ASK: Final = "Ask the bot's owner for a higher limit, or to erase removed documents."


class Room:
    """The remainder of the quotas."""

    def __init__(self, quotas: Quotas, originals: Originals) -> None:
        self._quotas = quotas
        self._originals = originals

    def check_document(self, connection: Connection, scope: str) -> None:
        """Raise QuotaReached if a scope has no room for one document more."""
        allowed = self._quotas.documents
        if allowed is None or scope == EVERYONE:
            return
        used = connection.scalar(select(func.count()).select_from(documents).where(_is_kept(scope))) or 0
        if used + 1 > allowed:
            raise QuotaReached(
                f"This server has reached its limit: {used:,} of {allowed:,} documents, including removed "
                f"ones. {_ASK}",
                used=used,
                allowed=allowed,
            )

    def check_version(
        self, connection: Connection, scope: str, text: str, original: str, size: int = 0
    ) -> None:
        """Raise QuotaReached if a scope has no room for one version more.

        `original` is the digest of what it is read from, and `size` that in bytes, where it is not kept yet.
        """
        if scope != EVERYONE:
            self._check_characters(connection, scope, text)
            self._check_bytes(connection, scope, text, original, size)

    def _check_characters(self, connection: Connection, scope: str, text: str) -> None:
        allowed = self._quotas.characters
        if allowed is None:
            return
        counted = select(versions.c.sha256, func.length(versions.c.text)).distinct()
        lengths = {digest: int(length) for digest, length in connection.execute(_of_scope(counted, scope))}
        used = sum(lengths.values())
        if digest_text(text) not in lengths and used + len(text) > allowed:
            raise QuotaReached(
                f"This text has {len(text):,} characters, which is too many for this server: it has used "
                f"{used:,} of {allowed:,}, including older versions and removed documents. {_ASK}",
                used=used,
                allowed=allowed,
            )

    def _check_bytes(self, connection: Connection, scope: str, text: str, original: str, size: int) -> None:
        allowed = self._quotas.bytes
        if allowed is None:
            return
        in_texts = select(func.coalesce(func.sum(func.length(cast(versions.c.text, LargeBinary))), 0))
        kept = set(connection.scalars(_of_scope(select(versions.c.original).distinct(), scope)))
        used = connection.execute(_of_scope(in_texts, scope)).scalar_one()
        used += sum(map(self._originals.size, kept))
        more = len(text.encode())
        if original not in kept:
            more += size or self._originals.size(original)
        if used + more > allowed:
            raise QuotaReached(
                f"This would take {_to_megabytes(more)}, which is too much for this server: it has used "
                f"{_to_megabytes(used)} of {_to_megabytes(allowed)}, including older versions and removed "
                f"documents. {_ASK}",
                used=used,
                allowed=allowed,
            )


def _is_kept(scope: str) -> ColumnElement[bool]:
    return (documents.c.scope == scope) & documents.c.removed.is_distinct_from(PURGED)


def _of_scope(query: Select[Any], scope: str) -> Select[Any]:
    joined = query.select_from(versions).join(documents, documents.c.id == versions.c.document_id)
    return joined.where(documents.c.scope == scope)


def _to_megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
