"""Taking turns: one request at a time to a host, however many threads ask, and a pause between two."""

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
    """Whose turn it is at each host."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def take(self, name: str, pause: float) -> Iterator[float]:
        """Wait until nobody else asks the host and `pause` seconds after the last request have passed.

        Gives the seconds waited.
        """
        asked = time.monotonic()
        with self._lock:
            host = self._hosts.setdefault(name, _Host())
        with host.lock:
            time.sleep(max(0.0, host.free_at + pause - time.monotonic()))
            try:
                yield time.monotonic() - asked
            finally:
                host.free_at = time.monotonic()
