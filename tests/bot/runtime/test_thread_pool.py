"""Short reads have threads of their own."""

import asyncio
import threading

from bot.runtime.thread_pool import ThreadPool


async def test_a_short_read_does_not_wait_behind_long_work() -> None:
    threads, over = ThreadPool(), threading.Event()
    long = [asyncio.create_task(asyncio.to_thread(over.wait)) for _ in range(100)]
    await asyncio.sleep(0)

    assert 4 == await asyncio.wait_for(threads.run(lambda: 2 + 2), 5)

    over.set()
    await asyncio.gather(*long)
    threads.close()
