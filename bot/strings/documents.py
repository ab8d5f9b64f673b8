"""Every sentence that moderators read while they correct, list or erase documents on the record."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from discord.utils import format_dt

from bot.strings.add_document import count

# What Discord shows beside a command and its options.
EDIT: Final = "For moderators: correct what is stated of a document, and who says what in it"
LIST: Final = "For moderators: the documents of this server, and everyone's"
LIST_FILTER: Final = "Words of the title, the author or the publisher"
LIST_REMOVED: Final = "Those that were taken off the record instead"
PURGE: Final = "For the owner of the bot: erase a document for good"
PURGE_REASON: Final = "Why; it is kept for good"

# What can go wrong.
CHANGED_MEANWHILE: Final = "The text was changed meanwhile, and those words do not stand there any more."
ERASED: Final = "That document was erased for good. Nothing of it is left to be shown or changed."
FORM_GONE: Final = (
    "That form is no longer known: it is too old, or I was restarted since. Nothing was changed."
)
LOST: Final = "That form is too old, or I was restarted since you opened it."
NOT_CHANGED: Final = "Nothing was changed; what you typed is kept."
NO_REASON: Final = "An erasure needs a reason: it is all that stays of the document."
OFF_THE_RECORD: Final = "That document was taken off the record. `/document restore` puts it back first."
PURGE_GONE: Final = (
    "That question is over: it was answered, it is older than a quarter of an hour, or I was restarted "
    "since. Nothing was erased. To start again, use `/document purge`."
)
SHARED_ONLY_OWNER: Final = (
    "That document is on everyone's record. Only the owner of the bot changes it there."
)

# What is known of a document, and who speaks in it.
BACK: Final = "Back to the document"
CHOOSE_WORDS: Final = "Whose words are to be corrected?"
NOTHING_CHANGED: Final = "Nothing was changed: it stands so already."
NO_WORDS: Final = "No words in quotation marks were found in it."
SPEAKER: Final = "Speaker"
SPEAKER_FORM: Final = "Who says this?"
SPEAKER_HINT: Final = "A person or a body. Left empty: nobody is known to say it."
SPEAKERS: Final = "Speakers"
UNDO: Final = "`/document undo` takes it back."

FIELDS: Final = {
    "title": "Title",
    "author": "Author",
    "publisher": "Publisher",
    "published": "Date",
    "url": "Link",
    "party": "Side",
    "kind": "Kind",
}
"""What is stated of a document, by its name in the record."""

SHARED: Final = "shared"

_UNKNOWN: Final = "not known"

# Erasing.
CANCEL: Final = "Cancel"
ERASE: Final = "Erase for good"
ERASING: Final = "Erasing …"
NOT_ERASED: Final = "Cancelled. Nothing was erased."
NOT_WIPED: Final = (
    "⚠️ Its words are deleted, but could not be overwritten in all files yet. That is done when I am started "
    "next."
)


def field(name: str, value: str | None) -> str:
    """One thing that is stated of a document, or that it is not known."""
    return f"{FIELDS[name]}: {value or _UNKNOWN}"


def identified(document: str, version: int, *, is_for_all: bool) -> str:
    """By what a document is known, and who sees it."""
    return f"ID {document} · version {version} · {'for everyone' if is_for_all else 'for this server only'}"


def changed(fields: Sequence[str]) -> str:
    """What was changed of a document."""
    return f"✅ Changed: {', '.join(FIELDS[name].lower() for name in fields)}. {UNDO}"


def attributed(words: str, speaker: str | None) -> str:
    """Who says words now."""
    who = f"by **{speaker}**" if speaker else "by nobody who is known"
    return f"✅ “{words}” is said {who} now. {UNDO}"


def speakers(title: str, first: int, last: int, total: int) -> str:
    """Above a page of the words in quotation marks."""
    return f"**Who says what in** *{title}*: {first}–{last} of {count(total, 'quotation', 'quotations')}"


def said(number: int, words: str, speaker: str) -> str:
    """Words in quotation marks and who says them."""
    return f"**{number}.** “{words}”\n-# {speaker}"


def listed(first: int, last: int, total: int, *, wanted: str, removed: bool) -> str:
    """Above a page of documents, the last added first."""
    what = "Documents off the record" if removed else "Documents"
    fit = f" that fit “{wanted}”" if wanted else ""
    return f"**{what}**{fit}, the last added first: {first}–{last} of {total:,}"


def none_listed(*, wanted: str, removed: bool) -> str:
    """Where there are no documents to list."""
    what = "No document was taken off the record" if removed else "There are no documents on the record"
    if wanted:
        return f"{what} that fits “{wanted}”." if removed else f"No document on the record fits “{wanted}”."
    return f"{what}." if removed else f"{what} yet. `/document add` adds one."


def filter_too_long(most: int) -> str:
    """For words to look for that no button can carry."""
    return (
        f"That is too long to look for. Give at most {most} characters: a word or two of the title will do."
    )


def added(actor: str | None, at: datetime) -> str:
    """When a document of a server was added, and by whom if that is known. Discord shows an id as a name."""
    who = f" by {f'<@{actor}>' if actor.isdecimal() else actor}" if actor else ""
    return f"added{who} {format_dt(at, 'R')}"


def to_be_erased(title: str, document: str, *, versions: int, quotations: int, reason: str) -> str:
    """What an erasure takes, and what it leaves."""
    quoted = f"{count(quotations, 'direct quotation', 'direct quotations')}, " if quotations else ""
    return (
        f"**Erase {title} for good?**\n"
        f"**What goes:** its text in {count(versions, 'version', 'versions')}, {quoted}its source and the "
        "original file. Nobody can bring it back. Replies that were sent stay in Discord; their buttons show "
        "nothing more.\n"
        f"**What stays:** that ID {document} was erased, by whom, when, and why: “{reason}”"
    )


def erased(title: str, document: str, reason: str) -> str:
    """For a document of which only its tombstone is left."""
    stays = f"-# What stays of ID {document}: who erased it, when, and why: “{reason}”"
    return f"**{title} is erased for good.**\n{stays}"
