"""Documents as moderators see them: lists and history, edits, undo and purges."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from index.domain.audit import LIBRARY_ACTOR
from index.domain.document import EVERYONE, Document, Event, ListedDocument
from index.domain.identifiers import digest_text
from index.domain.progress import Progress, no_progress
from index.ingestion.metadata_editor import MetadataEditor
from index.maintenance.purger import Purger
from index.store.store import Store


class DocumentAdmin:
    """Changes documents: when a method returns, the change survives a crash and is in the audit log.

    `scope` is the server that asks or acts. It sees everyone's documents and its own, and changes its own:
    another server's document raises UnknownDocument, as an unknown id does, and everyone's raises NotYours. A
    purged one raises PurgedDocument. `analyse` attributes speech in new versions; `refresh` forgets what was
    purged.
    """

    def __init__(
        self,
        *,
        store: Store,
        editor: MetadataEditor,
        purger: Purger,
        analyse: Callable[[Progress], None],
        refresh: Callable[[], None],
    ) -> None:
        self._store = store
        self._editor = editor
        self._purger = purger
        self._analyse = analyse
        self._refresh = refresh

    def list_documents(self, *, removed: bool = False, scope: str = EVERYONE) -> list[ListedDocument]:
        """The active documents by date, or the removed ones, without their texts, which are not read."""
        return self._store.list_documents(removed=removed, scope=scope)

    def titles(self, *, removed: bool = False, owners: Collection[str]) -> dict[str, str]:
        """The titles of the active or removed documents of the scopes `owners`, by id."""
        return self._store.titles(removed=removed, owners=owners)

    def count_characters(self, *, scope: str = EVERYONE) -> int:
        """The number of characters of all active documents."""
        return self._store.count_characters(scope=scope)

    def history(self, wanted: str, *, scope: str = EVERYONE) -> list[Event]:
        """The changes of a document, oldest first, also of a purged one. Raises UnknownDocument."""
        return self._store.history(wanted, scope=scope)

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
        """Change the metadata of a document, in a new version with the same text.

        `changes` are values by the names of the fields of `Metadata`; None removes a value. If nothing
        changes, nothing is written. Raises BadMetadata.
        """
        document = self._editor.edit(wanted, changes, scope=scope, actor=actor, progress=progress)
        self._analyse(analysis_progress)
        return document

    def undo(self, *, scope: str, actor: str, within: timedelta) -> Event:
        """Undo an actor's last change to a document of a scope; return the event of the undo.

        An added or restored document is removed, a removed one is restored, and an edit or an attribution is
        reversed. Raises NothingToUndo with the reason: there is no such change, it was made longer ago than
        `within`, or the document was changed since. Raises DuplicateDocument as `restore` does.
        """
        event = self._store.writer.undo(scope=scope, actor=actor, within=within)
        self._analyse(no_progress)
        return event

    def purge(self, wanted: str, reason: str, *, actor: str = LIBRARY_ACTOR) -> None:
        """Erase a document for good: its words, original, vectors and source.

        Its id, the reason, the actor and the time are kept. Its file in the corpus folder, if any, is not
        read again. Raises UnknownDocument; DataFolderError if some file still holds its words.
        """
        self._purger.purge(wanted, reason, actor=actor)
        self._refresh()

    def was_purged(self, url: str) -> bool:
        """Whether a document with this address was purged."""
        return digest_text(url) in self._store.purges.list_links()

    def purge_left_servers(
        self,
        before: datetime,
        *,
        days: int = 0,
        is_joined: Callable[[str], bool] = lambda _: False,
        actor: str = LIBRARY_ACTOR,
    ) -> int:
        """Purge all documents of the servers that the bot left before a moment; return their number.

        A server counts only if its absence was recorded on at least `days` different days, and if `is_joined`
        does not say at the last moment that the bot is in it after all.
        """
        count = self._purger.purge_left_servers(before, days=days, is_joined=is_joined, actor=actor)
        if count:
            self._refresh()
        return count

    def clear_leftovers(self) -> list[str]:
        """Delete the originals that a crash left without a document; return their names.

        Nothing is deleted during additions and purges.
        """
        return self._store.intake.clear_leftovers()
