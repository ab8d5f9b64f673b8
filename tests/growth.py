"""How the time of some work grows with the size of what it is given, in spite of a machine's noise."""

import os
import time
from collections.abc import Callable

MOST = 3.0
"""Times as long that work may take on twice as much: 2 where it is linear, 4 where it is quadratic."""

_TRIES = 4
_SURE = 0.3
"""Seconds from which a measurement is no matter of noise."""

Work = Callable[[], object]


def measure(work: Work) -> float:
    """Seconds of this process that some work takes, once."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def count_seconds() -> float:
    """Seconds of the processor that this process has taken, and the ones that it waited for."""
    return sum(os.times()[:4])


def find_growth(make: Callable[[int], Work], size: int, *, floor: float) -> float:
    """How many times as long the work of twice a size takes; 0 where it takes less than `floor` seconds.

    What seems too much, and is short, is measured again, each time by the quickest of more runs.
    """
    if measure(make(size)) < floor:
        return 0.0
    growth = float("inf")
    for runs in range(1, _TRIES + 1):
        once, twice = (min(measure(make(n)) for _ in range(runs)) for n in (size, 2 * size))
        growth = min(growth, twice / once)
        if growth <= MOST or once > _SURE:
            break
    return growth
