"""Quality of the quotations and of the silence, on SQuAD 2.0.

    python -m benchmarks.quotations [--data FOLDER] [--fit]

The articles at hand, in alphabetical order, are dealt to two records in turn. Each record is asked questions
that its articles answer, questions about the other record's articles, and SQuAD's own near misses. A
quotation hits when it comes from the question's article and holds one of the answers. With --fit the
weights of `index/answering/confidence.py` are fitted anew, on both records and on the tuning half of the
project's own questions, and printed.
"""

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.collection_index import filled_index
from benchmarks.collections import ReadingCollection, ReadingQuestion, read_squad
from index import Answer, Index
from index.answering.filters import Filters
from index.evaluation.questions import read_questions

_ANSWERABLE, _OTHERS = 600, 300
_OWN_QUESTIONS = Path("tests/data/questions.jsonl")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what the record said; `signs` are the best window's cosine and coverage."""

    question: ReadingQuestion
    is_own: bool
    answer: Answer
    signs: tuple[float, float]

    @property
    def hits(self) -> list[bool]:
        """Which of the quotations, answered with or merely nearest, hold an answer."""
        title = self.question.article.replace("_", " ")
        return [
            quotation.title == title and any(words in quotation.text for words in self.question.answers)
            for quotation in self.answer.quotations or self.answer.nearest
        ]


def ask_all(index: Index, questions: Sequence[tuple[ReadingQuestion, bool]]) -> list[Asked]:
    """Ask a record every question; the flag tells whether its article is in the record."""
    return [
        Asked(question, is_own, index.ask(question.question), find_signs(index, question.question))
        for question, is_own in questions
    ]


def find_signs(index: Index, question: str) -> tuple[float, float]:
    """What the confidence is judged by: the best window's cosine and coverage."""
    weighed = index.answering.weigh(question, Filters())
    if weighed is None:
        return 0.0, 0.0
    best, windows = weighed.best, weighed.windows
    return float(windows.cosine[best]), float(windows.covered[best])


def sample(collection: ReadingCollection, own: Sequence[str]) -> list[tuple[ReadingQuestion, bool]]:
    """The questions for a record that holds its own articles: the same ones in every run."""
    chosen = random.Random(1)  # noqa: S311 - a sample, not a secret
    mine = [question for question in collection.questions if question.article in own]
    answerable = [question for question in mine if question.answers]
    near_misses = [question for question in mine if not question.answers]
    others = [q for q in collection.questions if q.article not in own and q.answers]
    picked = (
        *((question, True) for question in chosen.sample(answerable, _ANSWERABLE)),
        *((question, True) for question in chosen.sample(near_misses, _OTHERS)),
        *((question, False) for question in chosen.sample(others, _OTHERS)),
    )
    return list(picked)


def report(name: str, asked: Sequence[Asked]) -> None:
    """Print hits, lengths and silence for one record."""
    own = [one for one in asked if one.is_own and one.question.answers]
    near = [one for one in asked if one.is_own and not one.question.answers]
    other = [one for one in asked if not one.is_own]
    quotations = [q for one in own for q in one.answer.quotations or one.answer.nearest]
    print(f"\n{name}: {len(own)} answerable, {len(near)} near misses, {len(other)} about other articles")
    print(f"  hit@1 {np.mean([one.hits[0] for one in own]):.3f}  ", end="")
    print(f"hit@3 {np.mean([any(one.hits) for one in own]):.3f}  ", end="")
    print(f"mean quotation {np.mean([len(q.text) for q in quotations]):.0f} characters")
    print(f"  answered: {_rate(own):.3f} of the answerable, ", end="")
    print(f"{_rate(near):.3f} of the near misses, {_rate(other):.3f} of the others")
    print(f"  area under the ROC curve: {_auroc(own, other):.3f} against other articles, ", end="")
    print(f"{_auroc(own, near):.3f} against near misses")


def _rate(asked: Sequence[Asked]) -> float:
    return float(np.mean([one.answer.answered for one in asked]))


def _auroc(answerable: Sequence[Asked], silent: Sequence[Asked]) -> float:
    truth = [1] * len(answerable) + [0] * len(silent)
    return float(roc_auc_score(truth, [one.answer.confidence for one in (*answerable, *silent)]))


def fit(asked: Sequence[Asked]) -> None:
    """Print the weights that tell answerable questions best from those about something else."""
    public = [(one.signs, one.is_own) for one in asked if one.question.answers]
    with tempfile.TemporaryDirectory() as folder, Index.open(folder, "corpus") as index:
        own = [
            (find_signs(index, one.question), bool(one.gold))
            for one in read_questions(_OWN_QUESTIONS)
            if one.half == "tuning" and one.kind != "unanswerable-near"
        ]
    signs, truths = zip(*public, *own, strict=True)
    weights = [*_weigh(public, 1), *_weigh(own, 2)]
    model = LogisticRegression(C=100).fit(np.array(signs), truths, sample_weight=weights)
    cosine, covered = model.coef_[0]
    print(f"\nBIAS {model.intercept_[0]:.1f}, COSINE_WEIGHT {cosine:.1f}, COVERED_WEIGHT {covered:.1f}")


def _weigh(examples: Sequence[tuple[tuple[float, float], bool]], weight: float) -> list[float]:
    """Weights under which true and false examples count alike, and all of them `weight` times 1,000."""
    counts = Counter(truth for _, truth in examples)
    return [1000 * weight / counts[truth] for _, truth in examples]


def main() -> None:
    """Measure both records."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="keep the records in this folder")
    parser.add_argument("--fit", action="store_true", help="fit the weights of the confidence")
    options = parser.parse_args()
    collection = read_squad()
    titles = sorted(collection.articles)
    everything = []
    for name, own in (("First record", titles[0::2]), ("Second record", titles[1::2])):
        documents = [(t, t.replace("_", " "), "\n\n".join(collection.articles[t])) for t in own]
        with filled_index(documents, options.data and options.data / name) as (index, _):
            asked = ask_all(index, sample(collection, own))
        report(name, asked)
        everything += asked
    if options.fit:
        fit(everything)


if __name__ == "__main__":
    main()
