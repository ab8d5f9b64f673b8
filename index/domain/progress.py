"""Reports of how far a long piece of work is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how many texts of how many have their vectors."""


def no_progress(_done: int, _total: int) -> None:
    """The progress of work that nobody watches."""
