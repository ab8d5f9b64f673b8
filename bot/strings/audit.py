"""The sentences of the log of changes."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from discord.utils import format_dt

from bot.strings.answers import day
from bot.strings.moderation import ACTS

# Descriptions of the command and its options.
COMMAND: Final = "Show the log of changes in this server"
ACTION: Final = "Only this kind of change"
MEMBER: Final = "Only changes by this member"
SINCE: Final = "Changed on or after this date (UTC), such as 2024-10-14 or 2024"
UNTIL: Final = "Changed on or before this date (UTC), such as 2024-10-14 or 2024"

CHOICES: Final = {action: many.capitalize() for action, (_, many) in ACTS.items()}
"""The kinds of changes to choose from."""

HEADING: Final = "**Changes in this server**, newest first"
NO_ACTS: Final = "-# No matching entries."
NO_SPAN: Final = "*since* is later than *until*, so nothing can match."
NOTHING: Final = "none"
TEXT: Final = "text"
ANOTHER: Final = "changed"
YES: Final = "yes"
NO: Final = "no"
ALL: Final = "all"
QUESTION_GONE: Final = "a question that is no longer stored"

DONE: Final = {
    "add": "added",
    "edit": "edited",
    "remove": "removed",
    "restore": "restored",
    "attribute": "corrected the speakers in",
    "undo": "undid the last change to",
    "purge": "erased for good",
    "set": "changed the setting",
    "dismiss": "dismissed the question",
    "answer": "marked as answered:",
    "leave": "left this server",
    "return": "rejoined this server",
}
"""All kinds of changes, as what someone did."""

FIELDS: Final = {
    "title": "title",
    "kind": "kind",
    "author": "author",
    "publisher": "publisher",
    "party": "side",
    "published": "published",
    "url": "link",
    "language": "language",
    "rights": "rights",
    "about": "sources",
    "characters": "characters",
    "speaker": "speaker",
    "quotation": "quotation",
    "removed": "on the record",
    "corrections": "speaker corrections",
}
"""The details of a document that can change."""

SETTINGS: Final = {
    "moderator_roles": "moderator roles",
    "audit_channel": "audit channel",
    "daily_channel": "channel for the quotation of the day",
    "channels": "channels the bot answers in",
    "private": "answers visible only to the person who asked",
    "cooldown_questions": "limit (questions)",
    "cooldown_seconds": "limit (seconds)",
}
"""The settings of a server."""


def act(at: str, who: str, action: str, what: str, reason: str) -> str:
    """One change. `who` is a mention or a name; `what` and `reason` may be empty."""
    told = " ".join(filter(None, (who, DONE[action], what and f"*{what}*")))
    when = format_dt(datetime.fromisoformat(at), "f")
    return f"{when} · {told}: {reason}" if reason else f"{when} · {told}"


def change(name: str, before: str, after: str) -> str:
    """A detail or a setting before and after a change."""
    return f"{name}: {before} → {after}" if name else f"{before} → {after}"


def changes(told: Sequence[str], left_out: int) -> str:
    """Everything that was changed at once, in small print."""
    return f"-# {' · '.join([*told, *([f'and {left_out} more'] if left_out else [])])}"


def several(shown: Iterable[str], left_out: int) -> str:
    """Several values of one kind."""
    return ", ".join(shown) + (f" and {left_out} more" if left_out else "")


def carried(kept: int, lost: int) -> str:
    """The numbers of speaker corrections that a new version of a document kept and lost."""
    return f"{kept} kept, {lost} lost"


def narrowed(member: str, action: str, since: date | None, until: date | None) -> str:
    """The filters of the log; empty without any."""
    parts = (
        f"by {member}" if member else "",
        CHOICES.get(action, ""),
        f"since {day(since.isoformat())}" if since else "",
        f"until {day(until.isoformat())}" if until else "",
    )
    told = " · ".join(filter(None, parts))
    return f"-# Only: {told}" if told else ""
