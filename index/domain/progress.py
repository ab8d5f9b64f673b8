"""Progress of long work, as callbacks."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with the number of texts that have been processed, and the total."""


def no_progress(_done: int, _total: int) -> None:
    """Ignore progress."""
