"""Erasing for good what was purged: from the store, the originals, the caches, and the free space of files.

The rows go in one transaction; what else holds the words is wiped after it. A crash between the two is made
good when the record is opened next.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Final

from index.search.cache_folder import CacheFolder
from index.store.store import Store

LEFT_REASON: Final = "the bot left the server"
"""The reason for which the documents of such a server are purged."""


class Purger:
    """Purges documents of one store and wipes its caches."""

    def __init__(self, store: Store, caches: Iterable[CacheFolder]) -> None:
        self._store = store
        self._caches = tuple(caches)

    def purge(self, wanted: str, reason: str, *, actor: str) -> None:
        """Purge a document. Raises UnknownDocument, PurgedDocument."""
        self._erase(lambda: self._store.purges.purge([wanted], reason, actor=actor))

    def purge_left_servers(
        self, before: datetime, *, days: int, is_joined: Callable[[str], bool], actor: str
    ) -> int:
        """Purge the documents of all servers that were left long ago, and return how many."""
        purge = partial(self._store.purges.purge_departed, before, LEFT_REASON)
        return self._erase(lambda: purge(days=days, is_joined=is_joined, actor=actor))

    def finish(self) -> None:
        """Wipe what is left of documents that were purged when a crash, or another process, came between."""
        if self._store.purges.is_unfinished():
            self._erase(lambda: 0)

    def _erase(self, delete: Callable[[], int]) -> int:
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
