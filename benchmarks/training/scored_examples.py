"""The training questions with their scored windows: features, and which windows answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.training.material import Example
from index import ANY_SCOPE, Index
from index.answering.candidate_scorer import ScoredWindows
from index.answering.candidates import locate
from index.domain.document import Document
from index.domain.filters import Filters


@dataclass(frozen=True, slots=True, eq=False)
class ScoredExample:
    """A question with its n windows.

    `features` has shape `(n, len(FEATURES))`. `answers` and `touches` are masks of the windows that answer
    and that overlap an answer: shape `(n,)`.
    """

    example: Example
    scored: ScoredWindows
    features: NDArray[np.float32]
    answers: NDArray[np.bool_]
    touches: NDArray[np.bool_]

    def words(self, window: int) -> str:
        """The text of a window."""
        document, start, end = _span(self.scored, window)
        return document.text[start:end]


def score_all(
    records: Sequence[tuple[Index, Sequence[Example]]], is_chosen: Callable[[Example], bool]
) -> Iterator[ScoredExample]:
    """The chosen questions of all records, except those without any candidate."""
    for index, examples in records:
        for example in filter(is_chosen, examples):
            scored = index.engine.scorer.score(example.question, Filters(scope=ANY_SCOPE))
            if scored is not None:
                yield _make(example, scored)


def _make(example: Example, scored: ScoredWindows) -> ScoredExample:
    spans = [_span(scored, window) for window in range(len(scored.scores))]
    answers = [example.is_answered_by(document.id, start, end) for document, start, end in spans]
    touches = [example.touches(document.id, start, end) for document, start, end in spans]
    return ScoredExample(example, scored, scored.features, np.array(answers), np.array(touches))


def _span(scored: ScoredWindows, window: int) -> tuple[Document, int, int]:
    version, first, last = locate(scored, window)
    sentences = version.split.sentences
    return version.document, sentences[first].start, sentences[last].end
