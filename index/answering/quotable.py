"""What can be quoted, kept at hand until the record changes."""

from collections.abc import Sequence, Set
from functools import lru_cache

from index.answering.filters import Filters
from index.store.rows import Source
from index.store.store import Store

_FILTERS_AT_HAND = 64
_NOBODY: Set[str] = frozenset()


class Snapshot:
    """The record at one generation, or a later one. Usable from several threads."""

    def __init__(self, generation: int, sources: Sequence[Source], store: Store) -> None:
        self.generation = generation
        self._sources = sources
        self._store = store
        self._version_of: dict[int, int | None] = {}
        self._choose = lru_cache(_FILTERS_AT_HAND)(lambda filters: filters.choose(sources))

    def choose(self, filters: Filters, speaking: Set[str] = _NOBODY) -> list[str] | None:
        """The ids of the documents that are asked, as `Filters.choose` gives them."""
        return filters.choose(self._sources, speaking) if speaking else self._choose(filters)

    def versions(self, passages: Sequence[int]) -> dict[int, int]:
        """The version of each passage that can be quoted; the others are left out."""
        unknown = [passage for passage in passages if passage not in self._version_of]
        if unknown:
            self._version_of.update(dict.fromkeys(unknown) | self._store.live_versions(unknown))
        found = ((passage, self._version_of[passage]) for passage in passages)
        return {passage: version for passage, version in found if version is not None}


class Quotable:
    """The latest snapshot of one store. Usable from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._snapshot = Snapshot(-1, (), store)

    def at(self, generation: int) -> Snapshot:
        """The record as it is at the store's present generation."""
        snapshot = self._snapshot
        if snapshot.generation != generation:
            snapshot = Snapshot(generation, self._store.sources(), self._store)
            self._snapshot = snapshot
        return snapshot
