"""Fits `index/answering/weights.json`.

    python -m benchmarks.training.ranker [--data FOLDER] [--keep-ranking]

The ranking is a conditional logit: among all windows of a question, those that answer should get the
greatest scores (McFadden 1974; ListNet, Cao et al. 2007, with the answers as the target). The judgement of
the few best is a logistic regression on questions that the reader has not seen, with questions about other
records' subjects among those that have no answer.
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
from benchmarks.training.weighed import WeighedExample, weigh_all
from index.answering.features import FEATURES
from index.answering.ranker import AnswerWeights, Ranker, Weights, read_weights, select_windows
from index.reranking.factory import NONE, PACKAGED, choose_reranker
from index.reranking.reranker import Reranker

_WEIGHTS: Final = Path("index/answering/weights.json")
_SEED: Final = 1
_RANKED: Final = 2500
"""Questions from which the ranking is learnt, of some seven thousand: memory, not time, is what limits it."""

_ANSWERED: Final = 0.75
"""The share of all questions that a record is taken to answer, as in our judged ones. The questions by which
trust is learnt are weighed so: fewer of them have an answer, and probabilities came out too low."""

_OFF_TOPIC: Final = 120
"""Questions about something else that each record is asked."""

_READ: Final = 8
_READER_COUNTS: Final = 0.6
"""How much a reader's logit counts beside a score: between 0.5 and 1.2 it makes little difference to
questions that the reader has not seen."""

_LENGTH: Final = ("one_sentence", "three_sentences", "length")
_RANKING: Final = tuple(name for name in FEATURES if name not in (*_LENGTH, "on_topic"))
"""Without length: the longer a window, the likelier it holds an answer, and what nobody asked for too."""

_WITH_READER: Final = ("reranker", "on_topic")
_WITHOUT_READER: Final = ("on_topic", "cosine", "idf_coverage", "idf_coverage_in_passage", "length")
"""What tells whether a candidate answers. Beside the reader's logit wording and likeness only did harm to
questions about records that nothing was fitted on."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The candidates of a question, the best first: their features, scores and the reader's logits."""

    is_answerable: bool
    features: NDArray[np.float32]
    scores: NDArray[np.float32]
    logits: NDArray[np.float32]

    def surest(self, *, has_reader: bool) -> dict[str, float]:
        """The numbers of the candidate that the reader, or else the ranking, is surest of."""
        best = int((self.logits if has_reader else self.scores).argmax())
        named = dict(zip(FEATURES, self.features[best].tolist(), strict=True))
        return named | {"score": float(self.scores[best]), "reranker": float(self.logits[best])}


def weigh_sample(records: Sequence[Record], chosen: random.Random) -> list[WeighedExample]:
    """As many questions with an answer as the ranking is learnt from."""
    able = [one for _, examples in records for one in examples if one.for_reader and one.places]
    sample = {id(one) for one in chosen.sample(able, _RANKED)}
    return list(weigh_all(records, lambda one: id(one) in sample))


def fit_ranking(examples: Sequence[WeighedExample]) -> dict[str, float]:
    """Weights under which the shortest windows that answer have greater scores than all that do not.

    Longer windows around them are left out: they are neither right nor wrong.
    """
    able = [one for one in examples if one.answers.any()]
    columns = [FEATURES.index(name) for name in _RANKING]
    shortest = [find_shortest(one) for one in able]
    kept = [short | ~one.answers for short, one in zip(shortest, able, strict=True)]
    features = np.concatenate([one.features[keep][:, columns] for one, keep in zip(able, kept, strict=True)])
    scale = features.std(axis=0) + 1e-6
    values = torch.from_numpy(features / scale)
    answers = torch.from_numpy(np.concatenate([s[keep] for s, keep in zip(shortest, kept, strict=True)]))
    group = torch.from_numpy(np.repeat(np.arange(len(able)), [int(keep.sum()) for keep in kept]))
    weights = torch.zeros(len(columns), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=60, line_search_fn="strong_wolfe")

    def total(scores: torch.Tensor) -> torch.Tensor:
        """The logarithm of the sum of the exponentials of each question's scores."""
        top = torch.full((len(able),), -1e9).scatter_reduce(0, group, scores.detach(), "amax")
        sums = torch.zeros(len(able)).scatter_add(0, group, torch.exp(scores - top[group]))
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


