"""Documents that say much the same as a text, by the runs of words that they share.

A text is known by its shingles: every run of a few words, as one number. The words of the shorter text that
stand in a run which the longer one has too are counted, so that a copy with changed words here and there is
known, and an excerpt as well. `benchmarks/near_duplicates.py` measures what is found.
"""

import re
import threading
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, and_, select

from index.domain.document import ANY_SCOPE, Document, may_see
from index.domain.identifiers import digest_text
from index.errors import UnknownDocument
from index.store.meta import read_generation
from index.store.schema import documents, versions
from index.store.store import Store
from index.store.versions import is_current
from index.text.scripts import SPACELESS

Shingles = NDArray[np.uint64]

MIN_RESEMBLANCE: Final = 0.5
"""The share of words from which documents are alike."""

SHINGLE_WORDS: Final = 4
"""Words of a shingle."""

_MAX_SIMILAR: Final = 5
"""Documents told at once."""

_WORD: Final = re.compile(rf"[{SPACELESS}]|[^\W{SPACELESS}]+")
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # odd, and its bits are well mixed: 2^64 over the golden ratio
_BITS: Final = 20
"""A text's shingles are first looked for in a table of 2^20 flags, which no text fills."""


class SimilarDocument(BaseModel):
    """A document that is like a text: `share` of the shorter one's words stand in the other.

    `exact` where the text is the very same.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: Document
    share: float = Field(ge=0, le=1)
    exact: bool


@dataclass(frozen=True, slots=True, eq=False)
class _IndexedShingles:
    scope: str
    digest: str
    shingles: Shingles


class NearDuplicates:
    """The shingles of all documents that can be quoted, following the store. Usable from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._generation = 0
        self._known: dict[str, _IndexedShingles] = {}

    def find(self, text: str, scope: str) -> list[SimilarDocument]:
        """The documents that a scope may see and that are like a text, the most alike first."""
        own, digest = cut_shingles(text), digest_text(text)
        table = _flag(own)
        found = []
        for document, known in self.refresh().items():
            if may_see(scope, known.scope):
                is_same = known.digest == digest
                share = 1.0 if is_same else measure_resemblance(own, known.shingles, table)
                if share >= MIN_RESEMBLANCE:
                    found.append((is_same, share, document))
        return self._tell(sorted(found, key=lambda one: (-one[0], -one[1], one[2]))[:_MAX_SIMILAR])

    def refresh(self) -> dict[str, _IndexedShingles]:
        """Read what changed since the last time, and return what is known of every document."""
        if self._store.generation() > self._generation:
            with self._lock, self._store.read() as connection:
                generation = read_generation(connection)
                self._known = self._read_changes(connection)
                self._generation = generation
        return self._known

    def _read_changes(self, connection: Connection) -> dict[str, _IndexedShingles]:
        is_changed = documents.c.generation > self._generation
        known = dict(self._known)
        for changed in connection.scalars(select(documents.c.id).where(is_changed)):
            known.pop(changed, None)
        rows = connection.execute(
            select(documents.c.id, documents.c.scope, versions.c.sha256, versions.c.text)
            .join(versions, is_current)
            .where(and_(is_changed, documents.c.removed.is_(None)))
        )
        for row in rows:
            known[row.id] = _IndexedShingles(row.scope, row.sha256, cut_shingles(row.text))
        return known

    def _tell(self, found: list[tuple[bool, float, str]]) -> list[SimilarDocument]:
        told = []
        for is_same, share, document in found:
            try:
                told.append(
                    SimilarDocument(
                        document=self._store.document(document, scope=ANY_SCOPE),
                        share=round(share, 4),
                        exact=is_same,
                    )
                )
            except UnknownDocument:  # purged meanwhile
                continue
        return told


def cut_shingles(text: str, run: int = SHINGLE_WORDS) -> Shingles:
    """The shingles of a text in order, one for each word but the last few; one for a text of few words."""
    words = _WORD.findall(text.casefold())
    numbers = np.fromiter(map(hash, words), np.int64, len(words)).view(np.uint64)
    run = min(run, len(words))
    shingles = np.zeros(len(words) - run + 1 if words else 0, np.uint64)
    for place in range(run):
        shingles = shingles * _FACTOR + numbers[place : place + len(shingles)]
    return shingles


def measure_resemblance(
    own: Shingles, other: Shingles, table: NDArray[np.bool_] | None = None, run: int = SHINGLE_WORDS
) -> float:
    """The share of the shorter text's words that stand in a run of words which the other has too.

    `table` is that of `own`: where it shows that less than a tenth of the shingles is shared, that is 0.
    """
    if len(own) == 0 or len(other) == 0:
        return 0.0
    flags = _flag(own) if table is None else table
    if np.count_nonzero(flags[_place(other)]) < 0.1 * min(len(own), len(other)):
        return 0.0
    shorter, longer = sorted((own, other), key=len)
    shared = np.isin(shorter, longer)
    covered = np.convolve(shared, np.ones(run, np.int64)) > 0
    return float(covered.mean())


def _flag(shingles: Shingles) -> NDArray[np.bool_]:
    flags = np.zeros(1 << _BITS, np.bool_)
    flags[_place(shingles)] = True
    return flags


def _place(shingles: Shingles) -> NDArray[np.uint64]:
    return shingles >> np.uint64(64 - _BITS)
