"""A message that is edited to show the progress of some work."""

import asyncio
import contextvars
import logging
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Final, Self

log = logging.getLogger(__name__)

EDIT_INTERVAL_SECONDS: Final = 1.0
"""Seconds between two edits. Discord takes five in five seconds, and what follows at the end is one too."""


class ProgressMessage:
    """Shows what is told, while the work lasts, but not more often than once a second.

    `show` edits the message. Where an edit fails, the work goes on.
    """

    def __init__(self, show: Callable[[str], Awaitable[object]]) -> None:
        self._show = show
        self._loop = asyncio.get_running_loop()
        self._context = contextvars.copy_context()  # a thread has none of what discord.py keeps in it
        self._last = time.perf_counter()
        self._editing: asyncio.Task[None] | None = None
        self._is_over = False

    def update(self, sentence: str) -> None:
        """State how far the work is. For any thread."""
        if time.perf_counter() - self._last >= EDIT_INTERVAL_SECONDS:
            self._last = time.perf_counter()
            self._loop.call_soon_threadsafe(self._start, sentence, context=self._context)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._is_over = True
        if self._editing is not None:
            await self._editing  # it ends first: an edit that came late would hide what follows

    def _start(self, sentence: str) -> None:
        is_busy = self._editing is not None and not self._editing.done()
        if not is_busy and not self._is_over:
            self._editing = asyncio.create_task(self._edit(sentence))

    async def _edit(self, sentence: str) -> None:
        try:
            await self._show(sentence)
        except Exception:  # the outermost handler of this task, whose work is worth more than it
            log.info("Progress could not be shown.", exc_info=True)
