"""Slots for work at the same time, shared out so that a busy server starves no other."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

Server = int | None
"""A server by its id; None stands for all direct messages together."""


class FairSemaphore:
    """So many slots. A free one goes to the waiting server that holds the fewest.

    Servers that hold equally many take turns; within a server, who came first goes first. So one server holds
    more than its share only while no other waits, and never more than `most`. For the event loop only.
    """

    def __init__(self, count: int, *, most: int | None = None) -> None:
        self._free = count
        self._most = most or count
        self._held: Counter[Server] = Counter()
        self._waiting: dict[Server, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def take(self, server: Server) -> AsyncIterator[None]:
        """Wait for a slot, and hold it."""
        await self.acquire(server)
        try:
            yield
        finally:
            self.give_back(server)

    async def acquire(self, server: Server) -> None:
        """Wait for a slot, which is to be given back."""
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(server, deque()).append(turn)
        self._hand_out()
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it had come before whoever waited gave up
                self.give_back(server)
            raise

    def send_away(self) -> None:
        """Cancel all who wait."""
        for turns in self._waiting.values():
            for turn in turns:
                turn.cancel()
        self._waiting.clear()

    def give_back(self, server: Server) -> None:
        """Let the slot that a server held go to whose turn it is."""
        self._free += 1
        self._held[server] -= 1
        if not self._held[server]:
            del self._held[server]
        self._hand_out()

    def _hand_out(self) -> None:
        while self._free and (fitting := [one for one in self._waiting if self._held[one] < self._most]):
            server = min(fitting, key=self._held.__getitem__)
            turns = self._waiting.pop(server)
            turn = turns.popleft()
            if turns:
                self._waiting[server] = turns  # behind the others
            if not turn.cancelled():
                self._free -= 1
                self._held[server] += 1
                turn.set_result(None)
