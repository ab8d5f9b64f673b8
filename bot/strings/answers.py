"""The sentences of answers and of general replies. Quotations are never among them."""

import calendar
import math
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from discord.utils import format_dt

from bot.strings.plural import count
from index import Certainty

ALL_SOURCES: Final = "All sources"
BOT_NAME: Final = "On the Record"
BRIEFING: Final = "This project's briefing"
BRIEFING_LISTED: Final = "Briefing"
CITE: Final = "Copy citation"
CITED_IN_FILE: Final = "It's too long for a message, so here it is as plain text and as Markdown."
CITED_MARKDOWN: Final = "As Markdown:"
CITED_PLAIN: Final = "As plain text:"
CONTEXT: Final = "Context"
CUT: Final = "-# Too long for Discord; only the beginning is shown. See the source for the rest."
DISK_FULL: Final = "The bot's disk is full. Nothing was changed. Please let the bot's owner know."
ERASED: Final = "This quotation was erased, together with its source."
FAILED: Final = "Something went wrong and has been logged. Please try again."
FLAG: Final = "⚠️ "
"""The beginning of a flag, and of nothing else that is shown with a quotation."""
FOLLOW: Final = "Notify me when this is answered"
FOR_MODERATORS: Final = "**For moderators**, in a server"
GREETING: Final = (
    "Ask me a question and I'll answer with quotations from the record, each with its source. "
    "Use `/ask`, or mention me with your question."
)
IN_CONTEXT: Final = "-# The quotation in context (in bold):"
MENU: Final = "Find on the record"
NEXT: Final = "Next"
NOT_ALLOWED: Final = "You don't have permission to do that here."
NO_DOCUMENTS: Final = "There are no documents on the record yet."
NO_QUESTION: Final = "That message has no text of its own to search for."
NO_WIDER: Final = "-# That's as much as fits in one message."
OPEN_SOURCE: Final = "Open source"
OUTDATED: Final = "That button or form belongs to an older version of the bot. Please run the command again."
PREVIOUS: Final = "Previous"
QUESTION_GONE: Final = (
    "That question has been answered or dismissed, or has expired. If the record can't answer it, you can "
    "follow it by asking again."
)
QUOTATION_GONE: Final = "That quotation isn't on the record."
RECORD_FAILED: Final = "The record can't be read at the moment. This has been logged; please try again later."
SILENCE: Final = "The record doesn't answer this."
SUPERSEDED: Final = "A newer version of this document no longer contains these words."
UNATTRIBUTED: Final = "Unattributed"
WIDER: Final = "Wider"

CERTAINTY: Final = {
    Certainty.CLEAR: "strong match",
    Certainty.LIKELY: "possible match",
    Certainty.SILENT: "",
}
"""The estimate of how well the quotations answer."""

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"

PROMISE: Final = (
    "I answer only with quotations from the documents on the record, word for word, each with its "
    "source. I write nothing myself. If the record has no answer, I say so."
)

# Descriptions of commands and their options.
ABOUT: Final = "About this bot and its record"
ASK: Final = "Answer a question with quotations from the record"
ASK_PARTY: Final = "Only documents from this side"
ASK_PRIVATE: Final = "Show the answer only to you"
ASK_QUESTION: Final = "What do you want to know?"
ASK_SINCE: Final = "Published on or after this date, such as 2019-10-14 or 2019"
ASK_SPEAKER: Final = "Only what this person or organisation said"
ASK_UNTIL: Final = "Published on or before this date, such as 2021-12-31 or 2021"
HELP: Final = "How to use this bot"
SOURCES: Final = "Browse the documents on the record"
SOURCES_LIST: Final = "List the documents on the record"


def bad_date(option: str) -> str:
    """The reply to a date that cannot be read."""
    return f"I can't read the date in *{option}*. Write it as 2019-10-14, 2019-10 or 2019."


def too_soon(again: datetime, *, questions: int, seconds: float) -> str:
    """The reply to a user who has reached the limit. `again` is when they can ask next."""
    limit = f"{count(questions, 'question', 'questions')} in {count(seconds, 'second', 'seconds')}"
    return f"You've reached the limit of {limit}. You can ask again {format_dt(again, 'R')}."


def nearest(count: int) -> str:
    """The line above passages that do not answer."""
    if count == 1:
        return "-# Closest passage (it doesn't answer your question):"
    return "-# Closest passages (these don't answer your question):"


