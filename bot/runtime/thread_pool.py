"""Threads for short reads, which must not wait behind questions: Discord gives three seconds to respond."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

_THREADS: Final = 2


class ThreadPool:
    """Runs what takes milliseconds off the event loop."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="quick")

    async def run(self, work: Callable[[], T]) -> T:
        """The outcome of the work."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)

    def close(self) -> None:
        """Take no more work."""
        self._executor.shutdown(wait=False)
