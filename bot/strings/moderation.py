"""Every sentence that users read of settings, unanswered questions and privacy."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from discord.utils import format_dt

# What Discord shows beside a command.
MODERATION: Final = "For moderators: how the bot behaves here, and what it could not answer"
PRIVACY: Final = "What is kept of you"
PRIVACY_DELETE: Final = "Erase what is kept of you"
PRIVACY_SHOW: Final = "Show what is kept of you"
SETTINGS: Final = "Roles, channels, privacy and limits in this server"
UNANSWERED: Final = "The questions that the record could not answer"

# Who may.
MODERATORS_ONLY: Final = (
    "Only moderators of this server may do that: members with *Manage Messages*, or with a role that "
    "`/moderation settings` names."
)
OWNER_ONLY: Final = "Only the owner of the bot may do that."
OWNER_UNKNOWN: Final = "Discord does not tell me just now who owns me. Please try again."

# Settings.
ALL_CHANNELS: Final = "All channels"
AUDIT_CHANNEL: Final = (
    "**Audit channel**\n-# What is done to documents, settings and unanswered questions is posted there. "
    "None to begin with."
)
CHANGE_COOLDOWN: Final = "Change the limit"
CHANNELS: Final = (
    "**Channels in which I answer**\n"
    "-# A channel stands for its threads too. Where none is chosen, I answer in all."
)
COOLDOWN_MODAL: Final = "What one member may ask"
COOLDOWN_QUESTIONS: Final = "How many questions"
COOLDOWN_SECONDS: Final = "In how many seconds"
LEFT_EMPTY: Final = "Left empty, the bot's own limit holds."
MODERATOR_ROLES: Final = (
    "**Moderator roles**\n-# Beside all who have *Manage Messages*. For a role without it, Discord hides the "
    "moderators' commands until an administrator shows them to it, under Server Settings → Integrations → "
    "this bot."
)
NO_ANSWERS: Final = "I answer nowhere: choose channels"
NO_CHANNEL: Final = "No channel"
NO_ROLES: Final = "No roles"
PRIVATE: Final = (
    "**Who sees an answer**, where the command does not say\n-# Mentions are answered for all to see in any "
    "case."
)
PRIVATE_NO: Final = "Everybody in the channel"
PRIVATE_YES: Final = "Only who asked"
SETTINGS_HEADING: Final = "**How I behave in this server**\n-# What you choose holds at once and is noted."
STEPS: Final = "How to show them"
WHOLE_SERVER: Final = "That role is everybody's. Choose one that only moderators have."

# Unanswered questions.
ADD_SOURCE: Final = "Add a source"
ASK_AGAIN: Final = "Ask again"
ASKED_DIRECTLY: Final = "Asked in direct messages"
ASKED_HERE: Final = "Asked in this server"
DISMISS: Final = "Dismiss"
NEWER: Final = "Newer"
OLDER: Final = "Older"
NOW_ANSWERED: Final = "The record answers this now; the question is off the list."
NOTHING_UNANSWERED: Final = "No question waits for an answer."

# Followed questions.
FOLLOWED_ALREADY: Final = "You follow this question already. `/privacy show` lists all that you follow."
NEWS: Final = "You asked to be told: the record answers this question now."
TOLD_ONCE: Final = "-# You are told once. That you followed it is erased."
WHERE_ASKED: Final = "Where you asked"

# Privacy.
ERASE: Final = "Erase"
KEPT_OF_ALL: Final = (
    "**Of everybody**\nA question that the record cannot answer is kept as it was typed, without the name "
    "of who asked; so is one under whose answer somebody presses 👍 or 👎. Nothing else of a question is "
    "kept.\nHow far `/quote random` has come in a conversation "
    "is kept without naming it or anybody in it."
)
NO_ACTS: Final = "Nothing in the history of the record names you."
NO_FOLLOWED: Final = "You follow no question."
NOTHING_TO_ERASE: Final = "You follow no question, and no 👍 or 👎 of yours is kept."
WHY_ACTS_STAY: Final = (
    "The history of the record names who changed it, so that everybody can trust it. It stays, with your "
    "Discord id in it, also when the rest is erased."
)

ACTS: Final = {
    "add": ("document added", "documents added"),
    "edit": ("document edited", "documents edited"),
    "remove": ("document removed", "documents removed"),
    "restore": ("document restored", "documents restored"),
    "attribute": ("speaker corrected", "speakers corrected"),
    "undo": ("act undone", "acts undone"),
    "purge": ("document erased", "documents erased"),
    "set": ("setting changed", "settings changed"),
    "dismiss": ("question dismissed", "questions dismissed"),
    "answer": ("question marked as answered", "questions marked as answered"),
    "leave": ("server left by the bot", "servers left by the bot"),
    "return": ("return of the bot", "returns of the bot"),
}
"""All acts that the record notes, one and many."""


def answers_elsewhere(channels: Sequence[str]) -> str:
    """For a question in a channel in which the bot does not answer; the channels as mentions."""
    if not channels:
        return (
            "The channels in which I answer are gone. A moderator can choose others with "
            "`/moderation settings`."
        )
    *others, last = channels
    return f"In this server I answer in {' and '.join([', '.join(others), last] if others else [last])}."


def cooldown(questions: int, seconds: float, *, is_own: bool) -> str:
    """How many questions one member may ask."""
    whose = "Set for this server" if is_own else "The bot's own limit"
    return (
        f"**Limit**\nOne member may ask {count(questions, 'question', 'questions')} in "
        f"{count(seconds, 'second', 'seconds')}.\n-# {whose}."
    )


def bad_number(label: str, least: float, most: float) -> str:
    """For a number that cannot be read or does not fit."""
    return f"*{label}* takes a number from {least:,} to {most:,}, or nothing."


def warning(text: str) -> str:
    """Something that does not work as it is set."""
    return f"⚠️ {text}"


def roles_gone(number: int) -> str:
    """For moderator roles that were deleted."""
    return f"Of the moderator roles chosen, {count(number, 'no longer exists', 'no longer exist')}."


def channels_gone(number: int) -> str:
    """For channels to answer in that were deleted."""
    return f"Of the channels in which I answer, {count(number, 'no longer exists', 'no longer exist')}."


AUDIT_CHANNEL_GONE: Final = "The audit channel no longer exists. Nothing is posted."


def hidden_from(roles: Iterable[str]) -> str:
    """For moderator roles without Manage Messages."""
    return f"Without *Manage Messages*: {', '.join(roles)}. See below how Discord shows the commands there."


def asked(times: int, last: datetime) -> str:
    """How often a question was asked, and when last."""
    often = f"{times:,} times, last" if times > 1 else "once,"
    return f"asked {often} {format_dt(last, 'R')}"


def nearest(title: str) -> str:
    """The document that came nearest to answering."""
    return f"nearest: *{title}*"


def also_worded(wordings: Sequence[str], left_out: int) -> str:
    """Other wordings of a question."""
    more = f" · and {left_out} more" if left_out else ""
    return f"also: {' · '.join(wordings)}{more}"


def unanswered_heading(first: int, last: int, total: int, *, directly: bool, days: int) -> str:
    """What stands above the list."""
    where = "in direct messages" if directly else "in this server"
    shown = f"{first}–{last} of {total}, the newest first" if last - first < total - 1 else f"{total} in all"
    return (
        f"**Questions that the record did not answer**, asked {where}\n"
        f"-# {shown}. Kept without names, for {days} days."
    )


def following(days: int) -> str:
    """For who follows a question."""
    return (
        f"I will write to you when the record answers this, within {days} days. For that I keep that you "
        "follow it; `/privacy delete` erases that."
    )


def followed(question: str, since: datetime, link: str) -> str:
    """A followed question in the list of what is kept."""
    return f"- {question}\n-# followed since {format_dt(since, 'd')}, [asked here]({link})"


def followed_heading(number: int) -> str:
    """What stands above the followed questions."""
    return f"**You follow {count(number, 'question', 'questions')}**, to be told of the answer"


def acts(counts: Mapping[str, int]) -> str:
    """What the history names somebody for."""
    told = [f"{number} {ACTS[action][number > 1]}" for action, number in sorted(counts.items())]
    return f"**The history of the record names you**\n{', '.join(told)}\n-# {WHY_ACTS_STAY}"


def ask_to_erase(followed: int, given: int) -> str:
    """The question before erasing so many followed questions and so much feedback."""
    if not followed and not given:
        return NOTHING_TO_ERASE
    told = " I will not write to you about it then." if followed else ""
    return f"Erase {_erasable(followed, given)}?{told}"


def erased(followed: int, given: int) -> str:
    """After erasing."""
    return f"Erased: {_erasable(followed, given)}." if followed or given else NOTHING_TO_ERASE


def _erasable(followed: int, given: int) -> str:
    parts = (
        f"the note that you follow {count(followed, 'question', 'questions')}" if followed else "",
        f"your 👍 and 👎 on {count(given, 'quotation', 'quotations')}" if given else "",
    )
    return " and ".join(filter(None, parts))


def count(number: float, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,g} {one if number == 1 else many}"
