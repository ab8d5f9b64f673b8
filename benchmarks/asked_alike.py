"""Measures the clustering of questions with the same meaning.

    python -m benchmarks.asked_alike

`tests/data/asked_alike.jsonl` has one meaning a line, in one to three wordings. Precision and recall are over
pairs of questions in the same group. The threshold was chosen on the half `tuning`.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from index.encoding.encoder import Encoder
from index.encoding.sentence_transformer import SentenceTransformerEncoder
from index.unanswered.clustering import MIN_COSINE, cluster_questions

QUESTIONS: Final = Path("tests/data/asked_alike.jsonl")
THRESHOLDS: Final = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)


@dataclass(frozen=True, slots=True)
class Figures:
    """Pairwise precision and recall of a clustering, and its number of groups."""

    precision: float
    recall: float
    groups: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def read_meanings(half: str | None = None) -> list[list[str]]:
    """The wordings of each meaning, of one half or of both."""
    lines = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
    return [line["questions"] for line in lines if half in (None, line["half"])]


def measure(meanings: list[list[str]], encoder: Encoder, min_cosine: float = MIN_COSINE) -> Figures:
    """Cluster the wordings of all meanings, and compare the groups with the meanings."""
    questions = [question for wordings in meanings for question in wordings]
    expected = np.array([number for number, wordings in enumerate(meanings) for _ in wordings])
    groups = cluster_questions(questions, encoder.encode(questions), min_cosine)
    actual = np.empty(len(questions), int)
    for number, group in enumerate(groups):
        actual[group] = number
    first, second = np.triu_indices(len(questions), 1)
    together, right = actual[first] == actual[second], expected[first] == expected[second]
    hits = int((together & right).sum())
    return Figures(hits / max(int(together.sum()), 1), hits / max(int(right.sum()), 1), len(groups))


def main() -> None:
    """Print the metrics at several thresholds."""
    encoder = SentenceTransformerEncoder()
    for half in ("tuning", "reporting", None):
        meanings = read_meanings(half)
        print(f"{half or 'both'}: {sum(map(len, meanings))} questions of {len(meanings)} meanings")
        for threshold in THRESHOLDS:
            figures = measure(meanings, encoder, threshold)
            mark = "  shipped" if threshold == MIN_COSINE else ""
            print(
                f"  {threshold:.2f}  precision {figures.precision:.2f}  recall {figures.recall:.2f}"
                f"  F1 {figures.f1:.2f}  {figures.groups} groups{mark}"
            )


if __name__ == "__main__":
    main()
