"""The languages of the documents on the record."""

from sqlalchemy import func, select

from index.domain.document import EVERYONE
from index.store.schema import documents, versions
from index.store.store import Store
from index.store.versions import is_active


def find_usual_language(store: Store, *, scope: str) -> str | None:
    """The language of most documents that a scope may see; None where there are none."""
    query = (
        select(versions.c.language)
        .join(documents, is_active)
        .where(documents.c.scope.in_({EVERYONE, scope}))
        .group_by(versions.c.language)
        .order_by(func.count().desc(), versions.c.language)
    )
    with store.read() as connection:
        return connection.scalar(query)
