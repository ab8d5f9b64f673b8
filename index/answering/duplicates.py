"""Duplicates: windows with the same words in several documents, which are shown and counted once.

Wire stories, copied filings and briefings repeat sentences. Two windows are duplicates if they have the same
words in the same order, apart from articles and the like. Any other word may reverse the meaning (*not*,
*rejected*, another number, another name), so a window that differs in one is never hidden behind another.
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
"""Sorts documents without a date last."""


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """A window to be shown, and its duplicates in other documents, as indexes of windows."""

    shown: int
    also_in: tuple[int, ...]


@dataclass(slots=True)
class _SeenRuns:
    """Runs of sentences that were already shown, there or as a duplicate, by version."""

    runs: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def covers(self, version: int, first: int, last: int) -> bool:
        """Whether one run includes all of the sentences."""
        return any(a <= first and last <= b for a, b in self.runs.get(version, ()))

    def add(self, version: int, first: int, last: int) -> None:
        """Add a run."""
        self.runs.setdefault(version, []).append((first, last))


def group_duplicates(
    chosen: Iterable[int], windows: Windows, pool: Sequence[PoolPassage]
) -> Iterator[DuplicateGroup]:
    """Groups of the chosen windows and their duplicates in the whole pool, in the order of the chosen.

    A group shows the source before a briefing, and of several sources the one published first. A window whose
    sentences have all been shown, in its own document or in a duplicate, is left out. The iterator is lazy:
    windows that are not requested are not compared.
    """
    seen = _SeenRuns()
    for number in chosen:
        if seen.covers(*_run(number, windows, pool)):
            continue
        members = [number, *_find_copies(number, windows, pool)]
        unseen = [member for member in members if not seen.covers(*_run(member, windows, pool))]
        for member in unseen:
            seen.add(*_run(member, windows, pool))
        yield _make_group(unseen, windows, pool)


def normalise_words(text: str) -> tuple[str, ...]:
    """The words by which duplicates are recognised: folded, without stop words unless there are no others."""
    words = _WORD.findall(text.translate(_INSIDE_WORDS).casefold())
    return tuple(word for word in words if word not in STOP_WORDS) or tuple(words)


def _find_copies(number: int, windows: Windows, pool: Sequence[PoolPassage]) -> list[int]:
    """The other windows of the pool with the same words, in the order of the pool."""
    likely = np.flatnonzero(windows.content_hash == windows.content_hash[number]).tolist()
    if len(likely) == 1:  # itself
        return []
    words = normalise_words(_text(number, windows, pool))
    return [n for n in likely if n != number and normalise_words(_text(n, windows, pool)) == words]


def _make_group(members: Sequence[int], windows: Windows, pool: Sequence[PoolPassage]) -> DuplicateGroup:
    """The group, with at most one window of each document."""
    by_document: dict[str, int] = {}
    for window in members:
        by_document.setdefault(pool[int(windows.passage[window])].version.document.id, window)
    shown, *others = sorted(by_document.values(), key=lambda n: _sort_key(pool[int(windows.passage[n])]))
    return DuplicateGroup(shown, tuple(others))


def _sort_key(candidate: PoolPassage) -> tuple[bool, str]:
    document = candidate.version.document
    return document.kind == Kind.BRIEFING, document.published or _UNDATED


def _run(number: int, windows: Windows, pool: Sequence[PoolPassage]) -> tuple[int, int, int]:
    version = pool[int(windows.passage[number])].version.id
    return version, int(windows.first[number]), int(windows.last[number])


def _text(number: int, windows: Windows, pool: Sequence[PoolPassage]) -> str:
    version = pool[int(windows.passage[number])].version
    return version.slice(int(windows.first[number]), int(windows.last[number]))
