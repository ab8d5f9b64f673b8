"""Adding beside purging, and originals that are kept before a version names them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from index.errors import DataFolderError
from index.store.file_lock import hold_lock
from index.store.originals import Originals
from index.store.purges import Purges

PURGING: Final = "purging.lock"
"""The lock: exclusive for a purge, shared for an addition."""

Keep = Callable[[bytes], str]
"""Keeps an original, and returns its digest."""


class Intake:
    """The originals of what is being added to one store."""

    def __init__(self, folder: Path, originals: Originals, purges: Purges) -> None:
        self._folder = folder
        self._originals = originals
        self._purges = purges
        self._unused: set[str] = set()
        self._dropping = threading.Lock()

    @contextmanager
    def hold(self, *, alone: bool = False) -> Iterator[Keep]:
        """Keep documents from being purged meanwhile, from the first look at what is kept to the last write.

        `alone` is for a purge: it keeps all others from adding. What is yielded keeps originals. Those
        for which no version was written, as it was refused or failed, are deleted at the end, or, where
        somebody else holds this just then, at the end of that; after a crash, by `clear_leftovers`.
        Raises ReadOnlyData, DiskFull, DiskError.
        """
        kept: list[str] = []

        def keep(raw: bytes) -> str:
            kept.append(self._originals.keep(raw))
            return kept[-1]

        try:
            with hold_lock(self._folder, PURGING, shared=not alone):
                yield keep
        finally:
            with suppress(DataFolderError), self._dropping:
                self._drop_unused(set(kept))

    def clear_leftovers(self) -> list[str]:
        """Delete the originals of no document, which a crash left behind, unless somebody adds just now.

        Returns their names. Raises ReadOnlyData, DiskError.
        """
        with hold_lock(self._folder, PURGING, wait=False) as is_alone:
            return self._originals.keep_only(self._purges.list_originals()) if is_alone else []

    def _drop_unused(self, kept: set[str]) -> None:
        if kept:
            self._unused |= kept - self._purges.list_originals(kept)
        if not self._unused:
            return
        with hold_lock(self._folder, PURGING, wait=False) as is_alone:
            if is_alone:  # nobody can write a version for one of them after this look
                unused, self._unused = self._unused, set()
                self._originals.delete(unused - self._purges.list_originals(unused))
