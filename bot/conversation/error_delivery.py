"""Delivers an error to the author of a message: in the channel, or in any other way that is open."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Final

import discord

from bot.discord_api.errors import DISCORD_ERRORS, describe_discord_error, is_withdrawn
from bot.discord_api.permissions import list_missing
from bot.strings import discord_errors as words

log = logging.getLogger(__name__)

_DIRECT_MESSAGE_INTERVAL: Final = timedelta(hours=1)
"""Time in which of one channel a single direct message is sent: many may ask where nobody is answered."""

_MUTE: Final = "🔇"

Send = Callable[[str], Awaitable[Any]]


class ErrorDelivery:
    """Tells of errors by a reply, else a message beside it, else directly, else by a reaction."""

    def __init__(self) -> None:
        self._told: dict[int, datetime] = {}

    async def deliver(self, message: discord.Message, sentence: str) -> None:
        """Tell who wrote a message."""
        for say in _list_ways(message):
            try:
                await say(sentence)
            except DISCORD_ERRORS as refusal:
                if is_withdrawn(refusal):
                    log.info("A message was deleted before it was answered.")
                    return
                log.info("A message could not be answered where it is (%s).", describe_discord_error(refusal))
            else:
                return
        await self._tell_elsewhere(message, sentence)

    async def _tell_elsewhere(self, message: discord.Message, sentence: str) -> None:
        try:
            if message.guild is not None and self._is_first(message):
                place = f"<#{message.channel.id}>"
                await message.author.send(words.from_elsewhere(place, sentence))
                return
        except DISCORD_ERRORS as refusal:
            log.info("A user could not be sent a direct message (%s).", describe_discord_error(refusal))
        try:
            await message.add_reaction(_MUTE)
        except DISCORD_ERRORS as refusal:
            log.warning("An error could not be reported to a user (%s).", describe_discord_error(refusal))

    def _is_first(self, message: discord.Message) -> bool:
        """Whether nobody was written to because of this channel for some time."""
        now = message.created_at
        self._told = {
            channel: at for channel, at in self._told.items() if now - at < _DIRECT_MESSAGE_INTERVAL
        }
        return self._told.setdefault(message.channel.id, now) is now


def _list_ways(message: discord.Message) -> list[Send]:
    """Those in the channel itself that its permissions leave open."""
    missing = list_missing(message.channel)
    if not missing:
        return [message.reply, message.channel.send]
    return [message.channel.send] if missing == ["read_message_history"] else []


@asynccontextmanager
async def show_typing(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Show that an answer is coming until it is there. Where that fails, the answer comes all the same."""
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(channel.typing())
        except DISCORD_ERRORS as refusal:
            log.info("The typing indicator could not be shown (%s).", describe_discord_error(refusal))
        yield
