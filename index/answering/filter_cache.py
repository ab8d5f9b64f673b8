"""The documents that can be quoted, cached until the record changes."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from typing import Final

from index.domain.filters import FilterableDocument, Filters
from index.store.store import Store

_CACHED_FILTERS: Final = 64
_FILTERS_FOLLOWED: Final = 16
"""Filters used last, whose results are updated by changes instead of computed again."""

_NOBODY: Set[str] = frozenset()

_Wish = tuple[Filters, frozenset[str]]


class CorpusSnapshot:
    """The record at one generation, or a later one. Usable from several threads."""

    def __init__(self, generation: int, sources: Mapping[str, FilterableDocument], store: Store) -> None:
        self.generation = generation
        self.sources = sources
        self._store = store
        self._version_of: dict[int, int | None] = {}
        self._chosen: OrderedDict[_Wish, list[str] | None] = OrderedDict()

    def advance(self, generation: int) -> "CorpusSnapshot":
        """The record at a later generation: only what changed is read."""
        changed = self._store.active.sources_since(self.generation)
        sources = {document: source for document, source in self.sources.items() if document not in changed}
        sources |= {document: source for document, source in changed.items() if source}
        later = CorpusSnapshot(generation, sources, self._store)
        for wish, chosen in list(self._chosen.items())[-_FILTERS_FOLLOWED:]:
            came = wish[0].choose([source for source in changed.values() if source], wish[1])
            if chosen is not None:
                kept = [document for document in chosen if document not in changed]
                kept += came if came is not None else [d for d, source in changed.items() if source]
                later._chosen[wish] = None if len(kept) == len(sources) else kept
            elif came is None:
                later._chosen[wish] = None
        return later

    def choose(self, filters: Filters, speaking: Set[str] = _NOBODY) -> list[str] | None:
        """The ids of the documents that are asked, as `Filters.choose` gives them; not to be changed."""
        wish = filters, frozenset(speaking)
        if wish in self._chosen:
            with suppress(KeyError):  # another thread was faster to forget it
                return self._chosen[wish]
        chosen = filters.choose(self.sources.values(), speaking)
        self._chosen[wish] = chosen
        if len(self._chosen) > _CACHED_FILTERS:
            self._chosen.popitem(last=False)
        return chosen

    def versions(self, passages: Sequence[int]) -> dict[int, int]:
        """The version of each passage that can be quoted; the others are left out."""
        unknown = [passage for passage in passages if passage not in self._version_of]
        if unknown:
            self._version_of.update(dict.fromkeys(unknown) | self._store.active.versions_of(unknown))
        found = ((passage, self._version_of[passage]) for passage in passages)
        return {passage: version for passage, version in found if version is not None}


class FilterCache:
    """The latest snapshot of one store. Usable from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._snapshot = CorpusSnapshot(0, {}, store)

    def at(self, generation: int) -> CorpusSnapshot:
        """The record as it is at the store's present generation."""
        snapshot = self._snapshot
        if generation < snapshot.generation:  # the store was put back from an older copy
            snapshot = CorpusSnapshot(0, {}, self._store)
        if snapshot.generation != generation:
            self._snapshot = snapshot = snapshot.advance(generation)
        return snapshot
