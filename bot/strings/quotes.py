"""The sentences of browsing quotations, and of the quotation of the day."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.strings.answers import day

# Descriptions of commands and their options.
BY: Final = "List quotations by a person or organisation, newest first"
BY_SPEAKER: Final = "The person or organisation"
BY_TOPIC: Final = "Only what they say about this"
FIND: Final = "Find the best quotations on a topic"
FIND_OUTLET: Final = "Only what this newspaper, site or organisation published"
FIND_TOPIC: Final = "A few words about what you're looking for"
QUOTE: Final = "Browse quotations"
RANDOM: Final = "Show a random quotation not yet shown here"
RANDOM_PARTY: Final = "Only from this side"
SHOW: Final = "Look up a quotation by ID"
SHOW_ID: Final = "The ID shown under a quotation"

# Replies.
_SEARCH_ALL: Final = "`/quote find` searches everything on the record."
ANOTHER: Final = "Another"
NONE_OF_SIDE: Final = (
    f"None of the documents contains a direct quotation of suitable length from that side yet. {_SEARCH_ALL}"
)
NONE_TO_SHOW: Final = (
    f"None of the documents contains a direct quotation of suitable length yet. {_SEARCH_ALL}"
)
NOTHING_FOUND: Final = "Nothing on the record matches that."
NOTHING_SAID: Final = "The record has no quotation that is known to be entirely in their own words."
ONLY_NEAR: Final = "-# The closest passages on the record. They may not be about this topic."
SPEAKER_GONE: Final = "That speaker is no longer quoted on the record."

# The daily quotation.
DAILY: Final = "**Quotation of the day**"
DAILY_CHANNEL: Final = (
    "**Quotation of the day**\n-# Posted daily at 09:00 UTC; no repeats until all have been shown. Off by "
    "default."
)
DAILY_CHANNEL_GONE: Final = "The channel for the quotation of the day no longer exists, so none is posted."


def narrowed(
    *, side: str | None, speaker: str | None, outlet: str | None, since: date | None, until: date | None
) -> str:
    """The filters of a topic; empty without any."""
    parts = (
        f"{side} only" if side else "",
        f"said by {speaker}" if speaker else "",
        f"published by {outlet}" if outlet else "",
        f"since {day(since.isoformat())}" if since else "",
        f"until {day(until.isoformat())}" if until else "",
    )
    return " · ".join(filter(None, parts))


def said_shown(first: int, last: int, total: int) -> str:
    """The numbers of a speaker's quotations that are shown."""
    if total == 1:
        return "1 quotation"
    if last - first + 1 == total:
        return f"{total:,} quotations, newest first"
    which = f"{first:,}–{last:,}" if last > first else f"{first:,}"
    return f"{which} of {total:,} quotations, newest first"


def unknown_speaker(given: str, near: Sequence[str]) -> str:
    """The reply to an unknown name."""
    unknown = f"No one called {given} is quoted on the record."
    return f"{unknown} Did you mean {_join(near)}?" if near else unknown


def several_speakers(given: str, near: Sequence[str]) -> str:
    """The reply to a name that fits several speakers."""
    return f"{given} could mean several speakers, such as {_join(near)}. Choose one from the list."


def _join(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
