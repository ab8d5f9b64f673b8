"""Every sentence that users read of quotations without a question."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.strings.answers import day

# What Discord shows beside a command and its options.
BY: Final = "What somebody is quoted with, the newest first"
BY_SPEAKER: Final = "Who said it: a person or a body"
BY_TOPIC: Final = "Only what they say about this"
FIND: Final = "The best quotations on a topic"
FIND_OUTLET: Final = "Only what this newspaper, site or body published"
FIND_TOPIC: Final = "A few words for what you look for"
QUOTE: Final = "Quotations without a question"
RANDOM: Final = "A quotation that was not shown here yet"
RANDOM_PARTY: Final = "Only of this side"
SHOW: Final = "The quotation with an ID"
SHOW_ID: Final = "The ID that stands under a quotation"

# Replies.
_LOOK_THROUGH_ALL: Final = "`/quote find` looks through all that is on the record."
ANOTHER: Final = "Another"
NONE_OF_SIDE: Final = (
    "There is no quotation of that side to show. It must be in somebody's own words, neither too short nor "
    f"too long. {_LOOK_THROUGH_ALL}"
)
NONE_TO_SHOW: Final = (
    "There is no quotation to show yet. It must be in somebody's own words, neither too short nor too long. "
    f"{_LOOK_THROUGH_ALL}"
)
NOTHING_FOUND: Final = "Nothing on the record matches that."
NOTHING_SAID: Final = "Nothing on the record is known to be in their words alone."
ONLY_NEAR: Final = "-# The nearest words on the record. They may not be on this topic."
SPEAKER_GONE: Final = "Nobody of that name is quoted on the record any more."

# The daily quotation.
DAILY: Final = "**Quotation of the day**"
DAILY_CHANNEL: Final = (
    "**Quotation of the day**\n-# Posted there at 09:00 UTC; none comes again before all were shown. "
    "No channel to begin with."
)
DAILY_CHANNEL_GONE: Final = "The channel for the quotation of the day no longer exists. Nothing is posted."


def narrowed(
    *, side: str | None, speaker: str | None, outlet: str | None, since: date | None, until: date | None
) -> str:
    """What narrows a topic down; nothing where nothing does."""
    parts = (
        f"only of {side}" if side else "",
        f"only what {speaker} said" if speaker else "",
        f"only what {outlet} published" if outlet else "",
        f"since {day(since.isoformat())}" if since else "",
        f"until {day(until.isoformat())}" if until else "",
    )
    return " · ".join(filter(None, parts))


def said_shown(first: int, last: int, total: int) -> str:
    """Which of a speaker's quotations are shown."""
    if total == 1:
        return "1 quotation"
    if last - first + 1 == total:
        return f"{total} quotations, the newest first"
    which = f"{first:,}–{last:,}" if last > first else f"{first:,}"
    return f"{which} of {total:,} quotations, the newest first"


def unknown_speaker(given: str, near: Sequence[str]) -> str:
    """For a name that nobody on the record has."""
    unknown = f"Nobody of the name {given} is quoted on the record."
    return f"{unknown} Did you mean {_join(near)}?" if near else unknown


def several_speakers(given: str, near: Sequence[str]) -> str:
    """For a name that several have in theirs."""
    return f"Several speakers may be meant by {given}, such as {_join(near)}. Choose one of those offered."


def _join(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
