"""Every sentence that users read, in one place. Quotations are never among them."""

import calendar
import math
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from discord.utils import format_dt

from index import Certainty

ALL_SOURCES: Final = "All sources"
BOT_NAME: Final = "On the Record"
BRIEFING: Final = "This project's briefing"
BRIEFING_LISTED: Final = "Briefing"
CITE: Final = "Copy citation"
CITED_IN_FILE: Final = "It is too long for a message; here it is as plain text and as Markdown."
CITED_MARKDOWN: Final = "As Markdown:"
CITED_PLAIN: Final = "As plain text:"
CONTEXT: Final = "Context"
CUT: Final = "-# Longer than Discord shows: only its beginning is here. The rest stands in the source."
DISK_FULL: Final = "There is no room left where I keep the record. Nothing was changed; tell whoever runs me."
ERASED: Final = "This quotation was erased: its source is no longer kept."
FAILED: Final = "Something went wrong. It is logged; please try again."
FLAG: Final = "⚠️ "
"""How a flag begins; nothing else that stands beside a quotation does."""
FOLLOW: Final = "Tell me when this is answered"
FOR_MODERATORS: Final = "**For moderators**, in a server"
GREETING: Final = (
    "Ask me a question and I answer with quotations from the record, each with its source. "
    "Use `/ask`, or mention me with your question."
)
IN_CONTEXT: Final = "-# The quotation, in bold, where it stands:"
NEAREST: Final = "-# What comes nearest, and is not an answer:"
MENU: Final = "Find on the record"
NEXT: Final = "Next"
NOT_ALLOWED: Final = "You may not do that here."
NO_DOCUMENTS: Final = "There are no documents on the record yet."
NO_QUESTION: Final = "That message has no text of its own to look for."
NO_WIDER: Final = "-# More than this does not fit into one message."
OPEN_SOURCE: Final = "Open source"
OUTDATED: Final = "That is of an earlier version of me, which I no longer know. Please use the command anew."
PREVIOUS: Final = "Previous"
QUESTION_GONE: Final = "That question is no longer kept. If you ask it again, it is."
QUOTATION_GONE: Final = "That quotation is not on the record."
RECORD_FAILED: Final = "The record cannot be read just now. It is logged; please try again later."
SILENCE: Final = "The record does not answer this."
SUPERSEDED: Final = "A newer version of this document no longer has these words."
UNATTRIBUTED: Final = "Unattributed"
WIDER: Final = "Wider"

CERTAINTY: Final = {
    Certainty.CLEAR: "a clear answer",
    Certainty.LIKELY: "a likely answer",
    Certainty.SILENT: "",
}
"""How surely the record answers, in what is shown."""

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"

PROMISE: Final = (
    "I answer only with quotations from the documents on the record, word for word, each with its "
    "source. I write nothing of my own: where nothing on the record answers, I say so."
)

# What Discord shows beside a command and its options.
ABOUT: Final = "What this bot is, and how large its record is"
ASK: Final = "Quotations from the record that answer your question"
ASK_PARTY: Final = "Only documents of this side"
ASK_PRIVATE: Final = "Only you see the answer"
ASK_QUESTION: Final = "What do you want to know?"
ASK_SINCE: Final = "Published on this day or later, such as 2019-10-14 or 2019"
ASK_SPEAKER: Final = "Only what this person or body said"
ASK_UNTIL: Final = "Published on this day or earlier, such as 2021-12-31 or 2021"
HELP: Final = "What you can ask of this bot"
SOURCES: Final = "The documents on the record"
SOURCES_LIST: Final = "List the documents on the record"


def bad_date(option: str) -> str:
    """For a date that cannot be read."""
    return f"I cannot read the date in *{option}*. Write it as 2019-10-14, 2019-10 or 2019."


def too_soon(again: datetime) -> str:
    """For a user who asks more than is allowed."""
    return f"That was quick. Try again {format_dt(again, 'R')}."


def day(partial: str) -> str:
    """A partial date as people write it, never broken over two lines: 14 October 2019, October 2019, 2019."""
    year, *rest = partial.split("-")
    month = [calendar.month_name[int(number)] for number in rest[:1]]
    return _NO_BREAK.join([*(str(int(number)) for number in rest[1:]), *month, year])


def events(published: str | None) -> str:
    """What a briefing is on, after its name."""
    return f" on {up_to(published)}" if published else ""


