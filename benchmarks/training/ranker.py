"""Fits `index/answering/weights.json`.

    python -m benchmarks.training.ranker [--data FOLDER] [--keep-ranking]

The ranking is a conditional logit: among all windows of a question, those that answer should get the
highest scores (McFadden 1974; ListNet, Cao et al. 2007, with the answers as the target). The probability
that the best candidate answers is a logistic regression on questions that the reranker was not trained on,
including unanswerable questions about other records' subjects.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.training.material import Example, Record, open_materials
from benchmarks.training.scored_examples import ScoredExample, score_all
from index.answering.features import FEATURES
from index.answering.ranker import AnswerWeights, Ranker, Weights, read_weights, select_windows
from index.reranking.factory import NONE, PACKAGED, choose_reranker
from index.reranking.reranker import Reranker

_WEIGHTS: Final = Path("index/answering/weights.json")
_SEED: Final = 1
"""Fixed, so that samples are reproducible."""

_RANKING_QUESTIONS: Final = 2500
"""Questions on which the ranking is fitted, of about 7,000; memory is the limit, not time."""

_ANSWERABLE_SHARE: Final = 0.75
"""Assumed share of answerable questions, as in our judged ones. Examples are weighted to match it: fewer of
them are answerable, and without weights the probabilities were too low."""

_OFF_TOPIC_QUESTIONS: Final = 120
"""Questions about other subjects that each record is asked."""

_RERANKED: Final = 8
"""Windows of a question that are reranked."""

_LOGIT_WEIGHT: Final = 0.6
"""Weight of the reranker's logit relative to the score. From 0.5 to 1.2 it makes little difference on
questions that the reranker was not trained on."""

_LENGTH: Final = ("one_sentence", "three_sentences", "length")
_RANKING: Final = tuple(name for name in FEATURES if name not in (*_LENGTH, "on_topic"))
"""Without length: longer windows contain the answer more often, but also irrelevant text."""

_WITH_RERANKER: Final = ("reranker", "on_topic")
_WITHOUT_RERANKER: Final = ("on_topic", "cosine", "idf_coverage", "idf_coverage_in_passage", "length")
"""Features of the probability of answering. In addition to the reranker's logit, lexical and cosine features
made the results on other records worse."""


@dataclass(frozen=True, slots=True, eq=False)
class RerankedQuestion:
    """The candidates of a question, best first: features `(n, len(FEATURES))`, scores and logits `(n,)`."""

    is_answerable: bool
    features: NDArray[np.float32]
    scores: NDArray[np.float32]
    logits: NDArray[np.float32]

    def best_values(self, *, has_reranker: bool) -> dict[str, float]:
        """The features, score and logit of the candidate with the highest logit, or else score."""
        best = int((self.logits if has_reranker else self.scores).argmax())
        named = dict(zip(FEATURES, self.features[best].tolist(), strict=True))
        return named | {"score": float(self.scores[best]), "reranker": float(self.logits[best])}


def score_sample(records: Sequence[Record], chosen: random.Random) -> list[ScoredExample]:
    """A sample of `_RANKING_QUESTIONS` answerable questions, scored."""
    answerable = [one for _, examples in records for one in examples if one.for_reader and one.locations]
    sample = {id(one) for one in chosen.sample(answerable, _RANKING_QUESTIONS)}
    return list(score_all(records, lambda one: id(one) in sample))


def fit_ranking(examples: Sequence[ScoredExample]) -> dict[str, float]:
    """Weights that give the shortest answering windows higher scores than windows that do not answer.

    Longer windows that contain them are left out: they are neither right nor wrong.
    """
    answerable = [one for one in examples if one.answers.any()]
    columns = [FEATURES.index(name) for name in _RANKING]
    shortest = [find_shortest(one) for one in answerable]
    masks = [short | ~one.answers for short, one in zip(shortest, answerable, strict=True)]
    features = np.concatenate(
        [one.features[keep][:, columns] for one, keep in zip(answerable, masks, strict=True)]
    )
    scale = features.std(axis=0) + 1e-6
    values = torch.from_numpy(features / scale)
    answers = torch.from_numpy(np.concatenate([s[keep] for s, keep in zip(shortest, masks, strict=True)]))
    group = torch.from_numpy(np.repeat(np.arange(len(answerable)), [int(keep.sum()) for keep in masks]))
    weights = torch.zeros(len(columns), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=60, line_search_fn="strong_wolfe")

    def total(scores: torch.Tensor) -> torch.Tensor:
        """Log-sum-exp of each question's scores."""
        top = torch.full((len(answerable),), -1e9).scatter_reduce(0, group, scores.detach(), "amax")
        sums = torch.zeros(len(answerable)).scatter_add(0, group, torch.exp(scores - top[group]))
        return top + torch.log(sums + 1e-30)

    def step() -> torch.Tensor:
        optimiser.zero_grad()
        scores = values @ weights
        right = torch.where(answers, scores, torch.full_like(scores, -1e9))
        loss = (total(scores) - total(right)).mean() + 1e-3 * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]  # no types there
        return loss

    optimiser.step(step)  # type: ignore[no-untyped-call]  # no types there
    return _name(_RANKING, weights.detach().numpy() / scale)


