"""Questions go first: what is done in the background waits while one is answered."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_MAX_WAIT_SECONDS: Final = 0.5
"""Seconds that work waits at most between two pieces, so that it gets on where questions never end."""


class QueryPriority:
    """Whether a question is being answered just now, told from the event loop to threads."""

    def __init__(self) -> None:
        self._answering = 0
        self._is_free = threading.Event()
        self._is_free.set()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """While a question is answered. For the event loop only."""
        self._answering += 1
        self._is_free.clear()
        try:
            yield
        finally:
            self._answering -= 1
            if not self._answering:
                self._is_free.set()

    def wait_for_queries(self) -> None:
        """Wait until no question is answered, but not for long. For threads, between two pieces of work."""
        self._is_free.wait(_MAX_WAIT_SECONDS)
