"""Threads off the event loop: a pool for short reads, and a pool that is shared fairly among servers.

Short reads must not wait behind questions, since Discord gives three seconds to respond; a server that is
busy keeps no other waiting for long work."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final, TypeVar

from bot.runtime.fair_semaphore import FairSemaphore, Server
from index import lower_thread_priority

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


class FairThreads:
    """So many threads. Where there are several, no server has all of them; a single one serves in turns.

    A thread is a server's until its work has ended, also where nobody waits for that any more.
    """

    def __init__(self, count: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(count, name, initializer=lower_thread_priority)
        self._slots = FairSemaphore(count, most=max(count - 1, 1))

    async def start(self, server: Server, work: Callable[[], T]) -> asyncio.Future[T]:
        """Begin some work as soon as there is a thread for a server; what it will come to.

        Raises CancelledError where the threads were closed.
        """
        await self._slots.acquire(server)
        loop = asyncio.get_running_loop()
        held, is_begun = [server], threading.Event()

        def give_back() -> None:
            while held:  # once, by whichever comes first
                self._slots.give_back(held.pop())

        def run() -> T:
            is_begun.set()
            try:
                return work()
            finally:
                with suppress(RuntimeError):  # the loop has ended, and nobody waits
                    loop.call_soon_threadsafe(give_back)

        def give_up(_: object) -> None:
            if not is_begun.is_set():  # cancelled first, so that no thread will give it back
                give_back()

        try:
            running = loop.run_in_executor(self._threads, run)
        except RuntimeError:  # closed since
            give_back()
            raise asyncio.CancelledError from None
        running.add_done_callback(give_up)
        return running

    def close(self) -> None:
        """Take no more work, and send away all who wait."""
        self._slots.send_away()
        self._threads.shutdown(wait=False, cancel_futures=True)
