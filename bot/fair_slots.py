"""Slots for work at the same time, shared out so that a busy server starves no other."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

Server = int | None
"""A server by its id; None stands for all direct messages together."""


class FairSlots:
    """So many slots. A free one goes to the waiting server that holds the fewest.

    Servers that hold equally many take turns; within a server, who came first goes first. So one server holds
    more than its share only while no other waits. For the event loop only.
    """

    def __init__(self, count: int) -> None:
        self._free = count
        self._held: Counter[Server] = Counter()
        self._waiting: dict[Server, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def take(self, server: Server) -> AsyncIterator[None]:
        """Wait for a slot, and hold it."""
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(server, deque()).append(turn)
        self._hand_out()
        try:
            await turn
            yield
        finally:
            if not turn.cancelled():  # it is where whoever waited gave up
                self._give_back(server)

    def _give_back(self, server: Server) -> None:
        self._free += 1
        self._held[server] -= 1
        if not self._held[server]:
            del self._held[server]
        self._hand_out()

    def _hand_out(self) -> None:
        while self._free and self._waiting:
            server = min(self._waiting, key=self._held.__getitem__)
            turns = self._waiting.pop(server)
            turn = turns.popleft()
            if turns:
                self._waiting[server] = turns  # behind the others
            if not turn.cancelled():
                self._free -= 1
                self._held[server] += 1
                turn.set_result(None)
