"""Every sentence that moderators read of documents that are on the record."""

from datetime import datetime
from typing import Final

from discord.utils import format_dt

from index import Event

# What Discord shows beside a command and its options.
AUDIT_COMMAND: Final = "Who did what to the documents of this server"
AUDIT_ACTION: Final = "Only acts of this sort"
AUDIT_MEMBER: Final = "Only what this member did"
DOCUMENT: Final = "Which document: its title or its ID"
HISTORY_COMMAND: Final = "For moderators: what was done to a document"
REASON: Final = "Why; it stays in the history"
REMOVE: Final = "For moderators: take a document of this server off the record; it can be restored"
RESTORE: Final = "For moderators: put a removed document back on the record"
UNDO: Final = "For moderators: take back the last thing that you did to a document here"

AUDIT: Final = "**What was done to the documents of this server**, the newest first:"
HISTORY: Final = "**What was done to this document**, the oldest first:"
NO_ACTS: Final = "-# Nothing that fits."
UNKNOWN: Final = "There is no such document here. Choose one from the list that appears as you type."

ACTIONS: Final = {
    "add": "added",
    "edit": "changed",
    "remove": "removed",
    "restore": "restored",
    "attribute": "said who speaks in",
    "undo": "undid the last act on",
    "purge": "purged",
}
"""The acts that a record knows, in words; another stands for itself."""


def removed(title: str, document: str) -> str:
    """For a document that can be quoted no longer."""
    return f"***{title}* is off the record.**\n-# ID {document}. `/document restore` puts it back."


def restored(title: str, document: str) -> str:
    """For a document that can be quoted again."""
    return f"***{title}* is on the record again.**\n-# ID {document}"


def undone(title: str) -> str:
    """For an act that was taken back."""
    return f"What you did last to *{title}* is undone. `/document history` shows it."


def twin(document: str) -> str:
    """For a document whose text came back under another id."""
    return f"Its text is on the record already, as {document}. Nothing was changed."


def act(event: Event, title: str) -> str:
    """One act in a list. Whoever did it is named by their id, which Discord shows as their name."""
    who = f"<@{event.actor}>" if event.actor.isdecimal() else event.actor
    when = format_dt(datetime.fromisoformat(event.at), "f")
    told = f"-# {when} · {who} {ACTIONS.get(event.action, event.action)} *{title}*"
    return f"{told}: {event.reason}" if event.reason else told