def day(partial: str) -> str:
    """A partial date as people write it, never broken over two lines: 14 October 2019, October 2019, 2019."""
    year, *rest = partial.split("-")
    month = [calendar.month_name[int(number)] for number in rest[:1]]
    return _NO_BREAK.join([*(str(int(number)) for number in rest[1:]), *month, year])


def events(published: str | None) -> str:
    """The events that a briefing covers, after its name."""
    return f" on events up to {day(published)}" if published else ""


def up_to(published: str | None) -> str:
    """The date of a briefing, which is that of the latest event in it."""
    return f"Events up to {day(published)}" if published else ""


def origin(*, kind: str, author: str | None, publisher: str | None, published: str | None) -> str:
    """The kind of a document, its author, publisher and date."""
    parts = (
        f"{kind.capitalize()} by {author}" if author else kind.capitalize(),
        f"published by {publisher}" if publisher else "",
        day(published) if published else "",
    )
    return ", ".join(filter(None, parts))


def reported_by(reporter: str) -> str:
    """The label of a position that someone else reports."""
    return f"reported by {reporter}" if reporter else "reported"


def reports(party: str, *, contends: bool) -> str:
    """The label of a briefing's sentence, which reports a side's position or words."""
    return f"states the position of {party}" if contends else f"reports what {party} said"


def also_in(count: int) -> str:
    """In how many other documents the same words are found."""
    if count == 0:
        return ""
    return "also in another document" if count == 1 else f"also in {count} other documents"


def missing(party: str) -> str:
    """The line for a side from which no quotation answers."""
    return f"-# Nothing from {party} answers this."


def missing_others(count: int) -> str:
    """The line for further such sides."""
    return f"-# Nor from {count} other {'side' if count == 1 else 'sides'}."


def flag(told: str) -> str:
    """The mark of a quotation whose source or words have changed since."""
    return f"{FLAG}{told}"


def taken_off(at: datetime, reason: str) -> str:
    """The flag of a quotation whose source was removed."""
    told = f"This source was removed from the record on {format_dt(at, 'D')}"
    return f"{told}: {reason}" if reason else f"{told}."


def page(number: int | None) -> str:
    """The page of a PDF file on which the words begin; empty for a text without pages."""
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
    """The speaker, title, publisher, date, page and id of a quotation, to be copied."""
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
    """The text with ordinary spaces: what is copied may be broken over two lines."""
    return told.replace(_NO_BREAK, " ")


def more(count: int) -> str:
    """The number of further quotations; empty for none."""
    return f"-# and {count} more" if count else ""


def identified(quotation: str) -> str:
    """The id of a quotation, never broken over two lines."""
    return f"ID{_NO_BREAK}{quotation}"


def shown(first: int, last: int, total: int) -> str:
    """The numbers of the quotations shown."""
    if total == 1:
        return "1 quotation"
    if last - first + 1 == total:
        return f"{total} quotations"
    return f"{first}–{last} of {total} quotations" if last > first else f"{first} of {total} quotations"


def documents_shown(first: int, last: int, total: int) -> str:
    """The numbers of the documents shown, in the order of their dates."""
    if total == 1:
        return "1 document"
    if first == last:
        return f"Document {first:,} of {total:,}, oldest first"
    return f"Documents {first:,}–{last:,} of {total:,}, oldest first"


def command(name: str, description: str) -> str:
    """A command in a list of commands."""
    return f"`/{name}` {description}"


def about(*, version: str, documents: int, characters: int, newest: str | None, latency: float) -> str:
    """The bot in figures. `latency` is in seconds; not a finite number without a connection."""
    lines = [
        f"Version {version}",
        f"{count(documents, 'document', 'documents')}, {count(characters, 'character', 'characters')}",
        f"Newest document: {day(newest)}" if newest else "",
        f"Discord latency: {1000 * latency:.0f} ms" if math.isfinite(latency) else "",
    ]
    return "\n".join(filter(None, lines))


def unknown_party(names: Sequence[str], left_out: int = 0) -> str:
    """The reply to an unknown side: the known ones, and how many more there are."""
    if not names:
        return "This record has no sides to choose from."
    more = f" and {left_out} more" if left_out else ""
    return f"There's no such side. Choose one of these: {', '.join(names)}{more}."


def trial_open(url: str) -> str:
    """The address of the trial's page."""
    return f"Open {url} (copy all of it, including the part after #). Press Ctrl-C to stop."


def trial_topic(mention: str) -> str:
    """The topic of the trial's channel. `mention` is how the bot is mentioned there."""
    return f"Ask with /ask, or mention the bot: {mention} your question"
