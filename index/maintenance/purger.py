"""Purges documents: from the store, the originals, the caches, and the free space of files.

The rows are deleted in one transaction, and everything else that holds the words after it. After a crash
between the two, the next opening of the record finishes the purge.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Final

from index.search.cache_folder import CacheFolder
from index.store.store import Store

LEFT_REASON: Final = "the bot left the server"
"""The reason that tombstones of a left server's documents give."""


class Purger:
    """Purges documents of one store and wipes its caches."""

    def __init__(self, store: Store, caches: Iterable[CacheFolder]) -> None:
        self._store = store
        self._caches = tuple(caches)

    def purge(self, document_id: str, reason: str, *, actor: str) -> None:
        """Purge a document. Raises UnknownDocument, PurgedDocument."""
        self._purge(lambda: self._store.purges.purge([document_id], reason, actor=actor))

    def purge_left_servers(
        self, before: datetime, *, days: int, is_joined: Callable[[str], bool], actor: str
    ) -> int:
        """Purge the documents of servers that the bot left before a time; return the number of documents.

        Only servers in which it was seen absent on at least `days` days, and for which `is_joined` is false.
        """
        purge = partial(self._store.purges.purge_departed, before, LEFT_REASON)
        return self._purge(lambda: purge(days=days, is_joined=is_joined, actor=actor))

    def finish(self) -> None:
        """Finish a purge that a crash or another process interrupted."""
        if self._store.purges.is_unfinished():
            self._purge(lambda: 0)

    def _purge(self, delete: Callable[[], int]) -> int:
        with self._store.intake.hold(alone=True):
            try:
                return delete()
            finally:
                if self._store.purges.is_unfinished():
                    self._wipe()

    def _wipe(self) -> None:
        self._store.originals.keep_only(self._store.purges.list_originals())
        for cache in self._caches:
            with cache.lock():
                cache.clear()
        self._store.purges.finish()
