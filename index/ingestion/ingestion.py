"""Ingestion: reads files and pages, and adds them to the record as new documents or versions."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from index.domain.document import ANY_SCOPE, Document, Metadata
from index.domain.identifiers import digest_bytes
from index.domain.party import Parties, check_party
from index.domain.progress import Progress, no_progress
from index.encoding.encoder import Encoder
from index.errors import DiskError, DiskFull
from index.ingestion.pipeline import PreparedVersion, encode_missing, prepare, resolve_metadata
from index.reading.extracted_text import ExtractedText
from index.reading.files import extract_text, load_bytes
from index.store.store import Store

if TYPE_CHECKING:
    from index.fetching.fetcher import Fetcher

PASTED_NAME: Final = "pasted.txt"
"""The file name of a text that was pasted."""

MetadataFields = Metadata | Mapping[str, Any] | None
"""Metadata given by the caller; it takes precedence over the metadata in a file."""


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a file or page, its name in messages, and the text that was read from it."""

    name: str
    raw: bytes
    reading: ExtractedText

    def restate(self, source: Mapping[str, Any]) -> Self:
        """The same original with other metadata in place of those found in the file."""
        return replace(self, reading=replace(self.reading, found=dict(source)))


class Ingestion:
    """Adds originals to the store. `analyse` attributes speech in all versions that lack an analysis."""

    def __init__(
        self,
        *,
        store: Store,
        encoder: Encoder,
        parties: Parties,
        fetcher: "Fetcher | None",
        analyse: Callable[[Progress], None],
    ) -> None:
        self._store = store
        self._encoder = encoder
        self._parties = parties
        self._given_fetcher = fetcher
        self._analyse = analyse

    def read(self, source: Path | str) -> Original:
        """Read a file, or the page behind a link, without storing it. Raises UnreadableDocument."""
        from index.fetching.links import is_link  # imported here: a question fetches nothing

        name = str(source)
        return self.read_link(name) if is_link(name) else self.read_bytes(load_bytes(source), name)

    def read_link(self, link: str) -> Original:
        """Read the page behind a link, never a file. Raises UnreadableDocument."""
        from index.fetching.page_text import read_page

        page = self._fetcher.fetch(link)
        return Original(link, page.raw or b"", read_page(page))

    @cached_property
    def _fetcher(self) -> "Fetcher":
        from index.fetching.fetcher import Fetcher

        return self._given_fetcher or Fetcher()

    def read_bytes(self, raw: bytes, name: str) -> Original:
        """Read the bytes of a file. Raises UnreadableDocument."""
        return Original(name, raw, extract_text(raw, name))

    def read_text(self, text: str) -> Original:
        """Read a pasted plain text. Raises UnreadableDocument."""
        return self.read_bytes(text.encode(), PASTED_NAME)

    def add(
        self,
        original: Original,
        metadata: MetadataFields,
        *,
        scope: str,
        actor: str,
        progress: Progress,
        analysis_progress: Progress,
    ) -> Document:
        """Add a document. Raises BadMetadata, DuplicateDocument, QuotaReached."""
        prepared = self._prepare(original, metadata)
        with self._store.intake.hold() as store_original:
            self._store.writer.check_addition(prepared.version, len(original.raw), scope=scope)
            encoded = encode_missing([prepared], self._store, self._encoder, progress)
            store_original(original.raw)
            added = self._store.writer.add(prepared.version, encoded, scope=scope, actor=actor)
            document = self._store.document(added, scope=ANY_SCOPE)
        self.analyse(analysis_progress)
        return document

    def add_version(
        self,
        document_id: str,
        original: Original,
        metadata: MetadataFields,
        *,
        scope: str,
        actor: str,
        progress: Progress,
        analysis_progress: Progress,
    ) -> Document:
        """Add a version to a document and make it the current one.

        Raises BadMetadata, UnknownDocument, NotYours, QuotaReached.
        """
        prepared = self._prepare(original, metadata)
        with self._store.intake.hold() as store_original:
            self._store.writer.check_version(document_id, prepared.version, len(original.raw), scope=scope)
            encoded = encode_missing([prepared], self._store, self._encoder, progress)
            store_original(original.raw)
            self._store.writer.add_version(document_id, prepared.version, encoded, scope=scope, actor=actor)
            document = self._store.document(document_id, scope=ANY_SCOPE)
        self.analyse(analysis_progress)
        return document

    def analyse(self, analysis_progress: Progress = no_progress) -> None:
        """Attribute speech in new versions. If the disk fails, the next addition or opening does it."""
        with suppress(DiskFull, DiskError):
            self._analyse(analysis_progress)

    def _prepare(self, original: Original, metadata: MetadataFields) -> PreparedVersion:
        if isinstance(metadata, Metadata):  # without its defaults, which the caller did not give
            metadata = metadata.model_dump(exclude_unset=True)
        resolved = resolve_metadata(original.reading, dict(metadata or {}), original.name)
        check_party(resolved, self._parties)
        return prepare(original.reading, resolved, digest_bytes(original.raw))
