"""Requests that Discord refuses, or that fail after discord.py's retries: logged without a traceback."""

from typing import Any, Final

import aiohttp
import discord

from bot.discord_api.permissions import pick_missing
from bot.strings import discord_errors as words

DISCORD_ERRORS: Final = (
    discord.HTTPException,
    discord.RateLimited,
    aiohttp.ClientError,
    ConnectionError,
    TimeoutError,
)
"""The exceptions of discord.py for a request that did not reach Discord or was refused."""

ALREADY_ACKNOWLEDGED: Final = 40060

_OVER: Final = frozenset({10015, 10062, 50027})
"""An interaction unknown to Discord, or whose token does not hold any more."""

_PERMISSIONS: Final = frozenset({50001, 50013})

_SENTENCES: Final = {
    10003: words.CHANNEL_GONE,
    10008: words.MESSAGE_GONE,
    50007: words.DIRECT_CLOSED,
    50083: words.THREAD_CLOSED,
    160005: words.THREAD_CLOSED,
}


def is_expired(error: BaseException) -> bool:
    """Whether an interaction cannot be answered any more."""
    return isinstance(error, discord.HTTPException) and error.code in _OVER


def is_withdrawn(error: BaseException) -> bool:
    """Whether the message that is replied to was deleted."""
    if not isinstance(error, discord.HTTPException):
        return False
    return error.code == 10008 or (error.code == 50035 and "message_reference" in error.text)


def is_expected(error: BaseException) -> bool:
    """Whether an error occurs without a fault of the bot; False if Discord calls a request malformed."""
    if isinstance(error, discord.HTTPException):
        known = error.code in _SENTENCES or error.code in _OVER or error.code == ALREADY_ACKNOWLEDGED
        return known or error.status in (403, 404, 429) or error.status >= 500
    return isinstance(error, DISCORD_ERRORS)


def explain_discord_error(error: BaseException) -> str:
    """The sentence for the user."""
    code = getattr(error, "code", None)
    if code in _SENTENCES:
        return _SENTENCES[code]
    return words.NOT_LET if isinstance(error, discord.Forbidden) else words.DISCORD_FAILED


def explain_missing_permission(error: BaseException, interaction: discord.Interaction[Any]) -> str | None:
    """The missing permissions if that is why Discord refused an action of a user; None otherwise."""
    is_lack = isinstance(error, discord.Forbidden) and error.code in _PERMISSIONS
    if not is_lack or interaction.guild_id is None:
        return None
    missing = pick_missing(interaction.app_permissions, interaction.channel)
    return words.needed_here(missing) if missing else None


def describe_discord_error(error: BaseException) -> str:
    """A refusal in a few words, for the log."""
    if isinstance(error, discord.HTTPException):
        return f"status {error.status}, code {error.code}"
    return type(error).__name__
