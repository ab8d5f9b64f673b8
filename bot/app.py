"""Running the bot: from its settings to its last breath."""

import asyncio
import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Final

import aiohttp
import discord

from bot.client import RecordBot
from bot.errors import CannotStart
from bot.settings import Settings, find_exposure
from index import CachingReranker, Index, Quotas, choose_encoder, choose_reranker, progress_bar

_SHUTDOWN_GRACE_SECONDS: Final = 5.0
"""Seconds in which what was asked before the bot is stopped is still answered."""

_SHUTDOWN_LIMIT_SECONDS: Final = 9.0
"""Seconds from a signal to the end: less than the ten after which Docker kills a process."""

log = logging.getLogger(__name__)


def open_index(settings: Settings) -> Index:
    """The record, in line with the corpus folder."""
    encoder = choose_encoder(settings.data, settings.model, settings.device)
    reader = choose_reranker(settings.reader, settings.data)
    with progress_bar("Reading the corpus") as progress:
        index = Index.open(
            settings.data,
            settings.corpus,
            encoder=encoder,
            reranker=reader and CachingReranker(reader),
            operating_point=settings.operating_point,
            quotas=Quotas(
                documents=settings.server_documents,
                characters=settings.server_characters,
                bytes=settings.server_megabytes * 10**6,
            ),
            progress=progress,
        )
    for path, twin in index.sync_report.skipped.items():
        log.warning("%s was skipped: its text is already on the record as %s.", path, twin)
    return index


def run(settings: Settings) -> None:
    """Connect and serve until SIGTERM or Ctrl-C. Raises CannotStart, RecordError."""
    if settings.token is None:
        raise CannotStart(
            "There is no token. Set RECORD_DISCORD_TOKEN in .env, or try the bot without a token: `make try`."
        )
    _set_up_logging()
    if remedy := find_exposure():
        log.warning(
            "Other users of this machine can read the token in .env. To prevent that, run: %s", remedy
        )
    with open_index(settings) as index:
        asyncio.run(
            _serve(ProductionBot(index=index, settings=settings), settings.token, stopping=_end_in_time)
        )


class ProductionBot(RecordBot):
    """The bot in a process of its own."""

    async def setup_hook(self) -> None:
        """Load all, and let the garbage collector look at it no more.

        Beside the shipped record and its models a full collection took 0.4 s, in which nothing is answered.
        """
        await super().setup_hook()
        gc.collect()
        gc.freeze()

    async def close(self) -> None:
        """End, and wait for the threads, so that the record can be closed."""
        await super().close()
        await self.join()


def _set_up_logging() -> None:
    """Log to the terminal what concerns who runs the bot, and nothing of voice, which it has none of."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def _end_in_time() -> None:
    """End the process soon, even if a thread is held up.

    What is half done then is undone or finished at the next start, as after a power cut.
    """
    end = threading.Timer(_SHUTDOWN_LIMIT_SECONDS, os._exit, [0])
    end.daemon = True
    end.start()


async def _serve(bot: RecordBot, token: str, *, stopping: Callable[[], None]) -> None:
    """Serve until a signal comes; `stopping` is called then."""
    stop = asyncio.Event()
    if sys.platform != "win32":
        for received in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(received, stop.set)
    async with bot:
        connection = asyncio.create_task(bot.start(token))
        waiting = asyncio.create_task(stop.wait())
        await asyncio.wait({connection, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if stop.is_set():
            log.info("Stopping.")
            stopping()
            connection.cancel()
            await asyncio.gather(connection, return_exceptions=True)
            await bot.finish(_SHUTDOWN_GRACE_SECONDS)
        else:
            await _explain(connection)


async def _explain(connection: "asyncio.Task[None]") -> None:
    """Wait for the connection's end. Raises CannotStart if it never came about."""
    try:
        await connection
    except discord.LoginFailure as error:
        raise CannotStart(
            "Discord did not accept the token. Copy it again from the Bot page of the developer portal "
            "into RECORD_DISCORD_TOKEN in .env."
        ) from error
    except (aiohttp.ClientError, discord.GatewayNotFound, OSError) as error:
        raise CannotStart(
            "Discord cannot be reached. Check this machine's network connection and try again."
        ) from error
    except discord.HTTPException as error:
        raise CannotStart(
            f"Discord refused the connection (status {error.status}). Try again in a few minutes."
        ) from error
    except discord.ConnectionClosed as error:
        raise CannotStart(
            f"Discord closed the connection (code {error.code}). Check the token and try again."
        ) from error
