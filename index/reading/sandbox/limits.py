"""Limits of the worker process that reads a file."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """Limits of one worker. `memory_bytes` is address space, `timeout_seconds` wall time."""

    memory_bytes: int = 1_500_000_000
    output_bytes: int = 60_000_000
    cpu_seconds: int = 120
    timeout_seconds: int = 300
    open_files: int = 64
    blocks: int = 100_000


FILE_LIMITS: Final = WorkerLimits()
"""A PDF file of a thousand full pages takes 17 seconds, 75 MB of memory, and under 300 MB of address space.
The timeout exceeds the CPU time because workers wait on a busy machine. A book of a thousand pages has some
10,000 paragraphs; a million would fill the memory of the parent process."""

LINK_LIMITS: Final = WorkerLimits(cpu_seconds=40, timeout_seconds=100)
"""Lower, since a page may be made to be slow and occupies one of the `MAX_WORKERS` workers."""

MAX_WORKERS: Final = 2
"""Workers of one parent process at the same time: each may take a core and much memory."""
