"""The versions of documents that were used last."""

from collections import OrderedDict
from collections.abc import Collection

from index.store.rows import StoredVersion
from index.store.store import Store


class VersionCache:
    """Versions of one store, `size` of them at hand; they never change. Usable from several threads."""

    def __init__(self, store: Store, size: int) -> None:
        self._store = store
        self._size = size
        self._held: OrderedDict[int, StoredVersion] = OrderedDict()

    def get(self, number: int) -> StoredVersion:
        """A version. Raises PurgedDocument."""
        return self.get_many([number])[number]

    def get_many(self, numbers: Collection[int]) -> dict[int, StoredVersion]:
        """Versions by number; those that are not at hand are read together. Raises PurgedDocument."""
        held = self._held  # one throughout: another thread may forget them
        found = {number: one for number in numbers if (one := held.pop(number, None))}
        missing = set(numbers) - found.keys()
        if missing:
            found |= self._store.versions(missing)
        held.update(found)
        while len(held) > self._size:
            held.popitem(last=False)
        return found

    def forget(self) -> None:
        """Forget all of them: some may have been purged."""
        self._held = OrderedDict()
