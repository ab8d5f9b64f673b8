"""Every sentence that moderators read of documents that are on the record."""

import re
from typing import Final

from bot.strings.audit import DONE

# What Discord shows beside a command and its options.
DOCUMENT: Final = "Which document: its title or its ID"
HISTORY_COMMAND: Final = "For moderators: what was done to a document"
REASON: Final = "Why; it stays in the history"
REMOVE: Final = "For moderators: take a document of this server off the record; it can be restored"
RESTORE: Final = "For moderators: put a removed document back on the record"
UNDO: Final = "For moderators: take back the last thing that you did to a document here"

HISTORY: Final = "**What was done to this document**, the oldest first:"
UNKNOWN: Final = "There is no such document here. Choose one from the list that appears as you type."


def removed(title: str, document: str) -> str:
    """For a document that can be quoted no longer."""
    return f"***{title}* is off the record.**\n-# ID {document}. `/document restore` puts it back."


def restored(title: str, document: str) -> str:
    """For a document that can be quoted again."""
    return f"***{title}* is on the record again.**\n-# ID {document}"


def undone(action: str, title: str) -> str:
    """For an act that was taken back, by its name in the record."""
    return f"Undone: you had {DONE[action]} *{title}*. `/document history` shows it."


def twin(document: str) -> str:
    """For a document whose text came back under another id."""
    return f"Its text is on the record already, as {document}. Nothing was changed."


def name_members(sentence: str) -> str:
    """A sentence of the record, with members by the names that Discord shows instead of their ids."""
    return re.sub(r"\b\d{17,20}\b", r"<@\g<0>>", sentence)
