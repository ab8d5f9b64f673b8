"""The link that invites the bot to a server, with the least that it needs."""

import base64
import binascii
from typing import Final

import discord

from bot.errors import CannotStart

PERMISSIONS: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,  # without it a reply cannot name the message that it answers
)
SCOPES: Final = ("bot", "applications.commands")


def invitation_link(token: str | None) -> str:
    """The link, with the bot's id, which a token begins with. Raises CannotStart without a token."""
    if not token:
        raise CannotStart("There is no token, which the link depends on. Set RECORD_DISCORD_TOKEN in .env.")
    return discord.utils.oauth_url(_read_id(token), permissions=PERMISSIONS, scopes=SCOPES)


def _read_id(token: str) -> int:
    first = token.split(".")[0]
    try:
        return int(base64.b64decode(first + "=" * (-len(first) % 4), validate=True))
    except (binascii.Error, ValueError) as error:
        raise CannotStart(
            "RECORD_DISCORD_TOKEN is not a bot's token. Copy it from the Bot page of the developer portal."
        ) from error
