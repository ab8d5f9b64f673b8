"""Every sentence that users read when Discord refuses something, or fails."""

from collections.abc import Iterable
from typing import Final

CHANNEL_GONE: Final = "That channel is no longer there."
DIRECT_CLOSED: Final = "Discord does not let me write to you directly: your direct messages are closed to me."
DISCORD_FAILED: Final = "Discord did not take that just now. Please try again."
MESSAGE_GONE: Final = "That message is no longer there."
NOT_LET: Final = (
    "Discord does not let me do that here. A moderator can look at what I may do in this channel."
)
THREAD_CLOSED: Final = "This thread is closed, so I cannot write in it. A moderator can open it again."

_AS_DISCORD_WRITES: Final = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
}


def needed_here(permissions: Iterable[str]) -> str:
    """For who asks where the bot lacks permissions, by discord.py's names."""
    return f"I need {list_permissions(permissions)} here. A moderator can let me."


def needed_in(channels: Iterable[str], permissions: Iterable[str]) -> str:
    """For channels that are set, as mentions, and in which the same is lacking."""
    return f"In {_join(channels)} I need {list_permissions(permissions)}."


def from_elsewhere(place: str, sentence: str) -> str:
    """A sentence that could not be said where it belongs: its "here" is the place, a mention."""
    return f"In {place}, where you asked me something: {sentence}"


def list_permissions(permissions: Iterable[str]) -> str:
    """Permissions as Discord's settings write them, one or more."""
    return _join(f"*{_AS_DISCORD_WRITES[name]}*" for name in permissions)


def _join(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
