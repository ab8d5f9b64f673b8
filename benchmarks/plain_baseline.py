"""A simple baseline: windows of three sentences, ranked by the mean of scaled BM25 and cosine."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.domain.document import Document
from index.encoding.encoder import Encoder
from index.reading.plain_text import read_plain_text
from index.search.lexical import build_analyzer
from index.splitting.passages import split

_WINDOW_SENTENCES: Final = 3
"""The longest window that this project quotes."""

_K1: Final = 1.2
"""The default of Lucene."""

_B: Final = 0.75
"""The default of Lucene."""

Span = tuple[Document, int, int]
Scores = NDArray[np.float32]


class PlainBaseline:
    """Encodes and indexes every window of three sentences within the passages of some documents."""

    def __init__(self, documents: Sequence[Document], encoder: Encoder) -> None:
        self.windows = [window for document in documents for window in _cut(document)]
        self._encoder = encoder
        self._analyzer = build_analyzer()
        texts = [document.text[start:end] for document, start, end in self.windows]
        self._vectors = encoder.encode(texts)
        stems = [self._analyzer.analyze(text) for text in texts]
        self._lengths = np.array([len(one) for one in stems], np.float32)
        self._counts: dict[str, dict[int, int]] = {}
        for number, one in enumerate(stems):
            for stem in one:
                own = self._counts.setdefault(stem, {})
                own[number] = own.get(number, 0) + 1

    def rank(self, question: str, limit: int) -> tuple[list[Span], float]:
        """The best windows without overlaps, and the highest cosine of all windows."""
        cosine = self._vectors @ self._encoder.encode([question])[0]
        scores = _scale(cosine) / 2 + _scale(self._score_bm25(question)) / 2
        best: list[Span] = []
        for number in np.argsort(-scores, kind="stable"):
            window = self.windows[number]
            if not any(_overlap(window, other) for other in best):
                best.append(window)
            if len(best) == limit:
                break
        return best, float(cosine.max())

    def _score_bm25(self, question: str) -> Scores:
        """BM25 (Robertson and Zaragoza 2009, section 3.2) of every window: shape `(n,)`."""
        scores = np.zeros(len(self.windows), np.float32)
        norm = _K1 * (1 - _B + _B * self._lengths / self._lengths.mean())
        for stem in set(self._analyzer.analyze(question)) & self._counts.keys():
            own = self._counts[stem]
            places, counts = np.array(list(own)), np.array(list(own.values()), np.float32)
            idf = np.log1p((len(scores) - len(own) + 0.5) / (len(own) + 0.5))
            scores[places] += idf * counts * (_K1 + 1) / (counts + norm[places])
        return scores


def _cut(document: Document) -> Iterator[Span]:
    parts = split(read_plain_text(document.text.encode(), document.title))
    for passage in parts.passages:
        last_start = max(passage.last - _WINDOW_SENTENCES + 1, passage.first)
        for first in range(passage.first, last_start + 1):
            last = min(first + _WINDOW_SENTENCES - 1, passage.last)
            yield document, parts.sentences[first].start, parts.sentences[last].end


def _overlap(one: Span, other: Span) -> bool:
    return one[0].id == other[0].id and one[1] < other[2] and other[1] < one[2]


def _scale(scores: Scores) -> Scores:
    width = float(scores.max() - scores.min()) or 1.0
    return np.asarray((scores - scores.min()) / width, np.float32)
