"""Short reads have threads of their own."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest

from bot.runtime.thread_pool import FairThreads, ThreadPool


async def test_a_short_read_does_not_wait_behind_long_work() -> None:
    threads, over = ThreadPool(), threading.Event()
    long = [asyncio.create_task(asyncio.to_thread(over.wait)) for _ in range(100)]
    await asyncio.sleep(0)

    assert 4 == await asyncio.wait_for(threads.run(lambda: 2 + 2), 5)

    over.set()
    await asyncio.gather(*long)
    threads.close()


BUSY, QUIET = 1, 2


@pytest.fixture
def release() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def hold(release: threading.Event) -> Callable[[], bool]:
    return lambda: release.wait(20)


async def run(threads: FairThreads, server: int | None, work: Callable[[], object]) -> object:
    return await (await threads.start(server, work))


async def test_one_server_leaves_a_thread_to_the_others(release: threading.Event) -> None:
    threads = FairThreads(2, "fair")
    busy = [asyncio.create_task(run(threads, BUSY, hold(release))) for _ in range(4)]
    await asyncio.sleep(0.05)

    assert "read" == await asyncio.wait_for(run(threads, QUIET, lambda: "read"), 5)
    assert not any(task.done() for task in busy)
    release.set()
    assert [True] * 4 == await asyncio.gather(*busy)
    threads.close()


async def test_a_thread_that_nobody_waits_for_is_still_its_servers(release: threading.Event) -> None:
    threads = FairThreads(2, "fair")
    for _ in range(2):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(run(threads, BUSY, hold(release)), 0.1)

    assert "read" == await asyncio.wait_for(run(threads, QUIET, lambda: "read"), 5)
    release.set()
    assert "read" == await asyncio.wait_for(run(threads, BUSY, lambda: "read"), 5)
    threads.close()


async def test_a_single_thread_serves_in_turns(release: threading.Event) -> None:
    threads = FairThreads(1, "fair")
    begun: list[str] = []
    first = asyncio.create_task(run(threads, BUSY, hold(release)))
    waiting = [
        asyncio.create_task(run(threads, server, lambda name=name: begun.append(name)))  # type: ignore[misc]
        for server, name in ((BUSY, "a"), (BUSY, "b"), (BUSY, "c"), (QUIET, "x"))
    ]
    await asyncio.sleep(0.05)
    release.set()
    await asyncio.gather(first, *waiting)

    assert begun.index("x") < begun.index("b")
    threads.close()


async def test_what_waits_when_it_is_closed_is_sent_away(release: threading.Event) -> None:
    threads = FairThreads(2, "fair")
    begun = asyncio.create_task(run(threads, BUSY, hold(release)))
    waiting = asyncio.create_task(run(threads, BUSY, hold(release)))
    await asyncio.sleep(0.05)

    threads.close()

    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(asyncio.CancelledError):
        await run(threads, QUIET, hold(release))
    release.set()
    assert await begun


async def test_work_that_fails_gives_its_thread_back() -> None:
    threads = FairThreads(1, "fair")

    def fail() -> None:
        raise ValueError

    for _ in range(3):
        with pytest.raises(ValueError):
            await asyncio.wait_for(run(threads, BUSY, fail), 5)
    threads.close()
