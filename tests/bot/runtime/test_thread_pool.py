"""Each kind of work has threads of its own."""

import ast
import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import bot
from bot.runtime.thread_pool import FairThreads, Threads


@pytest.mark.parametrize("busy", ["queries", "checks", "completion", "records", "purges"])
async def test_no_pool_waits_for_another_however_busy(busy: str) -> None:
    threads, over = Threads(4), threading.Event()
    long = [asyncio.create_task(getattr(threads, busy).run(over.wait)) for _ in range(100)]
    await asyncio.sleep(0)

    for other in vars(threads).keys() - {busy}:
        assert 4 == await asyncio.wait_for(getattr(threads, other).run(lambda: 2 + 2), 5)

    over.set()
    await asyncio.gather(*long)
    await threads.join()


async def test_as_many_questions_run_at_once_as_are_allowed() -> None:
    threads, together = Threads(64), threading.Barrier(64)

    await asyncio.gather(*(threads.queries.run(together.wait, 20) for _ in range(64)))

    await threads.join()


async def test_a_closed_pool_takes_no_more_work() -> None:
    threads = Threads(1)
    await threads.join()

    with pytest.raises(asyncio.CancelledError):
        await threads.records.run(list)


def test_only_the_runtime_leaves_the_event_loop() -> None:
    folder = Path(bot.__file__).parent
    outside = [path for path in folder.rglob("*.py") if path.parent != folder / "runtime"]

    assert [] == [
        f"{path}:{node.lineno}"
        for path in outside
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"to_thread", "run_in_executor"}
    ]


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
