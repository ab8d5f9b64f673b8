"""The link that invites the bot."""

from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.errors import CannotStart
from bot.invitation import invitation_link

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.made.up"  # noqa: S105 - no token, only its form
"""Begins with the id 123456789012345678 in base 64."""


def test_the_link_names_the_bot_that_the_token_belongs_to() -> None:
    assert ["123456789012345678"] == asked_for("client_id")


def test_the_link_asks_for_the_bot_and_its_commands() -> None:
    assert ["bot applications.commands"] == asked_for("scope")


def test_the_link_asks_for_the_least_permissions() -> None:
    (number,) = asked_for("permissions")
    asked = discord.Permissions(int(number))

    needed = ("view_channel", "send_messages", "send_messages_in_threads", "read_message_history")
    assert discord.Permissions(**dict.fromkeys(needed, True)) == asked


@pytest.mark.parametrize("token", [None, ""])
def test_without_a_token_it_is_said_what_to_set(token: str | None) -> None:
    with pytest.raises(CannotStart, match=r"Set RECORD_DISCORD_TOKEN in \.env"):
        invitation_link(token)


@pytest.mark.parametrize("token", ["nonsense", "bm8gbnVtYmVy.x.y", "ü.x.y", "a.b.c"])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(CannotStart, match="is not a bot's token"):
        invitation_link(token)


def asked_for(key: str) -> list[str]:
    return parse_qs(urlsplit(invitation_link(TOKEN)).query)[key]