def find_shortest(item: ScoredExample) -> NDArray[np.bool_]:
    """A mask of the answering windows that contain no shorter answering one: shape `(n,)`."""
    windows = item.scored.windows
    answering = np.flatnonzero(item.answers)
    passage, first, last = windows.passage[answering], windows.first[answering], windows.last[answering]
    contains = (
        (passage[:, None] == passage)
        & (first[:, None] <= first)
        & (last[:, None] >= last)
        & ((last - first)[:, None] > last - first)
    )
    shortest = np.zeros(len(item.answers), np.bool_)
    shortest[answering[~contains.any(axis=1)]] = True
    return shortest


def fit_answer_weights(sample: Sequence[RerankedQuestion], *, has_reranker: bool) -> AnswerWeights:
    """Weights of the probability that the best candidate answers; the target is whether the record does."""
    names = _WITH_RERANKER if has_reranker else _WITHOUT_RERANKER
    best = [question.best_values(has_reranker=has_reranker) for question in sample]
    values = np.array([[one[name] for name in names] for one in best])
    scale = values.std(axis=0) + 1e-6
    truth = np.array([question.is_answerable for question in sample])
    weights = np.where(truth, _ANSWERABLE_SHARE / truth.mean(), (1 - _ANSWERABLE_SHARE) / (1 - truth.mean()))
    model = LogisticRegression(max_iter=2000).fit(values / scale, truth, weights)
    return AnswerWeights(
        order={"score": 1.0} | ({"reranker": _LOGIT_WEIGHT} if has_reranker else {}),
        answers=_name(names, model.coef_[0] / scale),
        bias=round(float(model.intercept_[0]), 4),
    )


def rerank_all(
    records: Sequence[Record], ranking: Mapping[str, float], reranker: Reranker, chosen: random.Random
) -> list[RerankedQuestion]:
    """The candidates of all held-out questions, and of questions about other subjects."""
    none = AnswerWeights(order={"score": 1.0}, answers={}, bias=0.0)
    ranker = Ranker(Weights(ranking=dict(ranking), reranker=NONE, with_reranker=none, without_reranker=none))
    held_out = [(index, [one for one in examples if not one.for_reader]) for index, examples in records]
    foreign = [one for _, examples in records for one in examples if one.kind in ("squad", "chat")]
    for index, examples in held_out:
        if examples:
            own = {one.question for one in dict(records)[index]}
            others = [one for one in foreign if one.question not in own]
            examples += [_make_unanswerable(one) for one in chosen.sample(others, _OFF_TOPIC_QUESTIONS)]
    return [_rerank(item, ranker, reranker) for item in score_all(held_out, lambda one: True)]


def _rerank(item: ScoredExample, ranker: Ranker, reranker: Reranker) -> RerankedQuestion:
    scores = ranker.score(item.features)
    best = list(islice(select_windows(item.scored.windows, scores, item.scored.pool), _RERANKED))
    logits = reranker.score(item.scored.question.read_as, [item.words(window) for window in best])
    return RerankedQuestion(bool(item.example.locations), item.features[best], scores[best], logits)


def _make_unanswerable(example: Example) -> Example:
    """The question, for a record that does not answer it."""
    return Example(example.question, "far", (), example.share, for_reader=False)


def _name(names: Sequence[str], values: NDArray[Any]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def main() -> None:
    """Fit everything and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="keep the records in this folder")
    parser.add_argument(
        "--keep-ranking",
        action="store_true",
        help="fit only the probabilities, as after training the reranker again",
    )
    options = parser.parse_args()
    chosen = random.Random(_SEED)  # noqa: S311 - a sample, not a secret
    with open_materials(options.data) as records:
        ranking = (
            read_weights().ranking if options.keep_ranking else fit_ranking(score_sample(records, chosen))
        )
        reranker = choose_reranker(PACKAGED, options.data or Path("data"))
        if reranker is None:
            raise SystemExit("There is no packaged reader.")
        sample = rerank_all(records, ranking, reranker, chosen)
    weights = Weights(
        ranking=ranking,
        reranker=reranker.name,
        with_reranker=fit_answer_weights(sample, has_reranker=True),
        without_reranker=fit_answer_weights(sample, has_reranker=False),
    )
    _WEIGHTS.write_text(weights.model_dump_json(indent=2) + "\n", encoding="utf-8")
    print(f"{len(sample)} questions reranked; wrote {_WEIGHTS}")


if __name__ == "__main__":
    main()
