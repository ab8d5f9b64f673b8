"""Threads off the event loop: a pool for each kind of work, and a pool that is shared fairly among servers.

Discord gives three seconds to respond, so nothing short waits behind anything long. A busy server does not
keep others waiting for long work.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Final, ParamSpec, TypeVar

from bot.runtime.fair_semaphore import FairSemaphore, Server
from index import lower_thread_priority

P = ParamSpec("P")
T = TypeVar("T")

_CHECKS: Final = 2
_COMPLETIONS: Final = 2
_RECORDS: Final = 4
_PURGES: Final = 1


class ThreadPool:
    """Some threads for one kind of work."""

    def __init__(self, count: int, name: str) -> None:
        self._executor = ThreadPoolExecutor(count, thread_name_prefix=name)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of the call. Raises what it raises; CancelledError once the pool is closed."""
        try:
            running = asyncio.get_running_loop().run_in_executor(
                self._executor, partial(work, *args, **kwargs)
            )
        except RuntimeError:
            raise asyncio.CancelledError from None
        return await running

    def close(self, *, wait: bool = False) -> None:
        """Take no more work; with `wait`, return when what is under way has ended."""
        self._executor.shutdown(wait=wait)


class Threads:
    """The pools of a bot. None waits for another.

    `queries`: questions, searches and checks of quotations, at most `concurrency` at once.
    `checks`: what has to be known before a response, such as settings of a server.
    `completion`: what is offered while typing.
    `records`: everything else that is read or written, such as lists, ratings and the audit log.
    `purges`: erasing, which waits for what is being added.
    """

    def __init__(self, concurrency: int) -> None:
        self.queries = ThreadPool(concurrency, "queries")
        self.checks = ThreadPool(_CHECKS, "checks")
        self.completion = ThreadPool(_COMPLETIONS, "completion")
        self.records = ThreadPool(_RECORDS, "records")
        self.purges = ThreadPool(_PURGES, "purges")

    def close(self, *, wait: bool = False) -> None:
        """Close all pools; with `wait`, return when what is under way has ended."""
        for pool in (self.queries, self.checks, self.completion, self.records, self.purges):
            pool.close(wait=wait)

    async def join(self) -> None:
        """Close all pools and wait for what is under way."""
        await asyncio.to_thread(self.close, wait=True)


class FairThreads:
    """So many threads. Where there are several, no server has all of them; a single one serves in turns.

    A thread is a server's until its work has ended, also where nobody waits for that any more.
    """

    def __init__(self, count: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(count, name, initializer=lower_thread_priority)
        self._slots = FairSemaphore(count, most=max(count - 1, 1))

    async def start(self, server: Server, work: Callable[[], T]) -> asyncio.Future[T]:
        """Begin some work as soon as there is a thread for a server; returns its future.

        Raises CancelledError if the threads were closed.
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
