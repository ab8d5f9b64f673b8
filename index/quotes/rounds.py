"""The order in which a place is shown everything once before anything again.

Candidates are ordered by a number that is mixed from their keys and the number of the round; only the key
shown last is remembered. So nothing is left out or shown twice when others come or go. What comes while a
round is under way is shown in it after the rest, since its place in the order may be passed already.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.store.rounds import Round

Keys = NDArray[np.uint64]

_GAMMA: Final = 0x9E3779B97F4A7C15
_MASK: Final = 0xFFFFFFFFFFFFFFFF


def draw_next(round_: Round, keys: Keys, came: NDArray[np.int64]) -> tuple[int, Round]:
    """The place of the next of n > 0 candidates, and the round after it.

    `keys`, all different, and `came`, how late each came, have shape `(n,)`.
    """
    order = shuffle(keys, round_.number)
    left = (came > round_.since) & (came <= round_.until)
    if round_.last is not None:
        left &= order > shuffle(_one(round_.last), round_.number)
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
    """Numbers that order keys in another way for each round, all different where the keys are.

    This is the finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators,
    2014, figure 16), a bijection.
    """
    mixed = keys + _one(_GAMMA * number & _MASK)
    mixed = (mixed ^ (mixed >> _one(30))) * _one(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> _one(27))) * _one(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> _one(31)), np.uint64)


def _take(order: Keys, left: NDArray[np.bool_], keys: Keys, round_: Round) -> tuple[int, Round]:
    places = np.flatnonzero(left)
    at = int(places[np.argmin(order[places])])
    return at, Round(round_.number, round_.since, round_.until, int(keys[at]))


def _find_next(round_: Round, keys: Keys) -> int:
    """The number of the next round: one that does not begin with what was just shown, if it can."""
    number = round_.number + 1
    while len(keys) > 1 and int(keys[np.argmin(shuffle(keys, number))]) == round_.last:
        number += 1
    return number


def _one(number: int) -> Any:
    """A number with which arrays of keys are reckoned: of one place, since that may overflow."""
    return np.array([number], np.uint64)
