"""How much the record of one server may hold."""

from pydantic import BaseModel, ConfigDict, NonNegativeInt
from sqlalchemy import Connection, func, select

from index.documents import EVERYONE
from index.errors import QuotaReached
from index.identifiers import digest_text
from index.store.schema import documents, versions


class Quotas(BaseModel):
    """What each server may hold; None where there is no limit. Everyone's record has none.

    `documents` are those that can be quoted, so that removing one makes room. `characters` are those of all
    texts that are kept, each once: of older versions and of removed documents, too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: NonNegativeInt | None = None
    characters: NonNegativeInt | None = None


def check_documents(connection: Connection, quotas: Quotas, scope: str) -> None:
    """Raise QuotaReached where a scope has no room for one document more."""
    if quotas.documents is None or scope == EVERYONE:
        return
    is_counted = (documents.c.scope == scope) & documents.c.removed.is_(None)
    used = connection.scalar(select(func.count()).select_from(documents).where(is_counted)) or 0
    if used + 1 > quotas.documents:
        raise QuotaReached(
            f"This server's record holds {used:,} documents, and {quotas.documents:,} are allowed. "
            "Remove one first, or ask the owner of the bot for more.",
            used=used,
            allowed=quotas.documents,
        )


def check_characters(connection: Connection, quotas: Quotas, scope: str, text: str) -> None:
    """Raise QuotaReached where a scope has no room for a text that it does not keep yet."""
    if quotas.characters is None or scope == EVERYONE:
        return
    kept = (
        select(versions.c.sha256, func.length(versions.c.text).label("characters"))
        .join(documents, documents.c.id == versions.c.document_id)
        .where(documents.c.scope == scope)
        .distinct()
    )
    lengths = {row.sha256: int(row.characters) for row in connection.execute(kept)}
    used = sum(lengths.values())
    if digest_text(text) not in lengths and used + len(text) > quotas.characters:
        raise QuotaReached(
            f"This server's record holds {used:,} characters, this text has {len(text):,}, and "
            f"{quotas.characters:,} are allowed, with older versions and removed documents. "
            "Ask the owner of the bot for more.",
            used=used,
            allowed=quotas.characters,
        )
