"""The documents of the record by URL; adds and updates those of fetched pages."""

from typing import Any, Final

from index.corpus.cited_sources import CitedSource
from index.crawler.report import FetchOutcome
from index.domain.document import ANY_SCOPE, EVERYONE, Document, Kind
from index.domain.identifiers import digest_text
from index.errors import DuplicateDocument
from index.index import Index
from index.ingestion.metadata_editor import metadata_of
from index.ingestion.original import Original
from index.ingestion.pipeline import resolve_metadata

ACTOR: Final = "the fetch command"


class Catalog:
    """Shared documents by URL, removed ones included, briefings excluded."""

    def __init__(self, index: Index) -> None:
        self._index = index
        documents = [*index.documents(removed=True, scope=ANY_SCOPE), *index.documents(scope=ANY_SCOPE)]
        self._by_url = {
            document.url: document
            for document in documents
            if document.url and document.scope == EVERYONE and document.kind != Kind.BRIEFING
        }

    def find(self, url: str) -> Document | None:
        """The document with a URL."""
        return self._by_url.get(url)

    def why_protected(self, url: str) -> str | None:
        """A sentence on why the document of a URL must not be changed automatically; None if it may be."""
        document = self.find(url)
        if document is None:
            return "It was erased from the record for good." if self._index.admin.was_purged(url) else None
        if document.removed:
            return f"It was removed from the record. Restore it with: python -m index restore {document.id}"
        if any(event.actor != ACTOR for event in self._index.admin.history(document.id, scope=ANY_SCOPE)):
            return f"Its document ({document.id}) was added or changed by hand, so it was left alone."
        return None

    def put(self, source: CitedSource, original: Original) -> tuple[FetchOutcome, str, str | None]:
        """Add a source's document, or a new version: the outcome, the document's id, and a reason if kept.

        Raises BadMetadata.
        """
        metadata = describe_source(source)
        document = self.find(source.url)
        try:
            if document is None:
                added = self._index.add(original, metadata, actor=ACTOR)
                self._by_url[source.url] = added
                return FetchOutcome.NEW, added.id, None
        except DuplicateDocument as error:
            return FetchOutcome.PROTECTED, error.document_id, str(error)
        resolved = resolve_metadata(original.reading, metadata, original.name)
        if digest_text(original.reading.text) == document.sha256 and resolved == metadata_of(document):
            return FetchOutcome.UNCHANGED, document.id, None
        self._by_url[source.url] = self._index.ingestion.add_version(
            document.id, original, metadata, actor=ACTOR, scope=ANY_SCOPE
        )
        return FetchOutcome.CHANGED, document.id, None


def describe_source(source: CitedSource) -> dict[str, Any]:
    """A listed source as the metadata of its document. The URL links the two."""
    return source.model_dump(exclude={"docket", "fetch"}, exclude_none=True)
