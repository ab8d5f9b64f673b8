"""The bot in a browser page on this machine: the same client, behind a Discord that is simulated.

simcord plays Discord and shows its channel in a page. Its clock stands still unless it is moved, so it is
moved on every second here: cooldowns end and periodic work runs.
"""

import asyncio
import contextlib
import time
import webbrowser
from datetime import UTC, datetime
from typing import Any, Final

import discord

from bot.client import RecordBot
from bot.errors import CannotStart
from bot.running import open_index
from bot.settings import Settings
from index import Index

_PATIENCE: Final = 60.0
"""Seconds that one action may take before the page calls it failed."""


def run_trial(settings: Settings, *, port: int, opens_browser: bool) -> None:
    """Serve the page until Ctrl-C. Raises CannotStart where simcord is not installed."""
    try:
        import simcord  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise CannotStart(
            "The page needs the extra 'try', which is not installed. Run 'make try'."
        ) from error
    with open_index(settings) as index, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(index, settings, port, opens_browser))


async def _serve(index: Index, settings: Settings, port: int, opens_browser: bool) -> None:
    import simcord

    bot = RecordBot(index=index, settings=settings)
    env = simcord.Env(bot, check_errors=False, settle_timeout=_PATIENCE)
    env.backend.advance_clock((datetime.now(UTC) - env.now()).total_seconds())
    await env.start()
    try:
        with env.time_context():
            guild = env.create_guild("On the Record")
            channel = guild.create_text_channel(
                "record", topic="Ask with /ask, or mention the bot with your question"
            )
            alice = guild.add_member(env.create_user("alice", global_name="Alice"))
            may_moderate = discord.Permissions(manage_messages=True)
            role = guild.create_role("Moderators", permissions=may_moderate)
            mo = guild.add_member(env.create_user("mo", global_name="Mo, a moderator"), roles=[role])
            preview = env.preview(channel, viewers=[alice, mo], layout="channel", port=port or None)
            async with preview as page:
                _tell(page.url, opens_browser)
                clock = asyncio.create_task(_move_clock(env, page))
                try:
                    await page.wait_closed()
                finally:
                    clock.cancel()
    finally:
        await bot.close()
        await env.shutdown()


def _tell(url: str, opens_browser: bool) -> None:
    print(f"The bot is at {url} — Ctrl-C ends it.", flush=True)  # noqa: T201 - the command's output
    if opens_browser:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.get()
            webbrowser.open(url)


async def _move_clock(env: Any, page: Any) -> None:
    """Let the simulated clock follow the real one, never in the middle of somebody's action.

    simcord takes one action at a time and freezes the page where two overlap. It has no public way to wait
    for a turn, so its entry point for actions is wrapped: `_action`, the one private name used here.
    """
    turn, act = asyncio.Lock(), page._action

    async def act_in_turn(*arguments: object) -> object:
        async with turn:
            return await act(*arguments)

    page._action = act_in_turn
    last = time.monotonic()
    while True:
        await asyncio.sleep(1)
        async with turn:
            now = time.monotonic()
            before = len(env.backend.transcript)
            await env.advance_time(now - last)
            last = now
            if len(env.backend.transcript) > before:
                await page.refresh()
