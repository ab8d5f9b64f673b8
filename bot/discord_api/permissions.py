"""The permissions that the bot lacks in a place, by discord.py's names."""

from typing import Any, Final

import discord

_THREAD: Final = "send_messages_in_threads"
_HISTORY: Final = "read_message_history"

NEEDED: Final = ("view_channel", "send_messages", _THREAD, _HISTORY)
"""The permissions that the bot needs to answer in a channel and in its threads."""


def list_missing(channel: Any) -> list[str]:
    """The permissions that the bot lacks to answer in a channel, thread or post; empty if unknown."""
    guild = getattr(channel, "guild", None)
    if guild is None or guild.me is None or isinstance(channel, discord.PartialMessageable):
        return []
    try:
        mine = channel.permissions_for(guild.me)
    except discord.ClientException:  # a thread whose channel the bot is not told of
        return ["view_channel"]
    return pick_missing(mine, channel)


def pick_missing(mine: discord.Permissions, channel: Any) -> list[str]:
    """The permissions for answering there that are missing from `mine`."""
    send = _THREAD if isinstance(channel, discord.Thread | discord.ForumChannel) else "send_messages"
    return _pick(mine, ("view_channel", send, _HISTORY))


def list_missing_to_post(channel: discord.abc.GuildChannel) -> list[str]:
    """The permissions that the bot lacks to post in a channel without replying."""
    return [name for name in list_missing(channel) if name != _HISTORY]


def list_missing_with_threads(channel: discord.abc.GuildChannel) -> list[str]:
    """The permissions that the bot lacks to answer in a channel and in its threads."""
    in_posts = isinstance(channel, discord.ForumChannel)
    needed = [name for name in NEEDED if not in_posts or name != "send_messages"]
    return _pick(channel.permissions_for(channel.guild.me), needed)


def _pick(mine: discord.Permissions, needed: Any) -> list[str]:
    """Without *View Channel* nothing else counts, and Discord does not tell what else would lack."""
    missing = [name for name in needed if not getattr(mine, name)]
    return missing[:1] if "view_channel" in missing else missing
