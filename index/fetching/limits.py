"""How much time and how many bytes a link may cost, and what of them is left."""

import time
from dataclasses import dataclass
from typing import Final

from index.errors import BadResponse, TooLarge, TooSlow
from index.reading.files import MAX_FILE_BYTES

_OVERHEAD: Final = 1_000_000
"""Bytes for the headers of all answers and the frames around the page."""


_MAX_HEAD_BYTES: Final = 500_000
"""Bytes before a page: h11 takes 100,000 of headers, and reads up to 64,000 of the page with them."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What fetching one link may cost, its redirects and each robots.txt on the way included.

    `size` in bytes, of the page as it comes and unpacked; `seconds` in all; `idle` seconds without a byte.
    """

    size: int = MAX_FILE_BYTES
    seconds: float = 60
    idle: float = 15
    redirects: int = 5


class Budget:
    """What is left of the limits while a link is fetched. `most` is how many bytes a page may have."""

    def __init__(self, limits: FetchLimits, link: str) -> None:
        self._limits = limits
        self._link = link
        self.most = limits.size
        self._deadline = time.monotonic() + limits.seconds
        self._bytes = limits.size + _OVERHEAD
        self._before_head: int | None = None

    def extend(self, seconds: float) -> None:
        """Give back the seconds that were spent on waiting for one's turn."""
        self._deadline += seconds

    def seconds_left(self) -> float:
        """How many seconds the next thing may take. Raises TooSlow where none are left."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise self.too_slow()
        return min(left, self._limits.idle)

    def begin_head(self) -> None:
        """From here on the head of an answer comes, and what a host may send before it."""
        self._before_head = _MAX_HEAD_BYTES

    def end_head(self) -> None:
        """From here on the page itself comes."""
        self._before_head = None

    def spend(self, count: int) -> None:
        """Count bytes that came. Raises TooLarge, TooSlow where they came late, BadResponse before a page."""
        self._bytes -= count
        if self._bytes < 0:
            raise self.too_large()
        if self._before_head is not None:
            self._before_head -= count
            if self._before_head < 0:
                raise BadResponse(f"{self._link} announces an answer without end. Try another link.")
        self.seconds_left()

    def check_size(self, size: int) -> None:
        """Raise TooLarge where a page has more bytes than are taken."""
        if size > self.most:
            raise self.too_large()

    def too_slow(self) -> TooSlow:
        """What to raise where a host lets wait."""
        return TooSlow(f"{self._link} takes too long to come. Try again later, or save it and add the file.")

    def too_large(self) -> TooLarge:
        """What to raise where a page does not end."""
        return TooLarge(
            f"{self._link} has more than {_describe(self.most)}. Save the part you need as a file."
        )


def _describe(size: int) -> str:
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size:,} bytes"
