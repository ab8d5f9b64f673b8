"""Every question of the material weighed: the features of its windows, and which of them answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.training.material import Example
from index import Index
from index.answering.candidate_scorer import ScoredWindows
from index.answering.candidates import locate
from index.domain.document import Document
from index.domain.filters import Filters


@dataclass(frozen=True, slots=True, eq=False)
class WeighedExample:
    """A question with its n windows. `features` has shape `(n, len(FEATURES))`; `answers` tells which of the
    windows answer, and `touches` which share a character with what does: shapes `(n,)`."""

    example: Example
    weighed: ScoredWindows
    features: NDArray[np.float32]
    answers: NDArray[np.bool_]
    touches: NDArray[np.bool_]

    def words(self, window: int) -> str:
        """The slice of a document's text that a window is."""
        document, start, end = _span(self.weighed, window)
        return document.text[start:end]


def weigh_all(
    records: Sequence[tuple[Index, Sequence[Example]]], wanted: Callable[[Example], bool]
) -> Iterator[WeighedExample]:
    """The wanted questions of all records, those without a single candidate left out."""
    for index, examples in records:
        for example in filter(wanted, examples):
            weighed = index.scorer.score(example.question, Filters(scope=None))
            if weighed is not None:
                yield _compare(example, weighed)


def _compare(example: Example, weighed: ScoredWindows) -> WeighedExample:
    spans = [_span(weighed, window) for window in range(len(weighed.scores))]
    answers = [example.is_answered_by(document.id, start, end) for document, start, end in spans]
    touches = [example.touches(document.id, start, end) for document, start, end in spans]
    return WeighedExample(example, weighed, weighed.features, np.array(answers), np.array(touches))


def _span(weighed: ScoredWindows, window: int) -> tuple[Document, int, int]:
    version, first, last = locate(weighed, window)
    sentences = version.split.sentences
    return version.document, sentences[first].start, sentences[last].end
