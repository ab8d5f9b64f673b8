"""The documents on the record by their addresses, and where a fetched page goes among them."""

from typing import Any, Final

from index.corpus.cited_sources import CitedSource
from index.crawler.report import FetchOutcome
from index.domain.document import EVERYONE, Document, Kind
from index.domain.identifiers import digest_text
from index.errors import DuplicateDocument
from index.index import Index
from index.ingestion.ingestion import Original
from index.ingestion.metadata_editor import metadata_of
from index.ingestion.pipeline import resolve_metadata

ACTOR: Final = "the fetch command"


class Catalog:
    """Everyone's documents that are no briefings, removed ones included, by the address they are cited by."""

    def __init__(self, index: Index) -> None:
        self._index = index
        documents = [*index.documents(removed=True), *index.documents()]
        self._by_url = {
            document.url: document
            for document in documents
            if document.url and document.scope == EVERYONE and document.kind != Kind.BRIEFING
        }

    def find(self, url: str) -> Document | None:
        """The document that is cited by an address."""
        return self._by_url.get(url)

    def why_kept(self, url: str) -> str | None:
        """Why the document of an address is left to people, in a sentence; None where it may be renewed."""
        document = self.find(url)
        if document is None:
            return "It was purged from the record, for good." if self._index.was_purged(url) else None
        if document.removed:
            return f"It was removed from the record. Restore it with: python -m index restore {document.id}"
        if any(event.actor != ACTOR for event in self._index.history(document.id)):
            return f"People have added or changed its document ({document.id}), so it is left to them."
        return None

    def put(self, source: CitedSource, original: Original) -> tuple[FetchOutcome, str, str | None]:
        """Add or renew a source's document: what came of it, the document's id, and why it was not taken.

        Raises BadMetadata.
        """
        given = describe_source(source)
        document = self.find(source.url)
        try:
            if document is None:
                added = self._index.add(original, given, actor=ACTOR)
                self._by_url[source.url] = added
                return FetchOutcome.NEW, added.id, None
        except DuplicateDocument as error:
            return FetchOutcome.KEPT, error.document_id, str(error)
        described = resolve_metadata(original.reading, given, original.name)
        if digest_text(original.reading.text) == document.sha256 and described == metadata_of(document):
            return FetchOutcome.UNCHANGED, document.id, None
        self._by_url[source.url] = self._index.add_version(document.id, original, given, actor=ACTOR)
        return FetchOutcome.CHANGED, document.id, None


def describe_source(source: CitedSource) -> dict[str, Any]:
    """What the list says of a source, as the metadata of its document. Its address links the two."""
    return source.model_dump(exclude={"docket", "fetch"}, exclude_none=True)
