"""Training pairs of the reranker: questions with windows that answer them and windows that do not."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from benchmarks.training.scored_examples import ScoredExample
from index.answering.ranker import select_windows


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, the text of a window, and whether it answers."""

    question: str
    window: str
    answers: bool


def make_pairs(examples: Sequence[ScoredExample], chosen: random.Random) -> Iterator[Pair]:
    """Positive and hard negative pairs of each question.

    At most two windows that answer; three high-ranked ones that do not (the best two and a random one, or the
    best three if nothing answers); and one about another subject.
    """
    top_windows = [item.words(int(item.scored.scores.argmax())) for item in examples]
    for item in examples:
        windows = item.scored
        best = list(islice(select_windows(windows.windows, windows.scores, windows.pool), 14))
        wrong = [window for window in best if not item.touches[window]]
        question = item.example.question
        for window in _pick_answers(item, best, chosen):
            yield Pair(question, item.words(window), answers=True)
        for window in _pick_wrong(item, wrong, chosen):
            yield Pair(question, item.words(window), answers=False)
        yield Pair(question, chosen.choice(top_windows), answers=False)


def _pick_answers(item: ScoredExample, best: Sequence[int], chosen: random.Random) -> list[int]:
    """A random one of the shortest windows that answer, and the highest-ranked one."""
    characters = item.scored.windows.characters
    answering = sorted(np.flatnonzero(item.answers).tolist(), key=characters.__getitem__)
    picked = chosen.sample(answering[:4], min(1, len(answering)))
    picked += [window for window in best if item.answers[window]][:1]
    return list(dict.fromkeys(picked))


def _pick_wrong(item: ScoredExample, wrong: Sequence[int], chosen: random.Random) -> list[int]:
    if not item.example.locations:
        return [*wrong[:3]]
    return [*wrong[:2], *chosen.sample(wrong[2:], min(1, len(wrong[2:])))]
