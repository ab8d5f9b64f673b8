"""What a reader's process may use."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """Bytes of memory (address space) and output, seconds of computing and of waiting, open files, blocks."""

    memory: int = 1_500_000_000
    output: int = 60_000_000
    computing: int = 120
    waiting: int = 300
    files: int = 64
    blocks: int = 100_000


FILE_LIMITS: Final = WorkerLimits()
"""A PDF file of a thousand full pages takes 17 seconds, 75 MB of memory, and under 300 MB of address space.
Waiting is longer than computing, since a busy machine lets a reader wait. A book of a thousand pages has some
10,000 paragraphs; a million of them would fill the memory of the process that asked."""

LINK_LIMITS: Final = WorkerLimits(computing=40, waiting=100)
"""Anybody may have made the page behind a link so that others wait: only two are read at once."""

MAX_WORKERS: Final = 2
"""Readers of one process at the same time."""
