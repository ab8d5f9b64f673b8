"""The half of the library that keeps the record: what can be done to documents, and what was done."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.answering.quotations import Quotations
from index.domain.answer import DirectQuotation, Quotation
from index.domain.audit import AuditCursor, AuditEntry
from index.domain.document import ANY_SCOPE, EVERYONE, Document, Event, ListedDocument
from index.domain.identifiers import digest_text
from index.domain.progress import Progress, no_progress
from index.errors import BadMetadata
from index.ingestion.ingestion import Ingestion, MetadataFields, Original
from index.ingestion.metadata_editor import MetadataEditor
from index.maintenance.purger import Purger
from index.store.store import Store
from index.text.invisible_characters import find_hidden

if TYPE_CHECKING:
    from index.ingestion.near_duplicates import NearDuplicates, SimilarDocument

LIBRARY_ACTOR: Final = "the library"
"""Who acts where nobody is named."""


class DocumentAdmin:
    """Acts on the documents of a record: when one returns, it survives a crash, and who did it is known.

    `scope` is who asks or acts. None is the owner of the bot, who sees and changes all. A server sees
    everyone's documents and its own, and changes its own: another server's raises UnknownDocument, as an id
    that is not there, and everyone's raises NotYours. A purged one raises PurgedDocument.
    """

    def __init__(
        self,
        *,
        store: Store,
        ingestion: Ingestion,
        editor: MetadataEditor,
        purger: Purger,
        quotations: Quotations,
    ) -> None:
        self._store = store
        self._ingestion = ingestion
        self._editor = editor
        self._purger = purger
        self._quotations = quotations

    def document(self, wanted: str, *, scope: str = EVERYONE) -> Document:
        """A document, removed or not. Raises UnknownDocument, PurgedDocument."""
        return self._store.document(wanted, scope=scope)

    def documents(self, *, removed: bool = False, scope: str = EVERYONE) -> list[Document]:
        """The documents that can be quoted, by date; or those that were removed."""
        return self._store.documents(removed=removed, scope=scope)

    def list_documents(self, *, removed: bool = False, scope: str = EVERYONE) -> list[ListedDocument]:
        """The same without the texts, which are not read: it takes a fraction of the time."""
        return self._store.list_documents(removed=removed, scope=scope)

    def titles(self, *, removed: bool = False, owners: Collection[str]) -> dict[str, str]:
        """The titles of the same, by id, of those documents only that belong to any of the scopes."""
        return self._store.titles(removed=removed, owners=owners)

    def count_characters(self, *, scope: str = EVERYONE) -> int:
        """How long the texts of the documents are that can be quoted, all together."""
        return self._store.count_characters(scope=scope)

    def history(self, wanted: str, *, scope: str = EVERYONE) -> list[Event]:
        """What was done to a document, the oldest first; also to a purged one. Raises UnknownDocument."""
        return self._store.history(wanted, scope=scope)

    def audit(
        self,
        *,
        scope: str = EVERYONE,
        actor: str | None = None,
        action: str | None = None,
        document: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 25,
        before: AuditCursor | int | None = None,
        after: AuditCursor | None = None,
    ) -> list[AuditEntry]:
        """What was done to all documents, and by servers otherwise: at most `limit` acts, the newest first.

        `scope` leaves its own acts: on its own documents, and not on everyone's. `since` and `until` belong
        to the time that they bound. `before` is the id of an event or a place, and leaves the newest acts
        before it; `after` is a place, and leaves the oldest after it.
        """
        return self._store.audit.read(
            scope=scope,
            actor=actor,
            action=action,
            document=document,
            since=since,
            until=until,
            before=before,
            after=after,
            limit=limit,
        )

    def find_place(self, at: datetime | None = None) -> AuditCursor:
        """The place in the audit before all that was done at a moment or later; None is after everything."""
        return self._store.audit.find_cursor(at)

    def find_alike(self, text: str, *, scope: str) -> "list[SimilarDocument]":
        """The documents that can be quoted and say the same as a text, or much the same: the likest first."""
        return self._near_duplicates.find(text, scope)

    @cached_property
    def _near_duplicates(self) -> "NearDuplicates":
        from index.ingestion.near_duplicates import (
            NearDuplicates,  # here, not above: a question looks for none
        )

        return NearDuplicates(self._store)

    def read(self, source: Path | str) -> Original:
        """Read a file, or the page behind a link, as it would be added; nothing is kept.

        Raises UnreadableDocument.
        """
        return self._ingestion.read(source)

    def read_link(self, link: str) -> Original:
        """Read the page behind a link, and nothing else. Raises UnreadableDocument."""
        return self._ingestion.read_link(link)

    def read_bytes(self, raw: bytes, name: str) -> Original:
        """Read the bytes of a file, which messages call by a name. Raises UnreadableDocument."""
        return self._ingestion.read_bytes(raw, name)

    def read_text(self, text: str) -> Original:
        """Read a plain text that has no file. Raises UnreadableDocument."""
        return self._ingestion.read_text(text)

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
        """Add a file, a page behind a link, or what was read of one, for a scope to see.

        What `metadata` gives goes before what the file says of itself. `progress` is told what is encoded,
        `analysis_progress` then how much of the speech is read. Raises UnreadableDocument, DuplicateDocument,
        QuotaReached.
        """
        original = source if isinstance(source, Original) else self.read(source)
        return self._ingestion.add(
            original,
            metadata,
            scope=scope,
            actor=actor,
            progress=progress,
            analysis_progress=analysis_progress,
        )

    def add_version(
        self,
        wanted: str,
        original: Original,
        metadata: MetadataFields = None,
        *,
        scope: str = EVERYONE,
        actor: str = LIBRARY_ACTOR,
        progress: Progress = no_progress,
        analysis_progress: Progress = no_progress,
    ) -> Document:
        """Give a document a new version; the older ones are kept, and the ids of their quotations hold.

        Who speaks, as people corrected it, goes along where the same words stand in either version once.
        Raises BadMetadata, QuotaReached.
        """
        return self._ingestion.add_version(
            wanted,
            original,
            metadata,
            scope=scope,
            actor=actor,
            progress=progress,
            analysis_progress=analysis_progress,
        )

    def edit(
        self,
        wanted: str,
        changes: Mapping[str, Any],
        *,
        scope: str = EVERYONE,
        actor: str = LIBRARY_ACTOR,
        progress: Progress = no_progress,
        analysis_progress: Progress = no_progress,
    ) -> Document:
        """State another source of a document, in a new version with the same text.

        `changes` are by the names of the fields of `Metadata`; None takes a value away. Where nothing
        changes, nothing is written. Raises BadMetadata.
        """
        document = self._editor.edit(wanted, changes, scope=scope, actor=actor, progress=progress)
        self._ingestion.analyse(analysis_progress)
        return document

    def beginning(self, wanted: str, *, scope: str = EVERYONE) -> Quotation:
        """The first sentences of a document, removed or not. Raises UnknownDocument, PurgedDocument."""
        self.document(wanted, scope=scope)
        return self._quotations.opening(self._store.current_version(wanted, scope=ANY_SCOPE))

    def direct_quotations(self, wanted: str, *, scope: str = EVERYONE) -> list[DirectQuotation]:
        """What stands in quotation marks in a document, removed or not, with who is known to say it."""
        return self._quotations.list_direct(self._store.current_version(wanted, scope=scope))

    def attribute(
        self, wanted: str, speaker: str | None, *, scope: str = EVERYONE, actor: str = LIBRARY_ACTOR
    ) -> Quotation:
        """State who said a quotation, or with None that nobody is known to; it goes before what was found.

        It holds for all sentences of the quotation, in every window of them, until it is stated anew. Any
        name or alias that the team lists means that speaker. Raises UnknownQuotation, NotYours, BadMetadata.
        """
        if hidden := find_hidden(speaker or ""):
            raise BadMetadata(
                f"The speaker's name contains an invisible character ({hidden}). Type it again."
            )
        return self._quotations.attribute(wanted, speaker, scope=scope, actor=actor)

    def remove(
        self, wanted: str, *, scope: str = EVERYONE, actor: str = LIBRARY_ACTOR, reason: str | None = None
    ) -> Document:
        """Take a document out of what can be quoted; it is kept."""
        self._store.writer.remove(wanted, scope=scope, actor=actor, reason=reason)
        return self._store.document(wanted, scope=ANY_SCOPE)

    def restore(self, wanted: str, *, scope: str = EVERYONE, actor: str = LIBRARY_ACTOR) -> Document:
        """Let a removed document be quoted again. Raises DuplicateDocument."""
        self._store.writer.restore(wanted, scope=scope, actor=actor)
        return self._store.document(wanted, scope=ANY_SCOPE)

    def undo(self, *, scope: str, actor: str, within: timedelta) -> Event:
        """Take back the last act of an actor in a scope, None for any: the event of that, an act of its own.

        What was added or restored is removed, what was removed restored, and of an edit or of who speaks it
        is as before. Raises NothingToUndo, which says why: there is no such act, it is longer ago than
        `within`, the document was changed since. Raises DuplicateDocument as `restore` does.
        """
        event = self._store.writer.undo(scope=scope, actor=actor, within=within)
        self._ingestion.analyse()
        return event

    def purge(self, wanted: str, reason: str, *, actor: str = LIBRARY_ACTOR) -> None:
        """Erase a document for good, for whoever may demand that: its words, original, vectors and source.

        Its id, the reason, who and when are kept. Its file in the corpus folder, if it has one, is not read
        again. Raises UnknownDocument; DataFolderError where the words could not be wiped from all files yet.
        """
        self._purger.purge(wanted, reason, actor=actor)
        self.follow()

    def was_purged(self, url: str) -> bool:
        """Whether a document that had this address was purged."""
        return digest_text(url) in self._store.purges.list_links()

    def list_servers(self) -> set[str]:
        """The servers of which something is kept that goes once they are left, and those that were left."""
        return self._store.departures.list_servers()

    def record_departure(self, scope: str, at: datetime, *, actor: str = LIBRARY_ACTOR) -> None:
        """Note that the bot is absent from a server. What it added is kept until it is erased.

        The first moment counts as that of leaving, and each day on which it is noted is counted once.
        """
        self._store.departures.record_departure(scope, at, actor=actor)

    def record_return(self, scope: str, *, actor: str = LIBRARY_ACTOR) -> None:
        """Note that the bot is in a server again, which has its documents still, or none."""
        self._store.departures.record_return(scope, actor=actor)

    def purge_left_servers(
        self,
        before: datetime,
        *,
        days: int = 0,
        is_joined: Callable[[str], bool] = lambda _: False,
        actor: str = LIBRARY_ACTOR,
    ) -> int:
        """Purge all documents of the servers that were left before a moment; returns how many.

        Of those, only the ones whose absence was noted on `days` different days, and of which `is_joined`
        does not say at the last moment that the bot is in them after all.
        """
        count = self._purger.purge_left_servers(before, days=days, is_joined=is_joined, actor=actor)
        if count:
            self.follow()
        return count

    def follow(self) -> None:
        """Take up what was done since, by whatever process, before somebody asks and has to wait for it.

        What was purged is forgotten.
        """
        self._near_duplicates.refresh()
