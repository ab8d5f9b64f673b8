"""Documents that an original would put on the record twice: by its bytes, its text, or its address."""

from sqlalchemy import func, or_, select

from index.domain.document import EVERYONE
from index.store.schema import documents, versions
from index.store.store import Store
from index.store.versions import is_active


def find_exact_duplicate(store: Store, *, original: str, text: str, scope: str) -> str | None:
    """The document that a scope may see and that has the same bytes or the same text, by their SHA-256."""
    is_same = or_(versions.c.original == original, versions.c.sha256 == text)
    query = select(documents.c.id).join(versions, is_active).where(is_same).order_by(documents.c.id)
    with store.read() as connection:
        return connection.scalar(query.where(documents.c.scope.in_({EVERYONE, scope})))


def find_by_url(store: Store, url: str, *, scope: str) -> str | None:
    """The scope's own document that is cited by an address, and was not read from the corpus folder."""
    is_cited = func.rtrim(versions.c.url, "/") == url.partition("#")[0].rstrip("/")
    query = select(documents.c.id).join(versions, is_active).where(is_cited, documents.c.scope == scope)
    with store.read() as connection:
        return connection.scalar(query.where(documents.c.corpus_path.is_(None)).order_by(documents.c.id))


def find_current_version(store: Store, document: str) -> int | None:
    """The number by which the store knows the current version of a document that can be quoted."""
    query = select(versions.c.id).join(documents, is_active).where(documents.c.id == document)
    with store.read() as connection:
        return connection.scalar(query)
