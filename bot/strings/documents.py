"""The sentences of editing, listing and erasing documents."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from discord.utils import format_dt

from bot.strings.plural import count

# Descriptions of commands and their options.
EDIT: Final = "For moderators: edit a document's details and speakers"
LIST: Final = "For moderators: list the documents of this server and the shared ones"
LIST_FILTER: Final = "Words in the title, author or publisher"
LIST_REMOVED: Final = "Show removed documents instead"
PURGE: Final = "For the bot's owner: erase a document for good"
PURGE_REASON: Final = "The reason, which is stored permanently"

# What can go wrong.
CHANGED_MEANWHILE: Final = "The text has changed since then and no longer contains those words."
ERASED: Final = "That document was erased for good. There's nothing left to show or change."
FORM_GONE: Final = "That form has expired, or the bot restarted since you opened it. Nothing was changed."
LOST: Final = "That form has expired, or the bot restarted since you opened it."
NOT_CHANGED: Final = "Nothing was changed. The form still has what you typed."
NO_REASON: Final = "Please give a reason: it is all that remains of the document."
OFF_THE_RECORD: Final = (
    "That document was removed from the record. Restore it first with `/document restore`."
)
PURGE_GONE: Final = (
    "This confirmation has expired or has already been answered, so nothing more was erased. Use "
    "`/document purge` to start again."
)
SHARED_ONLY_OWNER: Final = "That document is shared with all servers. Only the bot's owner can change it."

# The details of a document, and its speakers.
BACK: Final = "Back to the document"
CHOOSE_WORDS: Final = "Choose a quotation to correct"
NOTHING_CHANGED: Final = "No change: it already says that."
NO_WORDS: Final = "No direct quotations were found in it."
SPEAKER: Final = "Speaker"
SPEAKER_FORM: Final = "Who says this?"
SPEAKER_HINT: Final = "A person or organisation. Leave empty if unknown."
SPEAKERS: Final = "Speakers"
UNDO: Final = "Use `/document undo` to undo this."

FIELDS: Final = {
    "title": "Title",
    "author": "Author",
    "publisher": "Publisher",
    "published": "Date",
    "url": "Link",
    "party": "Side",
    "kind": "Kind",
}
"""The details of a document, by their names in the record."""

SHARED: Final = "shared"

_UNKNOWN: Final = "unknown"

# Erasing.
CANCEL: Final = "Cancel"
ERASE: Final = "Erase for good"
ERASING: Final = "Erasing …"
NOT_ERASED: Final = "Cancelled. Nothing was erased."
NOT_WIPED: Final = (
    "⚠️ Its text was deleted, but couldn't be overwritten in every file yet. That will be done when the bot "
    "next starts."
)


def field(name: str, value: str | None) -> str:
    """One detail of a document."""
    return f"{FIELDS[name]}: {value or _UNKNOWN}"


def identified(document: str, version: int, *, is_for_all: bool) -> str:
    """The id and version of a document, and who can see it."""
    scope = "shared with all servers" if is_for_all else "this server only"
    return f"ID {document} · version {version} · {scope}"


def changed(fields: Sequence[str]) -> str:
    """The reply after details of a document were changed."""
    return f"✅ Changed: {', '.join(FIELDS[name].lower() for name in fields)}. {UNDO}"


def attributed(words: str, speaker: str | None) -> str:
    """The reply after a speaker was corrected."""
    attribution = f"attributed to **{speaker}**" if speaker else "unattributed"
    return f"✅ “{words}” is now {attribution}. {UNDO}"


def speakers(title: str, first: int, last: int, total: int) -> str:
    """The heading of a page of direct quotations."""
    return f"**Speakers in** *{title}*: {first}–{last} of {count(total, 'quotation', 'quotations')}"


def said(number: int, words: str, speaker: str) -> str:
    """A direct quotation and its speaker."""
    return f"**{number}.** “{words}”\n-# {speaker}"


def listed(first: int, last: int, total: int, *, wanted: str, removed: bool) -> str:
    """The heading of a page of documents, most recently added first."""
    what = "Removed documents" if removed else "Documents"
    matching = f" matching “{wanted}”" if wanted else ""
    return f"**{what}**{matching}, most recently added first: {first:,}–{last:,} of {total:,}"


def none_listed(*, wanted: str, removed: bool) -> str:
    """The reply when there are no documents to list."""
    if wanted:
        return f"No removed documents match “{wanted}”." if removed else f"No documents match “{wanted}”."
    if removed:
        return "There are no removed documents."
    return "There are no documents on the record yet. Add one with `/document add`."


def filter_too_long(most: int) -> str:
    """The reply to words to search for that are too long for the id of a button."""
    return (
        f"That's too long to search for. Use at most {most} characters, such as a word or two of the title."
    )


def added(actor: str | None, at: datetime) -> str:
    """When a document of a server was added, and by whom if known. Discord shows an id as a name."""
    who = f" by {f'<@{actor}>' if actor.isdecimal() else actor}" if actor else ""
    return f"added{who} {format_dt(at, 'R')}"


def to_be_erased(title: str, document: str, *, versions: int, quotations: int, reason: str) -> str:
    """The confirmation of an erasure: what is erased, and what remains."""
    quoted = f"{count(quotations, 'direct quotation', 'direct quotations')}, " if quotations else ""
    return (
        f"**Erase {title} for good?**\n"
        f"**What is erased:** its text ({count(versions, 'version', 'versions')}), {quoted}its source and "
        "the original file. This can't be undone. Replies that were already sent stay on Discord, but their "
        "buttons will show nothing more.\n"
        f"**What remains:** a note that ID {document} was erased, by whom, when and why: “{reason}”"
    )


def erased(title: str, document: str, reason: str) -> str:
    """The reply after a document was erased."""
    remains = f"-# What remains of ID {document}: who erased it, when and why: “{reason}”"
    return f"**{title} was erased for good.**\n{remains}"
