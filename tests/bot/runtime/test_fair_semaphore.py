"""A busy server leaves slots to the others."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.runtime.fair_semaphore import FairSemaphore

BUSY, QUIET, THIRD = 1, 2, 3


class Work:
    """Pieces of work that hold a slot until they are told to end."""

    def __init__(self, slots: int, *, most: int | None = None) -> None:
        self._slots = FairSemaphore(slots, most=most)
        self._ends: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self.begun: list[str] = []

    async def begin(self, server: int | None, *names: str) -> None:
        for name in names:
            self._ends[name] = asyncio.Event()
            self._tasks[name] = asyncio.create_task(self._hold(server, name))
        await settle()

    async def end(self, *names: str) -> None:
        for name in names:
            self._ends[name].set()
        await settle()

    async def give_up(self, name: str) -> None:
        self._tasks[name].cancel()
        await settle()

    async def _hold(self, server: int | None, name: str) -> None:
        async with self._slots.take(server):
            self.begun.append(name)
            await self._ends[name].wait()


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_server_alone_has_all_slots_and_who_came_first_goes_first() -> None:
    work = Work(2)
    await work.begin(BUSY, "a", "b", "c", "d")
    assert ["a", "b"] == work.begun

    await work.end("a", "b")

    assert ["a", "b", "c", "d"] == work.begun


async def test_a_server_holds_no_more_than_the_most_that_one_may() -> None:
    work = Work(3, most=2)
    await work.begin(BUSY, "a", "b", "c", "d")
    assert ["a", "b"] == work.begun

    await work.begin(QUIET, "x")
    await work.begin(THIRD, "y")
    assert ["a", "b", "x"] == work.begun

    await work.end("a")
    assert ["a", "b", "x", "y"] == work.begun
    await work.end("b", "x")
    assert ["a", "b", "x", "y", "c", "d"] == work.begun


async def test_the_next_free_slot_goes_to_the_server_that_waits_with_none() -> None:
    work = Work(4)
    await work.begin(BUSY, *"abcdefgh")
    await work.begin(QUIET, "x", "y", "z")

    await work.end("a", "b")

    assert list("abcdxy") == work.begun


async def test_two_servers_that_both_wait_hold_half_each() -> None:
    work = Work(4)
    await work.begin(BUSY, *"abcdefgh")
    await work.begin(QUIET, *"stuvwxyz")

    await work.end("a", "b", "c")

    assert list("abcdste") == work.begun


async def test_with_a_single_slot_servers_take_turns() -> None:
    work = Work(1)
    await work.begin(BUSY, "a", "b", "c")
    await work.begin(QUIET, "x", "y")
    await work.begin(None, "m")

    for name in "abxmc":
        await work.end(name)

    assert list("abxmcy") == work.begun


async def test_who_gives_up_while_waiting_takes_no_slot() -> None:
    work = Work(1)
    await work.begin(BUSY, "a", "b", "c")
    await work.give_up("b")

    await work.end("a")

    assert ["a", "c"] == work.begun


async def test_who_is_stopped_while_holding_gives_the_slot_back() -> None:
    work = Work(1)
    await work.begin(BUSY, "a", "b")

    await work.give_up("a")

    assert ["a", "b"] == work.begun


async def test_who_is_stopped_at_the_moment_of_getting_a_slot_gives_it_back() -> None:
    work = Work(1)
    await work.begin(BUSY, "a", "b", "c")

    work._ends["a"].set()
    await asyncio.sleep(0)
    assert ["a"] == work.begun
    await work.give_up("b")

    assert ["a", "c"] == work.begun


@given(st.lists(st.sampled_from([BUSY, QUIET, THIRD, None]), max_size=12), st.integers(1, 4))
def test_whatever_comes_is_done_and_never_more_at_once_than_there_are_slots(
    servers: list[int | None], count: int
) -> None:
    now = most = done = 0

    async def hold(slots: FairSemaphore, server: int | None) -> None:
        nonlocal now, most, done
        async with slots.take(server):
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            now -= 1
            done += 1

    async def run() -> None:
        slots = FairSemaphore(count)
        await asyncio.gather(*(hold(slots, server) for server in servers))

    asyncio.run(run())

    assert len(servers) == done
    assert most <= count
