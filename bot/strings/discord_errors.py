"""The sentences for when Discord refuses something, or fails."""

from collections.abc import Iterable
from typing import Final

CHANNEL_GONE: Final = "That channel no longer exists."
DIRECT_CLOSED: Final = "I can't message you: your direct messages are closed."
DISCORD_FAILED: Final = "Discord didn't accept that. Please try again."
MESSAGE_GONE: Final = "That message no longer exists."
NOT_LET: Final = "Discord doesn't let me do that here. A moderator can check my permissions in this channel."
THREAD_CLOSED: Final = "This thread is closed, so I can't post in it. A moderator can reopen it."

_AS_DISCORD_WRITES: Final = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
}


def needed_here(permissions: Iterable[str]) -> str:
    """The reply when the bot lacks permissions, given by discord.py's names."""
    missing = tuple(permissions)
    them = "it" if len(missing) == 1 else "them"
    return f"I need {list_permissions(missing)} here; ask a moderator to grant {them}."


def needed_in(channels: Iterable[str], permissions: Iterable[str]) -> str:
    """The warning about chosen channels, as mentions, that lack the same permissions."""
    return f"The bot needs {list_permissions(permissions)} in {_join(channels)}."


def from_elsewhere(place: str, sentence: str) -> str:
    """A sentence that could not be posted where it belongs: its "here" is the place, a mention."""
    return f"In {place}, where you asked me a question: {sentence}"


def list_permissions(permissions: Iterable[str]) -> str:
    """One or more permissions, as Discord's settings write them."""
    return _join(f"*{_AS_DISCORD_WRITES[name]}*" for name in permissions)


def _join(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