def up_to(published: str | None) -> str:
    """The date of a briefing, which is that of the latest event in it."""
    return f"events to {day(published)}" if published else ""


def origin(*, kind: str, author: str | None, publisher: str | None, published: str | None) -> str:
    """What sort of document, by whom, published by whom, and when."""
    parts = (
        f"{kind.capitalize()} by {author}" if author else kind.capitalize(),
        f"published by {publisher}" if publisher else "",
        day(published) if published else "",
    )
    return ", ".join(filter(None, parts))


def reported_by(reporter: str) -> str:
    """For a position that is told in somebody else's words."""
    return f"reported by {reporter}" if reporter else "reported"


def reports(party: str, *, contends: bool) -> str:
    """For a briefing's sentence that gives the position of a side, or what somebody else told."""
    return f"gives the position of {party}" if contends else f"gives what {party} said"


def also_in(count: int) -> str:
    """For words that stand in other documents as well."""
    if count == 0:
        return ""
    return "also in another document" if count == 1 else f"also in {count} other documents"


def missing(party: str) -> str:
    """For a side of which there is no quotation that answers."""
    return f"-# No quotation from {party} on the record answers this."


def missing_others(count: int) -> str:
    """For so many more such sides."""
    return f"-# Nor does one from {count} others."


def flag(told: str) -> str:
    """What stands at a quotation that does not stand as it did."""
    return f"{FLAG}{told}"


def taken_off(at: datetime, reason: str) -> str:
    """For a source that may be quoted no longer."""
    told = f"This source was taken off the record on {format_dt(at, 'D')}"
    return f"{told}: {reason}" if reason else f"{told}."


def page(number: int | None) -> str:
    """Where in a PDF file the words begin; nothing for a text without pages."""
    return f"page {number}" if number else ""


def citation(
    title: str,
    *,
    speaker: str | None,
    publisher: str | None,
    published: str | None,
    page: int | None,
    quotation: str,
) -> str:
    """Who said it, in what, where, when, on which page, and by which id it is found again."""
    parts = (
        speaker,
        title,
        publisher,
        _with_spaces(day(published)) if published else None,
        f"p. {page}" if page else None,
        _with_spaces(identified(quotation)),
    )
    return ", ".join(filter(None, parts))


def _with_spaces(told: str) -> str:
    """For what is copied: it may be broken over two lines."""
    return told.replace(_NO_BREAK, " ")


def more(count: int) -> str:
    """For what has no room."""
    return f"-# and {count} more" if count else ""


def identified(quotation: str) -> str:
    """The id by which a quotation is found again, never broken over two lines."""
    return f"ID{_NO_BREAK}{quotation}"


def shown(first: int, last: int, total: int) -> str:
    """Which of the quotations are shown."""
    if total == 1:
        return "1 quotation"
    if last - first + 1 == total:
        return f"{total} quotations"
    return f"{first}–{last} of {total} quotations" if last > first else f"{first} of {total} quotations"


def documents_shown(first: int, last: int, total: int) -> str:
    """Which of the documents are shown, by their numbers in the order of their dates."""
    return f"{first}–{last} of {total} documents, the earliest first"


def command(name: str, description: str) -> str:
    """A command in the list of all."""
    return f"`/{name}` {description}"


def about(*, version: str, documents: int, characters: int, newest: str | None, latency: float) -> str:
    """The bot in figures. `latency` is in seconds; not a finite number where there is no connection."""
    lines = [
        f"Version {version}",
        f"{documents} documents, {characters:,} characters",
        f"Newest document: {day(newest)}" if newest else "",
        f"Discord takes {1000 * latency:.0f} ms to answer the bot." if math.isfinite(latency) else "",
    ]
    return "\n".join(filter(None, lines))


def unknown_party(names: Sequence[str], left_out: int = 0) -> str:
    """For a side that nobody listed: those that are, and how many others there are."""
    told = ", ".join([*names, *([f"and {left_out} more"] if left_out else [])])
    return f"There is no such side. The sides are {told}." if told else "No sides are listed."


def trial_open(url: str) -> str:
    """Where the trial's page is."""
    return f"The bot is at {url} (the whole of it, with what follows the #). Ctrl-C ends it."


def trial_topic(mention: str) -> str:
    """What stands above the channel of the trial. `mention` is how the bot is mentioned there."""
    return f"Ask with /ask, or mention the bot: {mention} your question"
