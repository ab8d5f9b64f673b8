"""Throttles requests by host: one at a time, with a pause between two."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock


@dataclass(slots=True)
class _Host:
    lock: Lock = field(default_factory=Lock)
    free_at: float = -math.inf


class HostThrottle:
    """A lock for each host, with the time of its last request. Usable from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def take(self, name: str, pause: float) -> Iterator[float]:
        """Wait until no other request to the host runs and `pause` seconds have passed since the last one.

        Yields the seconds waited.
        """
        start = time.monotonic()
        with self._lock:
            host = self._hosts.setdefault(name, _Host())
        with host.lock:
            time.sleep(max(0.0, host.free_at + pause - time.monotonic()))
            try:
                yield time.monotonic() - start
            finally:
                host.free_at = time.monotonic()
