"""What the reader learns from: questions with windows that answer them, and with windows that do not."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from benchmarks.training.weighed import WeighedExample
from index.answering.ranker import select_windows


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, a window as readers see it, and whether it answers."""

    question: str
    window: str
    answers: bool


def make_pairs(examples: Sequence[WeighedExample], chosen: random.Random) -> Iterator[Pair]:
    """For each question at most two windows that answer, three that the ranking likes and that do not (the
    best two and another, or the best three where nothing answers), and one about something else."""
    shown = [one.words(int(one.weighed.scores.argmax())) for one in examples]
    for one in examples:
        best = list(islice(select_windows(one.weighed.windows, one.weighed.scores, one.weighed.pool), 14))
        wrong = [window for window in best if not one.touches[window]]
        for window in _pick_answers(one, best, chosen):
            yield Pair(one.example.question, one.words(window), answers=True)
        for window in _pick_wrong(one, wrong, chosen):
            yield Pair(one.example.question, one.words(window), answers=False)
        yield Pair(one.example.question, chosen.choice(shown), answers=False)


def _pick_answers(one: WeighedExample, best: Sequence[int], chosen: random.Random) -> list[int]:
    """A short window that answers, and the one that the ranking likes best."""
    answering = sorted(np.flatnonzero(one.answers).tolist(), key=one.weighed.windows.characters.__getitem__)
    picked = chosen.sample(answering[:4], min(1, len(answering)))
    picked += [window for window in best if one.answers[window]][:1]
    return list(dict.fromkeys(picked))


def _pick_wrong(one: WeighedExample, wrong: Sequence[int], chosen: random.Random) -> list[int]:
    if not one.example.places:
        return [*wrong[:3]]
    return [*wrong[:2], *chosen.sample(wrong[2:], min(1, len(wrong[2:])))]
