"""How far some work is, shown by editing a message."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Final, Self

import discord

log = logging.getLogger(__name__)

PAUSE: Final = 1.0
"""Seconds between two edits. Discord takes five in five seconds, and what follows at the end is one too."""


class Progress:
    """Shows the last sentence told, as long as the work lasts. `show` edits the message.

    What is told between two edits is never shown. Where an edit fails, the work goes on.
    """

    def __init__(self, show: Callable[[str], Awaitable[object]]) -> None:
        self._show = show
        self._told: str | None = None
        self._task: asyncio.Task[None] | None = None
        self._is_over = asyncio.Event()

    def tell(self, sentence: str) -> None:
        """State how far the work is. For any thread."""
        self._told = sentence

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._edit())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._is_over.set()
        if self._task is not None:
            await self._task  # an edit under way ends first: one that came late would hide what follows

    async def _edit(self) -> None:
        shown = None
        while not await self._ends_within(PAUSE):
            if self._told is not None and self._told != shown:
                shown = self._told
                try:
                    await self._show(shown)
                except discord.HTTPException:
                    log.info("Progress could not be shown.", exc_info=True)

    async def _ends_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._is_over.wait(), seconds)
        return self._is_over.is_set()
