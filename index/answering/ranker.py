"""Ranks windows and estimates how likely each is to answer, by learned weights of features.

`weights.json` holds the weights, readable. They are fitted by `python -m benchmarks.training.ranker`, on
questions that nothing is measured on."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict

from index.answering.features import FEATURES
from index.answering.forward_index import Floats
from index.answering.windows import PoolPassage, Windows
from index.reranking.reranker import Logits

_FILE: Final = Path(__file__).with_name("weights.json")


class AnswerWeights(BaseModel):
    """How windows that were chosen are ordered anew, and how likely each is to answer.

    Both are weighted sums of features, of `score` (the ranking's) and of `reader` (its logit). That of
    `answers` with its bias is the logit of a probability.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: dict[str, float]
    answers: dict[str, float]
    bias: float


class Weights(BaseModel):
    """The weights of the ranking, and of the judgement with the reader of that name and without any."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ranking: dict[str, float]
    reranker: str
    with_reranker: AnswerWeights
    without_reranker: AnswerWeights

    def choose_answer_weights(self, reranker: str | None) -> AnswerWeights:
        """The judgement for the reader of a name, or for none.

        What a reader says that nothing was fitted to orders the windows, and tells no probability.
        """
        if reranker is None:
            return self.without_reranker
        if reranker == self.reranker:
            return self.with_reranker
        return self.without_reranker.model_copy(update={"order": {"reranker": 1.0}})


def read_weights(path: Path = _FILE) -> Weights:
    """The weights in a file; those that ship if none is named."""
    return Weights.model_validate_json(path.read_text(encoding="utf-8"))


class Ranker:
    """Weighted sums of features. With a reader's logits the few best are ordered anew."""

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = weights or read_weights()
        self._ranking = np.array([self.weights.ranking.get(name, 0.0) for name in FEATURES], np.float32)

    def score(self, features: Floats) -> Floats:
        """A score for each window, greater for a better one: `(n, len(FEATURES))` to `(n,)`."""
        return np.asarray(features @ self._ranking, np.float32)

    def answer_probability(
        self, features: Floats, scores: Floats, logits: Logits | None, reranker: str | None
    ) -> tuple[Floats, Floats]:
        """For n candidates, what orders them and the probability that each answers: shapes `(n,)`.

        `logits` are those of the reader of that name; both are None where there is no reader.
        """
        values = dict(zip(FEATURES, features.T, strict=True)) | {"score": scores}
        if logits is not None:
            values["reranker"] = logits
        judgement = self.weights.choose_answer_weights(reranker)
        surety = judgement.bias + _add(judgement.answers, values)
        sums = np.broadcast_to(_add(judgement.order, values), scores.shape)
        probability = np.broadcast_to(np.exp(-np.logaddexp(0, -surety)), scores.shape)
        return sums, np.asarray(probability, np.float32)


def select_windows(windows: Windows, scores: Floats, pool: Sequence[PoolPassage]) -> Iterator[int]:
    """The best windows in order, none of which shares a sentence with one before it."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for window in np.argsort(-scores, kind="stable"):
        version = pool[windows.passage[window]].version.id
        first, last = int(windows.first[window]), int(windows.last[window])
        others = taken.setdefault(version, [])
        if all(last < start or end < first for start, end in others):
            others.append((first, last))
            yield int(window)


def _add(weights: Mapping[str, float], values: Mapping[str, Floats]) -> Floats:
    return np.asarray(sum(weight * values[name] for name, weight in weights.items()), np.float32)
