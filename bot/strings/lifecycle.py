"""The sentences of removing, restoring and undoing, and of a document's history."""

import re
from typing import Final

from bot.strings.audit import DONE

# Descriptions of commands and their options.
DOCUMENT: Final = "The document's title or ID"
HISTORY_COMMAND: Final = "For moderators: show the history of a document"
REASON: Final = "The reason, shown in the document's history"
REMOVE: Final = "For moderators: remove a document of this server from the record; it can be restored"
RESTORE: Final = "For moderators: restore a removed document to the record"
UNDO: Final = "For moderators: undo your last change to a document in this server"

HISTORY: Final = "**History of this document**, oldest first:"
UNKNOWN: Final = "There's no such document here. Choose one from the list that appears as you type."


def removed(title: str, document: str) -> str:
    """The reply after a document was removed."""
    return f"***{title}* was removed from the record.**\n-# ID {document}. `/document restore` restores it."


def restored(title: str, document: str) -> str:
    """The reply after a document was restored."""
    return f"***{title}* is back on the record.**\n-# ID {document}"


def undone(action: str, title: str) -> str:
    """The reply after a change was undone, by its name in the record."""
    return f"Undone: you had {DONE[action]} *{title}*. `/document history` shows it."


def twin(document: str) -> str:
    """The reply when the text of a removed document was added again under another id."""
    return f"The same text is already on the record as {document}. Nothing was changed."


def name_members(sentence: str) -> str:
    """A sentence with mentions in place of members' ids."""
    return re.sub(r"\b\d{17,20}\b", r"<@\g<0>>", sentence)
