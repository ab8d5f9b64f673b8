"""The sentences of feedback on quotations."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.strings.plural import count
from index import FeedbackReason, Rating

COMMAND: Final = "List the quotations with feedback, and what users say is wrong with them"

LABELS: Final = {Rating.HELPFUL: "👍", Rating.UNHELPFUL: "👎"}

NOT_KEPT: Final = "Your 👎 is no longer stored. Press it again, then say what's wrong."
NOTHING: Final = "No feedback in this server yet."
SAY: Final = "Say what's wrong"
TAKEN_BACK: Final = "Undone. Your feedback was deleted."
THANKS: Final = "Thank you. Saved without your name."

FORM: Final = "What's wrong with this quotation?"
FORM_REASON: Final = "Reason"
FORM_TEXT: Final = "In your own words"
FORM_TEXT_HINT: Final = "Optional. Saved without your name."

REASONS: Final = {
    FeedbackReason.SPEAKER: "Wrong speaker",
    FeedbackReason.NO_ANSWER: "Doesn't answer the question",
    FeedbackReason.SOURCE: "Wrong source details",
    FeedbackReason.OTHER: "Something else",
}


def noted(verdict: Rating, *, with_question: bool) -> str:
    """The reply to a press of 👍 or 👎."""
    other = Rating.UNHELPFUL if verdict is Rating.HELPFUL else Rating.HELPFUL
    kept = "with the question, without your name" if with_question else "without your name"
    return f"Saved {LABELS[verdict]} {kept}. Press again to undo, or {LABELS[other]} to change it."


def heading(first: int, last: int, total: int, *, days: int) -> str:
    """The heading of the list."""
    shown = f"{first}–{last} of {total}" if last - first < total - 1 else f"{total} in total"
    return (
        f"**Feedback on quotations in this server**\n"
        f"-# {shown}, most 👎 first. Stored without names for {count(days, 'day', 'days')}."
    )


def counted(helpful: int, unhelpful: int, quotation: str) -> str:
    """The counts of 👎 and 👍 for a quotation, and the command that shows it."""
    return f"**👎 {unhelpful:,} · 👍 {helpful:,}** · `/quote show {quotation}`"


def quoted(text: str, title: str) -> str:
    """The beginning of a quotation, and its document."""
    return f"“{text}”\n-# in *{title}*"


def asked(question: str, others: int) -> str:
    """The question that a quotation was meant to answer."""
    return f"-# asked: {question}{_more(others)}"


def reasons(counts: Mapping[FeedbackReason, int]) -> str:
    """The reasons for 👎, and how often each was given."""
    return f"-# {' · '.join(f'{REASONS[reason]} {number:,}' for reason, number in counts.items())}"


def said(texts: Iterable[str], others: int) -> str:
    """The comments of users."""
    return f"-# {' · '.join(f'“{text}”' for text in texts)}{_more(others)}"


def given(number: int) -> str:
    """The amount of a user's stored feedback."""
    if not number:
        return NO_FEEDBACK
    quotations = count(number, "quotation", "quotations")
    return f"**You pressed 👍 or 👎** on {quotations}. This is stored without your name."


NO_FEEDBACK: Final = "No 👍 or 👎 from you is stored."


def _more(number: int) -> str:
    return f" · and {number:,} more" if number > 0 else ""
