"""The documents that can be quoted, as those see them who search and filter."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from index.domain.document import EVERYONE
from index.domain.filters import FilterableDocument
from index.store.database import Database
from index.store.rows import ActiveVersion
from index.store.schema import documents, passages, versions
from index.store.versions import in_chunks, is_active


class ActiveDocuments:
    """The quotable documents of one database: those not removed, in their current versions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sources(self) -> list[FilterableDocument]:
        """The fields that filters compare, for every quotable document."""
        return [source for source in self.sources_since(0).values() if source]

    def sources_since(self, generation: int) -> dict[str, FilterableDocument | None]:
        """The same of the documents that changed after a generation, by id; None for one that left."""
        named = ("party", "kind", "author", "published", "publisher")
        shown = (versions.c[name] for name in named)
        has_changed = documents.c.generation > generation
        query = select(documents.c.id, documents.c.scope, *shown).where(is_active, has_changed)
        gone = select(documents.c.id).where(has_changed, documents.c.removed.is_not(None))
        with self._database.read() as connection:
            found: dict[str, FilterableDocument | None] = {
                row.id: FilterableDocument(*row) for row in connection.execute(query)
            }
            return found | dict.fromkeys(connection.scalars(gone))

    def list_versions(self) -> list[ActiveVersion]:
        """The current version of every document that can be quoted."""
        first = versions.alias()
        query = (
            select(versions.c.id, documents.c.scope, func.min(first.c.id))
            .select_from(documents)
            .join(versions, is_active)
            .join(first, first.c.document_id == documents.c.id)
            .group_by(versions.c.id, documents.c.scope)
        )
        with self._database.read() as connection:
            return [ActiveVersion(*row) for row in connection.execute(query)]

    def versions_of(self, passage_ids: Sequence[int]) -> dict[int, int]:
        """The version of each passage that can still be quoted; the others are left out."""
        query = (
            select(passages.c.id, passages.c.version_id)
            .join(versions, versions.c.id == passages.c.version_id)
            .join(documents, is_active)
        )
        with self._database.read() as connection:
            return {
                row.id: row.version_id
                for some in in_chunks(passage_ids)
                for row in connection.execute(query.where(passages.c.id.in_(some)))
            }

    def passages(self) -> list[int]:
        """Every passage that can be quoted."""
        query = (
            select(passages.c.id)
            .join(versions, versions.c.id == passages.c.version_id)
            .join(documents, is_active)
        )
        with self._database.read() as connection:
            return list(connection.scalars(query))

    def find_exact_duplicate(self, *, original: str, text: str, scope: str) -> str | None:
        """The document that a scope may see and that has the same bytes or text, by their SHA-256."""
        is_same = or_(versions.c.original == original, versions.c.sha256 == text)
        query = select(documents.c.id).join(versions, is_active).where(is_same).order_by(documents.c.id)
        with self._database.read() as connection:
            return connection.scalar(query.where(documents.c.scope.in_({EVERYONE, scope})))

    def find_by_url(self, url: str, *, scope: str) -> str | None:
        """The scope's own document that is cited by an address, and was not read from the corpus folder."""
        is_cited = func.rtrim(versions.c.url, "/") == url.partition("#")[0].rstrip("/")
        query = select(documents.c.id).join(versions, is_active).where(is_cited, documents.c.scope == scope)
        with self._database.read() as connection:
            return connection.scalar(query.where(documents.c.corpus_path.is_(None)).order_by(documents.c.id))

    def find_current_version(self, document: str) -> int | None:
        """The number by which the store knows the current version of a document that can be quoted."""
        query = select(versions.c.id).join(documents, is_active).where(documents.c.id == document)
        with self._database.read() as connection:
            return connection.scalar(query)

    def find_usual_language(self, *, scope: str) -> str | None:
        """The language of most documents that a scope may see; None if there are none."""
        query = (
            select(versions.c.language)
            .join(documents, is_active)
            .where(documents.c.scope.in_({EVERYONE, scope}))
            .group_by(versions.c.language)
            .order_by(func.count().desc(), versions.c.language)
        )
        with self._database.read() as connection:
            return connection.scalar(query)
