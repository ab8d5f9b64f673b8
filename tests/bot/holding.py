"""A bot that is stopped in the middle of something: what holds it there, and what follows."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, Final

import simcord

from bot.client import RecordBot
from bot.settings import Settings
from index import Index
from tests.bot.harbour import HOME

PATIENCE: Final = 20.0


GROUPS = ("admin", "ingestion", "quotations")


class Held:
    """A record of which one sort of call, once it is armed, waits until it is released."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._held = ""
        self.is_held, self._go_on = threading.Event(), threading.Event()

    def arm(self, name: str) -> None:
        self._held = name

    def release(self) -> None:
        self._held = ""
        self._go_on.set()

    async def wait(self) -> None:
        assert await asyncio.to_thread(self.is_held.wait, PATIENCE)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._index, name)
        return Group(found, self.hold) if name in GROUPS else self.hold(name, found)

    def hold(self, name: str, found: Any) -> Any:
        """A call that waits if it is the armed one; any other as it is."""
        if name != self._held:
            return found

        def held(*given: Any, **named: Any) -> Any:
            self.is_held.set()
            self._go_on.wait(PATIENCE)
            return found(*given, **named)

        return held


class Group:
    """A group of calls of a record, one of which may be held."""

    def __init__(self, group: Any, hold: Callable[[str, Any], Any]) -> None:
        self._group = group
        self._hold = hold

    def __getattr__(self, name: str) -> Any:
        return self._hold(name, getattr(self._group, name))


async def restart(env: simcord.Env, index: Index, settings: Settings) -> None:
    await env.bot.close()
    await env.restart_bot(RecordBot(index=index, settings=settings))
    await env.settle()


async def stop(env: simcord.Env, seconds: float = PATIENCE) -> None:
    await env.bot.finish(seconds)  # type: ignore[attr-defined]  # it is a RecordBot


def told(user: Any) -> list[str]:
    return [message.content for message in user.dm_channel.history()]


def titles(index: Index) -> list[str]:
    return [document.title for document in index.documents(scope=str(HOME))]
