"""Ranks windows, and estimates the probability that each answers, by learned weights of features.

`weights.json` holds the weights. `python -m benchmarks.training.ranker` fits them, on questions that are used
in no evaluation.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict

from index.answering.features import FEATURES
from index.answering.forward_index import Floats
from index.answering.windows import PoolPassage, Windows
from index.reranking.reranker import Logits

_WEIGHTS_FILE: Final = Path(__file__).with_name("weights.json")


class AnswerWeights(BaseModel):
    """The weights for the order of candidates, and for the probability that each answers.

    Keys are names of features, `score` (that of the ranking) and `reranker` (its logit). The weighted sum of
    `answers` plus `bias` is the logit of the probability.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: dict[str, float]
    answers: dict[str, float]
    bias: float


class Weights(BaseModel):
    """The weights of the ranking, and those of answers with the reranker of that name and without one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ranking: dict[str, float]
    reranker: str
    with_reranker: AnswerWeights
    without_reranker: AnswerWeights

    def choose_answer_weights(self, reranker: str | None) -> AnswerWeights:
        """The weights for the reranker of a name, or for none.

        Any other reranker, to which nothing was fitted, determines the order but not the probability.
        """
        if reranker is None:
            return self.without_reranker
        if reranker == self.reranker:
            return self.with_reranker
        return self.without_reranker.model_copy(update={"order": {"reranker": 1.0}})


def read_weights(path: Path = _WEIGHTS_FILE) -> Weights:
    """The weights in a file; by default the shipped ones."""
    return Weights.model_validate_json(path.read_text(encoding="utf-8"))


class Ranker:
    """Scores windows by weighted sums of features, and candidates also by the reranker's logits."""

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = weights or read_weights()
        self._ranking = np.array([self.weights.ranking.get(name, 0.0) for name in FEATURES], np.float32)

    def score(self, features: Floats) -> Floats:
        """The score of each window, greater for better ones: `(n, len(FEATURES))` to `(n,)`."""
        return np.asarray(features @ self._ranking, np.float32)

    def answer_probability(
        self, features: Floats, scores: Floats, logits: Logits | None, reranker: str | None
    ) -> tuple[Floats, Floats]:
        """For n candidates, the keys of their order and the probability that each answers: shapes `(n,)`.

        `logits` are those of the reranker of that name; both are None without a reranker.
        """
        values = dict(zip(FEATURES, features.T, strict=True)) | {"score": scores}
        if logits is not None:
            values["reranker"] = logits
        weights = self.weights.choose_answer_weights(reranker)
        logit = weights.bias + _weighted_sum(weights.answers, values)
        order = np.broadcast_to(_weighted_sum(weights.order, values), scores.shape)
        probability = np.broadcast_to(np.exp(-np.logaddexp(0, -logit)), scores.shape)
        return order, np.asarray(probability, np.float32)


def select_windows(windows: Windows, scores: Floats, pool: Sequence[PoolPassage]) -> Iterator[int]:
    """The indexes of the best windows in order; none overlaps one before it."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for window in np.argsort(-scores, kind="stable"):
        version = pool[windows.passage[window]].version.id
        first, last = int(windows.first[window]), int(windows.last[window])
        others = taken.setdefault(version, [])
        if all(last < start or end < first for start, end in others):
            others.append((first, last))
            yield int(window)


def _weighted_sum(weights: Mapping[str, float], values: Mapping[str, Floats]) -> Floats:
    return np.asarray(sum(weight * values[name] for name, weight in weights.items()), np.float32)
