"""Every sentence that moderators read of what was done, and by whom."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from discord.utils import format_dt

from bot.strings.answers import day
from bot.strings.moderation import ACTS

# What Discord shows beside the command and its options.
COMMAND: Final = "Who did what in this server: documents, settings, unanswered questions"
ACTION: Final = "Only acts of this sort"
MEMBER: Final = "Only what this member did"
SINCE: Final = "Done on this day (UTC) or later, such as 2024-10-14 or 2024"
UNTIL: Final = "Done on this day (UTC) or earlier, such as 2024-10-14 or 2024"

CHOICES: Final = {action: many.capitalize() for action, (_, many) in ACTS.items()}
"""Sorts of acts, to choose from."""

HEADING: Final = "**What was done in this server**, the newest first"
NO_ACTS: Final = "-# Nothing that fits."
NO_SPAN: Final = "*since* is after *until*: nothing can have been done in between."
NOTHING: Final = "none"
TEXT: Final = "text"
ANOTHER: Final = "another one"
YES: Final = "yes"
NO: Final = "no"
ALL: Final = "all"
QUESTION_GONE: Final = "a question that is no longer kept"

DONE: Final = {
    "add": "added",
    "edit": "changed",
    "remove": "removed",
    "restore": "restored",
    "attribute": "said who speaks in",
    "undo": "undid the last act on",
    "purge": "erased for good",
    "set": "changed the setting",
    "dismiss": "dismissed the question",
    "answer": "marked as answered the question",
    "leave": "left this server",
    "return": "came back to this server",
}
"""All acts that the record notes, as what somebody did."""

FIELDS: Final = {
    "title": "title",
    "kind": "kind",
    "author": "author",
    "publisher": "publisher",
    "party": "side",
    "published": "published",
    "url": "address",
    "language": "language",
    "rights": "rights",
    "about": "about",
    "characters": "characters",
    "speaker": "speaker",
    "quotation": "quotation",
    "removed": "on the record",
    "corrections": "corrections of who speaks",
}
"""What an act may change in a document."""

SETTINGS: Final = {
    "moderator_roles": "moderator roles",
    "audit_channel": "audit channel",
    "daily_channel": "channel of the quotation of the day",
    "channels": "channels in which I answer",
    "private": "answers only for who asked",
    "cooldown_questions": "limit (questions)",
    "cooldown_seconds": "limit (seconds)",
}
"""What can be set in a server."""


def act(at: str, who: str, action: str, what: str, reason: str) -> str:
    """One act. `who` is a mention or a name; `what` and `reason` may be empty."""
    told = " ".join(filter(None, (who, DONE[action], what and f"*{what}*")))
    when = format_dt(datetime.fromisoformat(at), "f")
    return f"{when} · {told}: {reason}" if reason else f"{when} · {told}"


def change(name: str, before: str, after: str) -> str:
    """What an act changed in one thing."""
    return f"{name}: {before} → {after}" if name else f"{before} → {after}"


def changes(told: Sequence[str], left_out: int) -> str:
    """All that an act changed, in small print."""
    return f"-# {' · '.join([*told, *([f'and {left_out} more'] if left_out else [])])}"


def several(shown: Iterable[str], left_out: int) -> str:
    """Several things of one sort."""
    return ", ".join(shown) + (f" and {left_out} more" if left_out else "")


def carried(kept: int, lost: int) -> str:
    """What became of corrections when a document got a new version."""
    return f"{kept} kept, {lost} lost"


def narrowed(member: str, action: str, since: date | None, until: date | None) -> str:
    """Which acts are shown only; nothing where all are."""
    parts = (
        f"by {member}" if member else "",
        CHOICES.get(action, ""),
        f"since {day(since.isoformat())}" if since else "",
        f"until {day(until.isoformat())}" if until else "",
    )
    told = " · ".join(filter(None, parts))
    return f"-# Only: {told}" if told else ""
