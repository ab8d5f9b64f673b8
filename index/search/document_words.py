"""The words of each document, as numbers: four bytes for a word of a document."""

from collections.abc import Iterator
from itertools import compress
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]

_FILE: Final = "words.npz"
_NONE: Final = np.empty(0, np.int32)


class DocumentWords:
    """The distinct words of documents, each document with its scope."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._number_of: dict[str, int] = {}
        self._held: dict[str, tuple[str, Numbers]] = {}

    def __len__(self) -> int:
        return len(self._held)

    def replace(self, document: str, scope: str, words: set[str]) -> tuple[list[str], list[str]]:
        """Put what a document holds in the place of what it held; which words left, and which came."""
        before = self._held.pop(document, ("", _NONE))[1]
        now = np.array(sorted(map(self._number, words)), np.int32)
        if len(now):
            self._held[document] = scope, now
        left, came = np.setdiff1d(before, now, True), np.setdiff1d(now, before, True)
        return [self._words[number] for number in left], [self._words[number] for number in came]

    def count(self) -> Iterator[tuple[str, str, int]]:
        """Each scope with each of its words, and in how many of its documents that stands."""
        by_scope: dict[str, list[Numbers]] = {}
        for scope, numbers in self._held.values():
            by_scope.setdefault(scope, []).append(numbers)
        for scope, some in by_scope.items():
            counts = np.bincount(np.concatenate(some))
            for number in np.flatnonzero(counts):
                yield scope, self._words[number], int(counts[number])

    def write(self, folder: Path) -> None:
        """Write them to a file in a folder, without words that no document holds any more."""
        some = [numbers for _, numbers in self._held.values()]
        every = np.concatenate([_NONE, *some])
        is_kept = np.bincount(every, minlength=len(self._words)) > 0
        numbers = (np.cumsum(is_kept) - 1)[every]
        arrays: dict[str, Any] = {
            "words": np.frombuffer("\n".join(compress(self._words, is_kept)).encode(), np.uint8),
            "documents": np.array(list(self._held), str),
            "scopes": np.array([scope for scope, _ in self._held.values()], str),
            "ends": np.cumsum([len(one) for one in some], dtype=np.int64),
            "numbers": numbers.astype(np.int32),
        }
        with (folder / _FILE).open("wb") as file:
            np.savez(file, **arrays)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Those that `write` wrote to a folder."""
        found = cls()
        with np.load(folder / _FILE, allow_pickle=False) as file:
            found._words = file["words"].tobytes().decode().split("\n")
            parts = np.split(file["numbers"], file["ends"][:-1])
            documents, scopes = file["documents"].tolist(), file["scopes"].tolist()
        found._number_of = {word: number for number, word in enumerate(found._words)}
        found._held = {d: (s, n) for d, s, n in zip(documents, scopes, parts, strict=True)}
        return found

    def _number(self, word: str) -> int:
        number = self._number_of.setdefault(word, len(self._words))
        if number == len(self._words):
            self._words.append(word)
        return number
