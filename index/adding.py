"""What is to be on the record: a file or a page is read first, and added or made a new version then."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from index.corpus import check_party
from index.documents import Document, Metadata
from index.encoding.encoder import Encoder
from index.errors import DiskError, DiskFull
from index.identifiers import digest_bytes
from index.ingestion import Prepared, Progress, describe, encode_missing, prepare, say_nothing
from index.parties import Parties
from index.reading.files import load, read
from index.reading.reading import Reading
from index.store.store import Store

if TYPE_CHECKING:
    from index.fetching.fetcher import Fetcher

PASTED: Final = "pasted.txt"
"""The name of a text that has no file."""

Given = Metadata | Mapping[str, Any] | None
"""What is known of a source. It goes before what a file says of itself."""


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a file or page, the name by which messages call it, and what was read from it."""

    name: str
    raw: bytes
    reading: Reading

    def restate(self, source: Mapping[str, Any]) -> Self:
        """The same original, which says that of its source and nothing else."""
        return replace(self, reading=replace(self.reading, found=dict(source)))


class Adding:
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
        return self.read_link(name) if is_link(name) else self.read_bytes(load(source), name)

    def read_link(self, link: str) -> Original:
        """Read the page behind a link, and nothing else. Raises UnreadableDocument."""
        from index.fetching.page_reading import read_page

        page = self._fetcher.fetch(link)
        return Original(link, page.raw or b"", read_page(page))

    @cached_property
    def _fetcher(self) -> "Fetcher":
        from index.fetching.fetcher import Fetcher

        return self._given_fetcher or Fetcher()

    def read_bytes(self, raw: bytes, name: str) -> Original:
        """Read the bytes of a file. Raises UnreadableDocument."""
        return Original(name, raw, read(raw, name))

    def read_text(self, text: str) -> Original:
        """Read a plain text that has no file. Raises UnreadableDocument."""
        return self.read_bytes(text.encode(), PASTED)

    def add(
        self,
        original: Original,
        given: Given,
        *,
        scope: str,
        actor: str,
        progress: Progress,
        analysing: Progress,
    ) -> Document:
        """Add a document. Raises BadMetadata, DuplicateDocument, QuotaReached."""
        prepared = self._prepare(original, given)
        with self._store.intake.hold() as keep:
            self._store.acts.check_addition(prepared.version, len(original.raw), scope=scope)
            encoded = encode_missing([prepared], self._store, self._encoder, progress)
            keep(original.raw)
            added = self._store.acts.add(prepared.version, encoded, scope=scope, actor=actor)
            document = self._store.document(added)
        self.analyse(analysing)
        return document

    def renew(
        self,
        wanted: str,
        original: Original,
        given: Given,
        *,
        scope: str | None,
        actor: str,
        progress: Progress,
        analysing: Progress,
    ) -> Document:
        """Make a document's new version its current one.

        Raises BadMetadata, UnknownDocument, NotYours, QuotaReached.
        """
        prepared = self._prepare(original, given)
        with self._store.intake.hold() as keep:
            self._store.acts.check_version(wanted, prepared.version, len(original.raw), scope=scope)
            encoded = encode_missing([prepared], self._store, self._encoder, progress)
            keep(original.raw)
            self._store.acts.add_version(wanted, prepared.version, encoded, scope=scope, actor=actor)
            document = self._store.document(wanted)
        self.analyse(analysing)
        return document

    def analyse(self, analysing: Progress = say_nothing) -> None:
        """Look for speech in what is new; where the disk fails, that is done at the next act or opening."""
        with suppress(DiskFull, DiskError):
            self._analyse(analysing)

    def _prepare(self, original: Original, given: Given) -> Prepared:
        if isinstance(given, Metadata):  # its defaults were not given
            given = given.model_dump(exclude_unset=True)
        described = describe(original.reading, dict(given or {}), original.name)
        check_party(described, self._parties)
        return prepare(original.reading, described, digest_bytes(original.raw))
