"""What is to be on the record: a file or a page is read first, and added or made a new version then."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.corpus import check_party
from index.documents import Document, Metadata
from index.encoding.encoder import Encoder
from index.errors import DiskFull
from index.fetching.fetcher import Fetcher
from index.fetching.links import is_link
from index.fetching.page_reading import read_page
from index.identifiers import digest_bytes
from index.ingestion import Prepared, Progress, describe, encode_missing, prepare
from index.parties import Parties
from index.reading.files import load, read
from index.reading.reading import Reading
from index.store.store import Store

Given = Metadata | Mapping[str, Any] | None
"""What is known of a source. It goes before what a file says of itself."""


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a file or page, the name by which messages call it, and what was read from it."""

    name: str
    raw: bytes
    reading: Reading


class Adding:
    """Adds originals to the store. `analyse` looks for speech in what is new."""

    def __init__(
        self,
        *,
        store: Store,
        encoder: Encoder,
        parties: Parties,
        fetcher: Fetcher,
        analyse: Callable[[], None],
    ) -> None:
        self._store = store
        self._encoder = encoder
        self._parties = parties
        self._fetcher = fetcher
        self._analyse = analyse

    def read(self, source: Path | str) -> Original:
        """Read a file, or the page behind a link. Nothing is kept. Raises UnreadableDocument."""
        name = str(source)
        if is_link(name):
            page = self._fetcher.fetch(name)
            return Original(name, page.raw or b"", read_page(page))
        raw = load(source)
        return Original(name, raw, read(raw, name))

    def add(
        self, original: Original, given: Given, *, scope: str, actor: str, progress: Progress
    ) -> Document:
        """Add a document. Raises BadMetadata, DuplicateDocument, QuotaReached."""
        prepared = self._prepare(original, given)
        with self._store.hold():
            encoded = encode_missing([prepared], self._store, self._encoder, progress)
            self._store.originals.keep(original.raw)
            added = self._store.acts.add(prepared.version, encoded, scope=scope, actor=actor)
            document = self._store.document(added)
        self.analyse()
        return document

    def renew(
        self, wanted: str, original: Original, given: Given, *, scope: str | None, actor: str
    ) -> Document:
        """Make a document's new version its current one.

        Raises BadMetadata, UnknownDocument, NotYours, QuotaReached.
        """
        prepared = self._prepare(original, given)
        with self._store.hold():
            encoded = encode_missing([prepared], self._store, self._encoder)
            self._store.originals.keep(original.raw)
            self._store.acts.add_version(wanted, prepared.version, encoded, scope=scope, actor=actor)
            document = self._store.document(wanted)
        self.analyse()
        return document

    def analyse(self) -> None:
        """Look for speech in what is new. For want of room, it is looked for at the next act or opening."""
        with suppress(DiskFull):
            self._analyse()

    def _prepare(self, original: Original, given: Given) -> Prepared:
        if isinstance(given, Metadata):  # its defaults were not given
            given = given.model_dump(exclude_unset=True)
        described = describe(original.reading, dict(given or {}), original.name)
        check_party(described, self._parties)
        return prepare(original.reading, described, digest_bytes(original.raw))
