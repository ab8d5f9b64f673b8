"""Every sentence that users read when they go on talking after an answer."""

from datetime import date
from typing import Final

from bot.strings.answers import day

FOLLOW_UP: Final = "Follow up"
FORM: Final = "Go on asking"
FORM_GONE: Final = "That answer is no longer there to follow up. Please ask anew."
NO_MORE: Final = "The record has nothing more on that."
NOTHING_BEFORE: Final = "I do not know which answer you mean. Reply to one of mine, and ping me."
REMARK: Final = "What else?"
REMARK_EXAMPLES: Final = "and the other side? · since 2020? · who said that? · more"
UNSEEN: Final = (
    "Discord does not show me what replies to a command's answer say. Mention me in the reply, "
    "or press *Follow up* under the answer."
)
WHO: Final = "Who said it, and where:"


def narrowed(side: str | None, speaker: str | None, since: date | None, until: date | None) -> str:
    """What narrows a question down; nothing where nothing does."""
    parts = (
        f"only of {side}" if side else "",
        f"only what {speaker} said" if speaker else "",
        _span(since, until),
    )
    return " · ".join(filter(None, parts))


def _span(since: date | None, until: date | None) -> str:
    first = since and day(since.isoformat()[: 4 if (since.month, since.day) == (1, 1) else 10])
    last = until and day(until.isoformat()[: 4 if (until.month, until.day) == (12, 31) else 10])
    if first and first == last:
        return f"dated {first}"
    return " ".join(filter(None, (f"from {first} on" if first else "", f"until {last}" if last else "")))