def find_shortest(one: WeighedExample) -> NDArray[np.bool_]:
    """The windows that answer and hold no shorter one that does: shape `(n,)`."""
    windows = one.weighed.windows
    answering = np.flatnonzero(one.answers)
    passage, first, last = windows.passage[answering], windows.first[answering], windows.last[answering]
    holds = (
        (passage[:, None] == passage)
        & (first[:, None] <= first)
        & (last[:, None] >= last)
        & ((last - first)[:, None] > last - first)
    )
    shortest = np.zeros(len(one.answers), np.bool_)
    shortest[answering[~holds.any(axis=1)]] = True
    return shortest


def fit_judgement(judged: Sequence[Judged], *, has_reader: bool) -> AnswerWeights:
    """How likely the surest candidate answers; the truth is whether the record does."""
    names = _WITH_READER if has_reader else _WITHOUT_READER
    surest = [one.surest(has_reader=has_reader) for one in judged]
    values = np.array([[one[name] for name in names] for one in surest])
    scale = values.std(axis=0) + 1e-6
    truth = np.array([one.is_answerable for one in judged])
    weights = np.where(truth, _ANSWERED / truth.mean(), (1 - _ANSWERED) / (1 - truth.mean()))
    model = LogisticRegression(max_iter=2000).fit(values / scale, truth, weights)
    return AnswerWeights(
        order={"score": 1.0} | ({"reranker": _READER_COUNTS} if has_reader else {}),
        answers=_name(names, model.coef_[0] / scale),
        bias=round(float(model.intercept_[0]), 4),
    )


def judge_all(
    records: Sequence[Record], ranking: Mapping[str, float], reranker: Reranker, chosen: random.Random
) -> list[Judged]:
    """The candidates of all questions that the reader has not seen, and of some about something else."""
    none = AnswerWeights(order={"score": 1.0}, answers={}, bias=0.0)
    ranker = Ranker(Weights(ranking=dict(ranking), reranker=NONE, with_reranker=none, without_reranker=none))
    asked = [(index, [one for one in examples if not one.for_reader]) for index, examples in records]
    foreign = [one for _, examples in records for one in examples if one.kind in ("squad", "chat")]
    for index, examples in asked:
        if examples:
            own = {one.question for one in dict(records)[index]}
            others = [one for one in foreign if one.question not in own]
            examples += [_forget(one) for one in chosen.sample(others, _OFF_TOPIC)]
    return [_judge(one, ranker, reranker) for one in weigh_all(asked, lambda one: True)]


def _judge(one: WeighedExample, ranker: Ranker, reranker: Reranker) -> Judged:
    scores = ranker.score(one.features)
    best = list(islice(select_windows(one.weighed.windows, scores, one.weighed.pool), _READ))
    logits = reranker.score(one.weighed.question.read_as, [one.words(window) for window in best])
    return Judged(bool(one.example.places), one.features[best], scores[best], logits)


def _forget(example: Example) -> Example:
    """The question asked of a record that does not answer it."""
    return Example(example.question, "far", (), example.share, for_reader=False)


def _name(names: Sequence[str], values: NDArray[Any]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def main() -> None:
    """Fit everything and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="keep the records in this folder")
    parser.add_argument(
        "--keep-ranking", action="store_true", help="fit only the judgement, as after training another reader"
    )
    options = parser.parse_args()
    chosen = random.Random(_SEED)  # noqa: S311 - a sample, not a secret
    with open_materials(options.data) as records:
        ranking = (
            read_weights().ranking if options.keep_ranking else fit_ranking(weigh_sample(records, chosen))
        )
        reader = choose_reranker(PACKAGED, options.data or Path("data"))
        if reader is None:
            raise SystemExit("There is no packaged reader.")
        judged = judge_all(records, ranking, reader, chosen)
    weights = Weights(
        ranking=ranking,
        reranker=reader.name,
        with_reranker=fit_judgement(judged, has_reader=True),
        without_reranker=fit_judgement(judged, has_reader=False),
    )
    _WEIGHTS.write_text(weights.model_dump_json(indent=2) + "\n", encoding="utf-8")
    print(f"{len(judged)} questions judged; wrote {_WEIGHTS}")


if __name__ == "__main__":
    main()
