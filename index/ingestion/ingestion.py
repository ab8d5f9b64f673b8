"""What is to be on the record: a file or a page is read first, and added or made a new version then."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from index.domain.document import Document, Metadata
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
"""The name of a text that has no file."""

MetadataFields = Metadata | Mapping[str, Any] | None
"""What is known of a source. It goes before what a file says of itself."""


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a file or page, the name by which messages call it, and what was read from it."""

    name: str
    raw: bytes
    reading: ExtractedText

    def restate(self, source: Mapping[str, Any]) -> Self:
        """The same original, which says that of its source and nothing else."""
        return replace(self, reading=replace(self.reading, found=dict(source)))


class Ingestion:
    """Adds originals to the store. `analyse` looks for speech in what is new."""

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
        """Read a file, or the page behind a link. Nothing is kept. Raises UnreadableDocument."""
        from index.fetching.links import is_link  # here, not above: a question fetches nothing

        name = str(source)
        return self.read_link(name) if is_link(name) else self.read_bytes(load_bytes(source), name)

    def read_link(self, link: str) -> Original:
        """Read the page behind a link, and nothing else. Raises UnreadableDocument."""
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
        """Read a plain text that has no file. Raises UnreadableDocument."""
        return self.read_bytes(text.encode(), PASTED_NAME)

    def add(
        self,
        original: Original,
        given: MetadataFields,
        *,
        scope: str,
        actor: str,
        progress: Progress,
        analysis_progress: Progress,
    ) -> Document:
        """Add a document. Raises BadMetadata, DuplicateDocument, QuotaReached."""
        prepared = self._prepare(original, given)
        with self._store.intake.hold() as keep:
            self._store.writer.check_addition(prepared.version, len(original.raw), scope=scope)
            encoded = encode_missing([prepared], self._store, self._encoder, progress)
            keep(original.raw)
            added = self._store.writer.add(prepared.version, encoded, scope=scope, actor=actor)
            document = self._store.document(added)
        self.analyse(analysis_progress)
        return document

    def add_version(
        self,
        wanted: str,
        original: Original,
        given: MetadataFields,
        *,
        scope: str | None,
        actor: str,
        progress: Progress,
        analysis_progress: Progress,
    ) -> Document:
        """Make a document's new version its current one.

        Raises BadMetadata, UnknownDocument, NotYours, QuotaReached.
        """
        prepared = self._prepare(original, given)
        with self._store.intake.hold() as keep:
            self._store.writer.check_version(wanted, prepared.version, len(original.raw), scope=scope)
            encoded = encode_missing([prepared], self._store, self._encoder, progress)
            keep(original.raw)
            self._store.writer.add_version(wanted, prepared.version, encoded, scope=scope, actor=actor)
            document = self._store.document(wanted)
        self.analyse(analysis_progress)
        return document

    def analyse(self, analysis_progress: Progress = no_progress) -> None:
        """Look for speech in what is new; where the disk fails, that is done at the next act or opening."""
        with suppress(DiskFull, DiskError):
            self._analyse(analysis_progress)

    def _prepare(self, original: Original, given: MetadataFields) -> PreparedVersion:
        if isinstance(given, Metadata):  # its defaults were not given
            given = given.model_dump(exclude_unset=True)
        described = resolve_metadata(original.reading, dict(given or {}), original.name)
        check_party(described, self._parties)
        return prepare(original.reading, described, digest_bytes(original.raw))
