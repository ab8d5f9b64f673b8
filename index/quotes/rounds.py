"""Rounds: the random order in which every quotation is shown once before any is repeated.

Quotations are ordered by a hash of their key and the number of the round; only the key shown last is stored.
So none is skipped or repeated if others are added or removed. Those added during a round come at its end,
because their position in the order may already have been passed.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.store.rounds import Round

Keys = NDArray[np.uint64]

_GAMMA: Final = 0x9E3779B97F4A7C15
"""The increment of SplitMix64: 2**64 divided by the golden ratio, made odd."""

_MASK: Final = 0xFFFFFFFFFFFFFFFF


def draw_next(round_: Round, keys: Keys, came: NDArray[np.int64]) -> tuple[int, Round]:
    """The index of the next of n > 0 quotations, and the state of the round after it.

    `keys`, all different, and `came`, which is greater for those added later, have shape `(n,)`.
    """
    order = shuffle(keys, round_.number)
    left = (came > round_.since) & (came <= round_.until)
    if round_.last is not None:
        left &= order > shuffle(_to_array(round_.last), round_.number)
    if left.any():
        return _take(order, left, keys, round_)
    newer = came > round_.until
    newest = int(came.max())
    if newer.any() and round_.until:
        return _take(order, newer, keys, Round(round_.number, round_.until, newest))
    number = _find_next(round_, keys)
    begun = Round(number, 0, newest)
    return _take(shuffle(keys, number), np.ones(len(keys), np.bool_), keys, begun)


def shuffle(keys: Keys, number: int) -> Keys:
    """Numbers that order the keys differently in each round; different keys give different numbers.

    This is the finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators,
    2014, figure 16), a bijection.
    """
    mixed = keys + _to_array(_GAMMA * number & _MASK)
    mixed = (mixed ^ (mixed >> _to_array(30))) * _to_array(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> _to_array(27))) * _to_array(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> _to_array(31)), np.uint64)


def _take(order: Keys, left: NDArray[np.bool_], keys: Keys, round_: Round) -> tuple[int, Round]:
    indexes = np.flatnonzero(left)
    chosen = int(indexes[np.argmin(order[indexes])])
    return chosen, Round(round_.number, round_.since, round_.until, int(keys[chosen]))


def _find_next(round_: Round, keys: Keys) -> int:
    """The number of the next round: one that does not begin with the quotation just shown, if possible."""
    number = round_.number + 1
    while len(keys) > 1 and int(keys[np.argmin(shuffle(keys, number))]) == round_.last:
        number += 1
    return number


def _to_array(number: int) -> Any:
    """A number as an array of shape `(1,)`: NumPy warns if a scalar overflows, but not if an array does."""
    return np.array([number], np.uint64)
