"""Every sentence that users read of feedback on quotations."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.strings.moderation import count
from index.domain.feedback import FeedbackReason, Rating

COMMAND: Final = "The quotations that users found helpful or not, and what is wrong with them"

LABELS: Final = {Rating.HELPFUL: "👍", Rating.UNHELPFUL: "👎"}

NOT_KEPT: Final = "Your 👎 is not kept any more. Press it again, and say then what is wrong."
NOTHING: Final = "Nobody has said of a quotation here whether it helps."
SAY: Final = "Say what is wrong"
TAKEN_BACK: Final = "Taken back: nothing of it is kept."
THANKS: Final = "Thank you. It is kept, without your name."

FORM: Final = "What is wrong with it?"
FORM_REASON: Final = "What is wrong"
FORM_TEXT: Final = "In your words"
FORM_TEXT_HINT: Final = "If you like. It is kept without your name."

REASONS: Final = {
    FeedbackReason.SPEAKER: "Wrong speaker",
    FeedbackReason.NO_ANSWER: "Does not answer",
    FeedbackReason.SOURCE: "Wrong source details",
    FeedbackReason.OTHER: "Something else",
}


def noted(verdict: Rating, *, with_question: bool) -> str:
    """For who pressed a button."""
    other = Rating.UNHELPFUL if verdict is Rating.HELPFUL else Rating.HELPFUL
    kept = "with the question, without your name" if with_question else "without your name"
    return f"Noted {LABELS[verdict]}, {kept}. Press again to take it back, or {LABELS[other]} to change it."


def heading(first: int, last: int, total: int, *, days: int) -> str:
    """What stands above the list."""
    shown = f"{first}–{last} of {total}" if last - first < total - 1 else f"{total} in all"
    return (
        f"**Feedback on quotations in this server**\n"
        f"-# {shown}, the most 👎 first. Kept without names, for {days} days."
    )


def counted(helpful: int, unhelpful: int, quotation: str) -> str:
    """How often a quotation was helpful or not, and the command that shows it."""
    return f"**👎 {unhelpful:,} · 👍 {helpful:,}** · `/quote show {quotation}`"


def quoted(text: str, title: str) -> str:
    """The beginning of a quotation, and its document."""
    return f"“{text}”\n-# in *{title}*"


def asked(question: str, others: int) -> str:
    """The question that a quotation was to answer."""
    return f"-# asked: {question}{_more(others)}"


def reasons(counts: Mapping[FeedbackReason, int]) -> str:
    """What is wrong with a quotation, and how often that was said."""
    return f"-# {' · '.join(f'{REASONS[reason]} {number:,}' for reason, number in counts.items())}"


def said(texts: Iterable[str], others: int) -> str:
    """What users wrote."""
    return f"-# {' · '.join(f'“{text}”' for text in texts)}{_more(others)}"


def given(number: int) -> str:
    """How much feedback of somebody is kept."""
    if not number:
        return NO_FEEDBACK
    quotations = count(number, "quotation", "quotations")
    return f"**You pressed 👍 or 👎** on {quotations}. That is kept without your name."


NO_FEEDBACK: Final = "No 👍 or 👎 of yours is kept."


def _more(number: int) -> str:
    return f" · and {number:,} more" if number > 0 else ""
