"""A cache of versions, least recently used."""

from collections import OrderedDict
from collections.abc import Collection

from index.store.rows import StoredVersion
from index.store.store import Store


class VersionCache:
    """A cache of the `size` most recently used versions, which never change. Usable from several threads."""

    def __init__(self, store: Store, size: int) -> None:
        self._store = store
        self._size = size
        self._cached: OrderedDict[int, StoredVersion] = OrderedDict()

    def get(self, number: int) -> StoredVersion:
        """The version with an id. Raises PurgedDocument."""
        return self.get_many([number])[number]

    def get_many(self, numbers: Collection[int]) -> dict[int, StoredVersion]:
        """Versions by id; those not cached are read in one query. Raises PurgedDocument."""
        cached = self._cached  # another thread may replace it
        versions = {number: version for number in numbers if (version := cached.pop(number, None))}
        missing = set(numbers) - versions.keys()
        if missing:
            versions |= self._store.versions(missing)
        cached.update(versions)
        while len(cached) > self._size:
            cached.popitem(last=False)
        return versions

    def forget(self) -> None:
        """Clear the cache, after a purge."""
        self._cached = OrderedDict()
