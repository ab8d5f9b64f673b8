"""The bot in a browser page on this machine: the same client, behind a Discord that is simulated.

simcord plays Discord and shows its channel in a page. Its clock stands still unless it is moved, so it is
moved on every second here: cooldowns end and periodic work runs.
"""

import asyncio
import contextlib
import time
import webbrowser
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import discord

from bot.app import open_index
from bot.client import RecordBot
from bot.documents.left_servers import LeftServersCog
from bot.errors import CannotStart
from bot.settings import Settings
from bot.strings import answers as words
from index import Index

_ACTION_TIMEOUT_SECONDS: Final = 60.0
"""Seconds that one action may take before the page calls it failed."""


def run_simulator(settings: Settings, *, port: int, opens_browser: bool) -> None:
    """Show the page until Ctrl-C. Raises CannotStart if simcord is not installed, RecordError."""
    if find_spec("simcord") is None:
        raise CannotStart("The page needs the extra 'try', which is not installed. Run `make try`.")
    with open_index(settings) as index:
        show(index, settings, port=port, opens_browser=opens_browser)


def show(index: Index, settings: Settings, *, port: int, opens_browser: bool) -> None:
    """Show the page for a record until Ctrl-C. Raises CannotStart if its port is taken."""
    import simcord

    try:
        with contextlib.suppress(KeyboardInterrupt), _start_afresh(settings) as afresh:
            asyncio.run(_serve(RecordBot(index=index, settings=afresh), port, opens_browser))
    except simcord.SetupError as error:
        raise CannotStart(f"The page cannot be shown. {error}") from error


@contextlib.contextmanager
def _start_afresh(settings: Settings) -> Iterator[Settings]:
    """Settings for a Discord that has been told of no commands yet, as each simulated one."""
    with TemporaryDirectory() as folder:
        yield settings.model_copy(update={"data": Path(folder)})


async def _serve(bot: RecordBot, port: int, opens_browser: bool) -> None:
    env = await _play_discord(bot)
    try:
        with env.time_context():
            channel, people = _fill_server(env)
            preview = env.preview(channel, viewers=people, layout="channel", port=port or None)
            async with preview as page:
                print(words.trial_open(page.url), flush=True)  # noqa: T201 - the command's output
                if opens_browser:
                    webbrowser.open(page.url)
                clock = asyncio.create_task(_move_clock(env, page, _take_turns(page)))
                try:
                    await page.wait_closed()
                finally:
                    clock.cancel()
                    await asyncio.wait({clock})
    finally:
        await bot.close()
        await env.shutdown()
        await bot.join()


async def _play_discord(bot: RecordBot) -> Any:
    """A simulated Discord of today, with the bot connected to it."""
    import simcord

    env = simcord.Env(bot, check_errors=False, settle_timeout=_ACTION_TIMEOUT_SECONDS)
    env.backend.bot_user.name = words.BOT_NAME
    env.backend.advance_clock((datetime.now(UTC) - env.now()).total_seconds())
    await env.start()
    # The only server that it knows is the page's: it would take the record's own for servers that it left.
    await bot.remove_cog(LeftServersCog.__name__)
    # simcord notes every error that reaches the tree, and the page then shows an answered one as failed.
    vars(bot.tree).pop("on_error", None)
    return env


def _fill_server(env: Any) -> tuple[Any, list[Any]]:
    """A channel, and two people in it, the second of them a moderator."""
    guild = env.create_guild(words.BOT_NAME)
    channel = guild.create_text_channel("record", topic=words.trial_topic(env.bot.user.mention))
    member = guild.add_member(env.create_user("alice", global_name="Alice"))
    role = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    moderator = guild.add_member(env.create_user("mo", global_name="Mo (moderator)"), roles=[role])
    return channel, [member, moderator]


def _take_turns(page: Any) -> asyncio.Lock:
    """A lock that everybody's action on the page waits for.

    simcord freezes the page where two actions overlap, and has no public way to wait for a turn; so its
    entry point for actions is wrapped: `_action`, the one private name used here.
    """
    turn, act = asyncio.Lock(), page._action

    async def act_in_turn(*arguments: object) -> object:
        async with turn:
            return await act(*arguments)

    page._action = act_in_turn
    return turn


async def _move_clock(env: Any, page: Any, turn: asyncio.Lock) -> None:
    """Let the simulated clock, and what the page takes for now, follow the real one (`perf_counter`)."""
    last = time.perf_counter()
    while True:
        await asyncio.sleep(1)
        async with turn:
            now, events = time.perf_counter(), len(env.backend.transcript)
            await env.advance_time(now - last)
            last = now
            page.capture_time = env.now()
            if len(env.backend.transcript) > events:  # the bot did something by itself: show it
                await page.refresh()
