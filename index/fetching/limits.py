"""Limits on the time and size of a fetch, and the budget that enforces them."""

import time
from dataclasses import dataclass
from typing import Final

from index.errors import BadResponse, TooLarge, TooSlow
from index.reading.files import MAX_FILE_BYTES

_OVERHEAD_BYTES: Final = 1_000_000
"""Allowed in addition to the page, for the headers of all responses and for framing."""

_MAX_HEAD_BYTES: Final = 500_000
"""Received before a body. h11 accepts 100,000 of headers, and reads up to 64,000 of the body with them."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Limits for one link, including its redirects and their robots.txt files.

    `max_bytes` applies to the page both as received and decompressed; `seconds` is the total time and
    `idle_seconds` the time without a byte.
    """

    max_bytes: int = MAX_FILE_BYTES
    seconds: float = 60
    idle_seconds: float = 15
    redirects: int = 5


class Budget:
    """The time and bytes left while a link is fetched. `max_bytes` is the size limit of a page."""

    def __init__(self, limits: FetchLimits, link: str) -> None:
        self._limits = limits
        self._link = link
        self.max_bytes = limits.max_bytes
        self._deadline = time.monotonic() + limits.seconds
        self._bytes_left = limits.max_bytes + _OVERHEAD_BYTES
        self._head_bytes_left: int | None = None

    def extend(self, seconds: float) -> None:
        """Move the deadline by the seconds spent waiting for the throttle."""
        self._deadline += seconds

    def seconds_left(self) -> float:
        """The seconds that the next operation may take. Raises TooSlow if none are left."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise self.too_slow()
        return min(left, self._limits.idle_seconds)

    def begin_head(self) -> None:
        """Limit the bytes received until `end_head`."""
        self._head_bytes_left = _MAX_HEAD_BYTES

    def end_head(self) -> None:
        """Lift the limit of `begin_head`: the body follows."""
        self._head_bytes_left = None

    def spend(self, count: int) -> None:
        """Count received bytes. Raises TooLarge, TooSlow, or BadResponse if the head is too long."""
        self._bytes_left -= count
        if self._bytes_left < 0:
            raise self.too_large()
        if self._head_bytes_left is not None:
            self._head_bytes_left -= count
            if self._head_bytes_left < 0:
                raise BadResponse(f"{self._link} announces an endless response. Try another link.")
        self.seconds_left()

    def check_size(self, size: int) -> None:
        """Raise TooLarge if a page of this size exceeds the limit."""
        if size > self.max_bytes:
            raise self.too_large()

    def too_slow(self) -> TooSlow:
        """The error for a host that exceeds the time limit."""
        return TooSlow(f"{self._link} takes too long to load. Try again later, or save it and add the file.")

    def too_large(self) -> TooLarge:
        """The error for a page that exceeds the size limit."""
        return TooLarge(
            f"{self._link} is larger than {_describe(self.max_bytes)}. "
            "Save the part you need and add the file."
        )


def _describe(size: int) -> str:
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size:,} bytes"
