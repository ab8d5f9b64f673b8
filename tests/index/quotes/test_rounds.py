"""Rounds: everything is shown once before anything is repeated, whatever is added or removed."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.quotes.rounds import draw_next, shuffle
from index.store.rounds import Round
from tests.strength import examples

ACTS = st.lists(st.sampled_from(["draw", "draw", "draw", "come", "go"]), max_size=40)


class Place:
    """A place that is shown the quotations in `there`: keys, and the order in which they came."""

    def __init__(self, count: int, number: int = 0) -> None:
        self.there = {key: key + 1 for key in range(count)}
        self.came = count
        self.round = Round(number)

    def draw(self) -> int:
        keys = np.array(list(self.there), np.uint64)
        at, self.round = draw_next(self.round, keys, np.array(list(self.there.values()), np.int64))
        return int(keys[at])

    def come(self) -> None:
        self.came += 1
        self.there[self.came * 1000] = self.came


@given(st.integers(1, 6), ACTS, st.randoms(use_true_random=False))
@settings(max_examples=examples(60))
def test_nothing_comes_again_before_all_that_is_there_came(
    count: int, acts: list[str], chance: Random
) -> None:
    place, shown = Place(count), set[int]()

    for act in acts:
        if act == "come":
            place.come()
        elif act == "go" and len(place.there) > 1:
            place.there.pop(chance.choice(sorted(place.there)))
        elif act == "draw":
            one = place.draw()
            if one in shown:
                assert place.there.keys() <= shown
                shown.clear()
            shown.add(one)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_each_round_has_all_and_mostly_in_another_order(count: int) -> None:
    place = Place(count)

    rounds = [[place.draw() for _ in range(count)] for _ in range(20)]

    assert [list(range(count))] * 20 == [sorted(one) for one in rounds]
    assert (count > 2) == (len({tuple(one) for one in rounds}) > 1)  # two take turns


def test_a_round_does_not_begin_with_what_was_just_shown() -> None:
    place = Place(2)

    shown = [place.draw() for _ in range(60)]

    assert all(one != other for one, other in pairwise(shown))


def test_places_begin_in_different_orders() -> None:
    orders = {tuple(place.draw() for _ in range(5)) for place in (Place(5, number) for number in range(9))}

    assert 1 < len(orders)


def test_different_keys_keep_different_numbers() -> None:
    keys = np.array([0, 1, 2**63, 2**64 - 1], np.uint64)

    assert all(len(keys) == len(set(shuffle(keys, number).tolist())) for number in range(50))
