"""Every sentence that users read, in one place. Quotations are never among them."""

from datetime import datetime
from typing import Final

from discord.utils import format_dt

from index.parties import Parties

BOT_NAME: Final = "On the Record"
BRIEFING: Final = "This project's briefing"
CONTEXT: Final = "Context"
CUT: Final = "-# Longer than Discord shows: only its beginning is here. The rest stands in the source."
FAILED: Final = "Something went wrong. It is logged; please try again."
GREETING: Final = (
    "Ask me a question and I answer with quotations from the record, each with its source. "
    "Use `/ask`, or mention me with your question."
)
NEAREST: Final = "The nearest passages, which are not an answer:"
NEXT: Final = "Next"
NOT_ALLOWED: Final = "You may not do that here."
NO_DOCUMENTS: Final = "There are no documents on the record yet."
OPEN_SOURCE: Final = "Open source"
PREVIOUS: Final = "Previous"
QUOTATION_GONE: Final = "That quotation is not on the record."
RECORD_FAILED: Final = "The record cannot be read just now. It is logged; please try again later."
SILENCE: Final = "The record does not answer this."
UNATTRIBUTED: Final = "Unattributed"
WIDER: Final = "Wider"

PROMISE: Final = (
    "I answer only with quotations from the documents on the record, word for word, each with its "
    "source. I write nothing of my own: where nothing on the record answers, I say so."
)
OTHER_WAYS: Final = "Mention me, reply to me or write to me directly: I take that as `/ask`."


def bad_date(option: str) -> str:
    """For a date that cannot be read."""
    return f"I cannot read the date in *{option}*. Write it as 2019-10-14, 2019-10 or 2019."


def too_soon(again: datetime) -> str:
    """For a user who asks more than is allowed."""
    return f"That was quick. Try again {format_dt(again, 'R')}."


def shown(first: int, last: int, total: int) -> str:
    """Which of the quotations are shown."""
    if total == 1:
        return "1 quotation"
    if last - first + 1 == total:
        return f"{total} quotations"
    return f"{first}–{last} of {total} quotations" if last > first else f"{first} of {total} quotations"


def documents_shown(first: int, last: int, total: int) -> str:
    """Which of the documents are shown."""
    return f"{first}–{last} of {total} documents"


def command(name: str, description: str) -> str:
    """A command in the list of all."""
    return f"`/{name}` {description}"


def about(*, version: str, documents: int, characters: int, newest: str | None, latency: float) -> str:
    """The bot in figures. `latency` is in seconds; not a number where there is no connection."""
    lines = [
        f"Version {version}",
        f"{documents} documents, {characters:,} characters",
        f"The newest is of {newest}." if newest else "",
        f"Discord answers in {1000 * latency:.0f} ms." if latency == latency else "",
    ]
    return "\n".join(filter(None, lines))


def unknown_party(parties: Parties) -> str:
    """For a side that nobody listed."""
    names = ", ".join(party.name for party in parties.parties.values())
    return f"There is no such side. The sides are {names}." if names else "No sides are listed."


def trial_open(url: str) -> str:
    """Where the trial's page is."""
    return f"The bot is at {url} (the whole of it, with what follows the #). Ctrl-C ends it."


def trial_topic(mention: str) -> str:
    """What the channel of the trial says above. `mention` is how the bot is mentioned there."""
    return f"Ask with /ask, or mention the bot: {mention} your question"
