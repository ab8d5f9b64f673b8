"""The document of each passage, in arrays: a million passages take twelve bytes each."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]

_FILES: Final = ("passages.npy", "owners.npy", "documents.npy")


class PassageIdMap:
    """The passages that an index holds, with their documents.

    `ids` rises, and `owners` holds the number of each passage's document in `documents`: shapes `(n,)`.
    """

    def __init__(self, ids: Ids, owners: NDArray[np.int32], documents: Sequence[str]) -> None:
        self.ids = ids
        self._owners = owners
        self._documents: list[str] = list(documents)
        self._numbers = {document: number for number, document in enumerate(self._documents)}

    @classmethod
    def none(cls) -> Self:
        """No passages."""
        return cls(np.empty(0, np.int64), np.empty(0, np.int32), ())

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Those that `write` wrote to a folder."""
        ids, owners, documents = (np.load(folder / name, allow_pickle=False) for name in _FILES)
        return cls(ids, owners, documents.tolist())

    def write(self, folder: Path) -> None:
        """Write them to files in a folder, without documents of which none is left."""
        numbers, owners = np.unique(self._owners, return_inverse=True)
        documents = np.array([self._documents[number] for number in numbers], str)
        arrays: tuple[NDArray[Any], ...] = (self.ids, owners.astype(np.int32), documents)
        for name, array in zip(_FILES, arrays, strict=True):
            np.save(folder / name, array)

    def remove(self, documents: Sequence[str]) -> Ids:
        """Forget the passages of documents, and return them."""
        is_gone = self._belong(documents)
        if not is_gone.any():
            return np.empty(0, np.int64)
        gone = self.ids[is_gone]
        self.ids, self._owners = self.ids[~is_gone], self._owners[~is_gone]
        return gone

    def add(self, passages_of: Mapping[str, Sequence[int]]) -> None:
        """Hold the passages of documents, none of which is held yet."""
        ids = np.array([passage for some in passages_of.values() for passage in some], np.int64)
        numbers = [self._number(document) for document in passages_of]
        owners = np.repeat(np.array(numbers, np.int32), [len(some) for some in passages_of.values()])
        order = np.argsort(ids)
        at = np.searchsorted(self.ids, ids[order])
        self.ids = np.insert(self.ids, at, ids[order])
        self._owners = np.insert(self._owners, at, owners[order])

    def of(self, documents: Sequence[str]) -> Ids:
        """The passages of documents, rising."""
        return self.ids[self._belong(documents)]

    def holds(self, ids: Ids) -> NDArray[np.bool_]:
        """Whether each of the passages is held: shape `(n,)`."""
        if len(self.ids) == 0:
            return np.zeros(len(ids), np.bool_)
        return np.asarray(self.ids[self._find(ids)] == ids, np.bool_)

    def document_of(self, passage: int) -> str:
        """The document of a passage that is held."""
        return self._documents[int(self._owners[self._find(np.array([passage]))[0]])]

    def _find(self, ids: Ids) -> NDArray[np.intp]:
        return np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)

    def _belong(self, documents: Sequence[str]) -> NDArray[np.bool_]:
        numbers = [self._numbers[document] for document in documents if document in self._numbers]
        if len(numbers) == 1:
            return np.asarray(self._owners == numbers[0], np.bool_)
        is_wanted = np.zeros(len(self._documents), np.bool_)
        is_wanted[numbers] = True
        return is_wanted[self._owners]

    def _number(self, document: str) -> int:
        number = self._numbers.setdefault(document, len(self._documents))
        if number == len(self._documents):
            self._documents.append(document)
        return number
