"""The order of windows, and the choice of quotations among them."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from index.answering.confidence import OPERATING_POINT, estimate
from index.answering.windows import Floats, PoolPassage, Windows
from index.documents import Kind

_PREFERENCE: Final = 0.5
"""How much a source's own words gain over a briefing about them, where they answer by themselves."""


def rank(pool: Sequence[PoolPassage], windows: Windows) -> Floats:
    """A score for each window, greater for a better one: shape `(n,)`.

    What the model says and BM25, each stretched over the pool to 0..1, how much of the question the
    window covers, and its passage's own fused score. The weights were chosen on eight articles of
    SQuAD 2.0 and held on eight others; `benchmarks/quotations.py` measures them. A briefing only tells
    of other sources, so a source that answers goes before it.
    """
    fused = np.array([candidate.fused for candidate in pool], np.float32)[windows.passage]
    likeness = 0.4 * _stretch(windows.cosine) + 0.4 * _stretch(windows.peak)
    wording = 0.25 * _stretch(windows.bm25) + 0.3 * windows.covered
    is_source = np.array([one.version.document.kind != Kind.BRIEFING for one in pool])[windows.passage]
    answers = estimate(windows.cosine, windows.covered) >= OPERATING_POINT
    return np.asarray(likeness + wording + 0.5 * fused + _PREFERENCE * (is_source & answers), np.float32)


def choose(windows: Windows, scores: Floats, pool: Sequence[PoolPassage]) -> Iterator[int]:
    """The best windows in order, none of which shares a sentence with one before it."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for window in np.argsort(-scores, kind="stable"):
        version = pool[windows.passage[window]].version.id
        first, last = int(windows.first[window]), int(windows.last[window])
        others = taken.setdefault(version, [])
        if all(last < start or end < first for start, end in others):
            others.append((first, last))
            yield int(window)


def _stretch(scores: Floats) -> Floats:
    width = float(scores.max() - scores.min()) or 1.0
    return np.asarray((scores - scores.min()) / width, np.float32)
