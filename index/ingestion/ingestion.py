"""Ingestion: reads files and pages, previews them, and adds them as new documents or versions."""

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.attribution.backfill import SpeechAnalyser, backfill_analyses
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.answer import Answer
from index.domain.audit import LIBRARY_ACTOR
from index.domain.document import ANY_SCOPE, EVERYONE, Document, Metadata
from index.domain.filters import Filters
from index.domain.identifiers import digest_bytes
from index.domain.party import Parties, check_party
from index.domain.progress import Progress, no_progress
from index.encoding.encoder import Encoder
from index.errors import DiskError, DiskFull
from index.ingestion.original import PASTED_NAME, MetadataFields, Original
from index.ingestion.pipeline import PreparedVersion, encode_missing, prepare, resolve_metadata
from index.reading.files import extract_text, load_bytes
from index.store.store import Store

if TYPE_CHECKING:  # imported where they are used: a question needs none of them
    from index.fetching.fetcher import Fetcher
    from index.ingestion.near_duplicates import NearDuplicates, SimilarDocument
    from index.ingestion.preview import Preview, Previewer
    from index.ingestion.sample_questions import QuestionPhrasing


class Ingestion:
    """Reads, previews and adds originals for one store. Usable from several threads.

    `analyser` attributes speech; `ask` answers sample questions, for a scope.
    """

    def __init__(
        self,
        *,
        store: Store,
        encoder: Encoder,
        parties: Parties,
        analyser: SpeechAnalyser,
        ask: Callable[..., Answer],
        fetcher: "Fetcher | None" = None,
    ) -> None:
        self._store = store
        self._encoder = encoder
        self._parties = parties
        self._analyser = analyser
        self._ask = ask
        self._given_fetcher = fetcher

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

    def preview(
        self,
        original: Original,
        metadata: MetadataFields = None,
        *,
        scope: str = EVERYONE,
        progress: Progress = no_progress,
    ) -> "Preview":
        """The preview of adding an original for a scope; nothing is stored.

        `progress` counts the paragraphs in which speech was looked for.
        """
        return self._previewer.preview(original, metadata, scope=scope, progress=progress)

    def similar_documents(self, text: str, *, scope: str = EVERYONE) -> "list[SimilarDocument]":
        """The active documents with the same text or much of it, most similar first."""
        return self._near_duplicates.find(text, scope)

    def sample_questions(
        self, wanted: str, phrase: "QuestionPhrasing", *, first: str | None = None, scope: str = EVERYONE
    ) -> list[str]:
        """At most three questions, worded by `phrase`, that a document is the first to answer for a scope.

        `first` is tried before all others. The list is empty if the document answers none.
        """
        from index.ingestion.sample_questions import find_sample_questions, list_statements

        number = self._store.active.find_current_version(wanted)
        if number is None:
            return []
        version = self._store.version(number)
        utterances = self._store.speech.read(number).utterances
        said = list_statements(version, utterances, SpeakerDirectory(self._parties))
        filters = Filters(scope=scope)
        return find_sample_questions(
            version, said, phrase=phrase, ask=partial(self._ask, filters=filters, limit=1), first=first
        )

    @cached_property
    def _previewer(self) -> "Previewer":
        from index.ingestion.preview import Previewer

        return Previewer(
            store=self._store,
            analyser=self._analyser,
            parties=self._parties,
            find_similar=self.similar_documents,
        )

    @cached_property
    def _near_duplicates(self) -> "NearDuplicates":
        from index.ingestion.near_duplicates import NearDuplicates

        return NearDuplicates(self._store)

    def warm_up(self) -> None:
        """Make what the first preview needs."""
        _ = self._previewer

    def refresh(self) -> None:
        """Load the changes that any process has made to the documents, and forget what was purged."""
        self._near_duplicates.refresh()

    def add(
        self,
        source: Path | str | Original,
        metadata: MetadataFields = None,
        *,
        scope: str = EVERYONE,
        actor: str = LIBRARY_ACTOR,
        progress: Progress = no_progress,
        analysis_progress: Progress = no_progress,
    ) -> Document:
        """Add a file, the page behind a link, or an original that was read, as a document of a scope.

        `progress` counts the encoded texts, `analysis_progress` then the analysed versions. Raises
        UnreadableDocument, BadMetadata, DuplicateDocument, QuotaReached.
        """
        original = source if isinstance(source, Original) else self.read(source)
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
        metadata: MetadataFields = None,
        *,
        scope: str = EVERYONE,
        actor: str = LIBRARY_ACTOR,
        progress: Progress = no_progress,
        analysis_progress: Progress = no_progress,
    ) -> Document:
        """Add a version to a document and make it the current one; the ids of older quotations stay valid.

        Corrected speakers are copied if their words occur once in either version. Raises BadMetadata,
        UnknownDocument, NotYours, QuotaReached.
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
            self.analyse_all(progress_within=analysis_progress)

    def analyse_all(
        self, progress: Progress = no_progress, *, progress_within: Progress = no_progress
    ) -> None:
        """Attribute speech in all versions whose analysis is missing or out of date.

        `progress` counts versions, `progress_within` the paragraphs of each.
        """
        backfill_analyses(self._store, self._analyser, progress, progress_within)

    def _prepare(self, original: Original, metadata: MetadataFields) -> PreparedVersion:
        if isinstance(metadata, Metadata):  # without its defaults, which the caller did not give
            metadata = metadata.model_dump(exclude_unset=True)
        resolved = resolve_metadata(original.reading, dict(metadata or {}), original.name)
        check_party(resolved, self._parties)
        return prepare(original.reading, resolved, digest_bytes(original.raw))
