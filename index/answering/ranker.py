"""The order of windows, the choice of candidates among them, and how likely each is to answer."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from index.answering.features import FEATURES
from index.answering.forward_index import Floats
from index.answering.weights import Weights, read_weights
from index.answering.windows import PoolPassage, Windows
from index.reranking.reranker import Logits


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
