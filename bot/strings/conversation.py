"""The sentences of follow-ups."""

from datetime import date
from typing import Final

from bot.strings.answers import day

FOLLOW_UP: Final = "Follow up"
FORM: Final = "Ask a follow-up"
FORM_GONE: Final = "That answer is gone. Please ask again."
NO_MORE: Final = "The record has nothing more on that."
NOTHING_BEFORE: Final = "I'm not sure which answer you mean. Reply to one of my answers and mention me."
REMARK: Final = "Your follow-up question"
REMARK_EXAMPLES: Final = "and the other side? · since 2020? · who said that? · more"
UNSEEN: Final = (
    "Discord doesn't let me read replies to slash-command answers. Mention me in your reply, or press "
    "*Follow up* under the answer."
)
WHO: Final = "Sources, each with the first words of its quotation:"


def narrowed(side: str | None, speaker: str | None, since: date | None, until: date | None) -> str:
    """The filters of a question; empty without any."""
    parts = (
        f"{side} only" if side else "",
        f"said by {speaker}" if speaker else "",
        _span(since, until),
    )
    return " · ".join(filter(None, parts))


def _span(since: date | None, until: date | None) -> str:
    first = since and day(since.isoformat()[: 4 if (since.month, since.day) == (1, 1) else 10])
    last = until and day(until.isoformat()[: 4 if (until.month, until.day) == (12, 31) else 10])
    if first and first == last:
        return f"dated {first}"
    return " ".join(filter(None, (f"from {first}" if first else "", f"until {last}" if last else "")))
