"""Duplicates: the same wording in several documents, which is shown once and counted once.

Wire stories, copied filings and sources that a briefing repeats bring the same sentences back. Two windows
say the same where their words are the same in the same order, but for articles and the like. Any other word
may turn what is said around (*not*, *rejected*, another number, another name), so one that differs in as
little as that is never hidden behind another.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from index.answering.forward_index import STOP_WORDS
from index.answering.windows import PoolPassage, Windows
from index.domain.document import Kind

_WORD: Final = re.compile(r"\w+|[$€£¥%]")
_INSIDE_WORDS: Final = {ord(mark): None for mark in "'’-\u2010\u2011\u00ad\u200b"}
_UNDATED: Final = "9999"


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """A window to be shown, and the windows of other documents that say the same, as numbers."""

    shown: int
    also_in: tuple[int, ...]


@dataclass(slots=True)
class _Seen:
    """The runs of sentences that are shown already, there or in other documents, by version."""

    runs: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def holds(self, version: int, first: int, last: int) -> bool:
        """Whether all of the sentences are in one such run."""
        return any(a <= first and last <= b for a, b in self.runs.get(version, ()))

    def add(self, version: int, first: int, last: int) -> None:
        """Note a run."""
        self.runs.setdefault(version, []).append((first, last))


def group_duplicates(
    chosen: Iterable[int], windows: Windows, pool: Sequence[PoolPassage]
) -> Iterator[DuplicateGroup]:
    """The chosen windows in order, those that say the same made one, with their copies in all of the pool.

    Of each group the source is shown before a briefing, and the earliest published before its copies; it
    stands where the first of them stood. A window whose sentences are all shown already, in its own document
    or in a copy, is left out. Read only as far as needed: what is not asked for is not compared.
    """
    seen = _Seen()
    for number in chosen:
        if seen.holds(*_run(number, windows, pool)):
            continue
        same = [number, *_find_copies(number, windows, pool)]
        new = [one for one in same if not seen.holds(*_run(one, windows, pool))]
        for one in new:
            seen.add(*_run(one, windows, pool))
        yield _form_group(new, windows, pool)


def normalise_words(text: str) -> tuple[str, ...]:
    """The words by which texts are known to say the same."""
    words = _WORD.findall(text.translate(_INSIDE_WORDS).casefold())
    return tuple(word for word in words if word not in STOP_WORDS) or tuple(words)


def _find_copies(number: int, windows: Windows, pool: Sequence[PoolPassage]) -> list[int]:
    """The other windows of the pool that say the same, in the order of the pool."""
    likely = np.flatnonzero(windows.content_hash == windows.content_hash[number]).tolist()
    if len(likely) == 1:  # itself
        return []
    words = normalise_words(_text(number, windows, pool))
    return [n for n in likely if n != number and normalise_words(_text(n, windows, pool)) == words]


def _form_group(same: Sequence[int], windows: Windows, pool: Sequence[PoolPassage]) -> DuplicateGroup:
    """The group, with at most one window of each document."""
    members: dict[str, int] = {}
    for one in same:
        members.setdefault(pool[int(windows.passage[one])].version.document.id, one)
    shown, *others = sorted(members.values(), key=lambda one: _order(pool[int(windows.passage[one])]))
    return DuplicateGroup(shown, tuple(others))


def _order(candidate: PoolPassage) -> tuple[bool, str]:
    document = candidate.version.document
    return document.kind == Kind.BRIEFING, document.published or _UNDATED


def _run(number: int, windows: Windows, pool: Sequence[PoolPassage]) -> tuple[int, int, int]:
    version = pool[int(windows.passage[number])].version.id
    return version, int(windows.first[number]), int(windows.last[number])


def _text(number: int, windows: Windows, pool: Sequence[PoolPassage]) -> str:
    version = pool[int(windows.passage[number])].version
    return version.slice(int(windows.first[number]), int(windows.last[number]))
