"""The sentences of settings, unanswered questions, followed questions and privacy."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from discord.utils import format_dt

from bot.strings.plural import count

# Descriptions of commands.
MODERATION: Final = "For moderators: settings, unanswered questions, feedback and the log of changes"
PRIVACY: Final = "What the bot stores about you"
PRIVACY_DELETE: Final = "Delete what the bot stores about you"
PRIVACY_SHOW: Final = "Show what the bot stores about you"
SETTINGS: Final = "Change roles, channels, privacy and limits in this server"
UNANSWERED: Final = "List the questions that the record couldn't answer"

# Permissions.
MODERATORS_ONLY: Final = (
    "Only moderators of this server can do that: members with *Manage Messages*, or with a role chosen in "
    "`/moderation settings`."
)
OWNER_ONLY: Final = "Only the bot's owner can do that."
OWNER_UNKNOWN: Final = "Discord can't confirm who owns this bot right now. Please try again."

# Settings.
ALL_CHANNELS: Final = "All channels"
AUDIT_CHANNEL: Final = (
    "**Audit channel**\n-# Changes to documents, settings and unanswered questions are posted here. Off by "
    "default."
)
CHANGE_COOLDOWN: Final = "Change the limit"
CHANNELS: Final = (
    "**Channels the bot answers in**\n-# Includes threads. If none is chosen, the bot answers everywhere."
)
COOLDOWN_MODAL: Final = "Limit for each member"
COOLDOWN_QUESTIONS: Final = "Number of questions"
COOLDOWN_SECONDS: Final = "Number of seconds"
LEFT_EMPTY: Final = "Leave empty to use the bot's default limit."
MODERATOR_ROLES: Final = (
    "**Moderator roles**\n-# In addition to everyone with *Manage Messages*. Discord hides the moderators' "
    "commands from a role without that permission until an administrator allows them under Server Settings → "
    "Integrations → this bot."
)
NO_ANSWERS: Final = "The bot answers nowhere: choose channels"
NO_CHANNEL: Final = "No channel"
NO_ROLES: Final = "No roles"
PRIVATE: Final = "**Default visibility of answers**\n-# Mentions are always answered publicly."
PRIVATE_NO: Final = "Everyone in the channel"
PRIVATE_YES: Final = "Only the person who asked"
SETTINGS_HEADING: Final = "**Settings for this server**\n-# Changes take effect at once and are logged."
STEPS: Final = "How to show the commands"
WHOLE_SERVER: Final = "Everyone in the server has that role. Choose one that only moderators have."

# Unanswered questions.
ADD_SOURCE: Final = "Add a source"
ASK_AGAIN: Final = "Ask again"
ASKED_DIRECTLY: Final = "Asked in direct messages"
ASKED_HERE: Final = "Asked in this server"
DISMISS: Final = "Dismiss"
NEWER: Final = "Newer"
OLDER: Final = "Older"
NOW_ANSWERED: Final = "The record now answers this question, so it was removed from the list."
NOTHING_UNANSWERED: Final = "No unanswered questions."

# Followed questions.
FOLLOWED_ALREADY: Final = (
    "You're already following this question. `/privacy show` lists all the questions that you follow."
)
NEWS: Final = "The record now answers a question that you follow."
TOLD_ONCE: Final = "-# You won't be notified again; your follow was deleted."
WHERE_ASKED: Final = "Where you asked"

# Privacy.
ERASE: Final = "Delete"
KEPT_OF_ALL: Final = (
    "**About everyone**\nA question that the record can't answer is stored as typed, without the name of the "
    "person who asked. The same goes for a question whose answer gets a 👍 or 👎. Nothing else about "
    "questions is stored.\nHow far `/quote random` has got in a conversation is stored without naming it "
    "or anyone in it."
)
NO_ACTS: Final = "You don't appear in the history."
NO_FOLLOWED: Final = "You aren't following any questions."
NOTHING_TO_ERASE: Final = (
    "There's nothing to delete: you aren't following any questions, and no 👍 or 👎 from you is stored."
)
WHY_ACTS_STAY: Final = (
    "The history shows who changed the record, so that everyone can trust it. It keeps your Discord ID even "
    "if you delete the rest."
)

ACTS: Final = {
    "add": ("document added", "documents added"),
    "edit": ("document edited", "documents edited"),
    "remove": ("document removed", "documents removed"),
    "restore": ("document restored", "documents restored"),
    "attribute": ("speaker corrected", "speakers corrected"),
    "undo": ("change undone", "changes undone"),
    "purge": ("document erased", "documents erased"),
    "set": ("setting changed", "settings changed"),
    "dismiss": ("question dismissed", "questions dismissed"),
    "answer": ("question marked as answered", "questions marked as answered"),
    "leave": ("server left by the bot", "servers left by the bot"),
    "return": ("return of the bot", "returns of the bot"),
}
"""All kinds of changes, in the singular and the plural."""


def answers_elsewhere(channels: Sequence[str]) -> str:
    """The reply in a channel that the bot does not answer in; `channels` are mentions."""
    if not channels:
        return (
            "The channels I answer in no longer exist. A moderator can choose others with "
            "`/moderation settings`."
        )
    *others, last = channels
    return (
        f"In this server, I only answer in {' and '.join([', '.join(others), last] if others else [last])}."
    )


def cooldown(questions: int, seconds: float, *, is_own: bool) -> str:
    """The limit for each member."""
    whose = "Set for this server" if is_own else "The bot's default limit"
    return (
        f"**Limit**\nEach member can ask {count(questions, 'question', 'questions')} in "
        f"{count(seconds, 'second', 'seconds')}.\n-# {whose}."
    )


def bad_number(label: str, least: float, most: float) -> str:
    """The reply to a number that is not valid."""
    return f"*{label}* must be a number from {least:,} to {most:,}, or empty."


def warning(text: str) -> str:
    """A setting that does not work."""
    return f"⚠️ {text}"


def roles_gone(number: int) -> str:
    """The warning about chosen moderator roles that were deleted."""
    return f"{count(number, 'moderator role no longer exists', 'moderator roles no longer exist')}."


def channels_gone(number: int) -> str:
    """The warning about chosen channels that were deleted."""
    which = count(
        number, "channel the bot answers in no longer exists", "channels the bot answers in no longer exist"
    )
    return f"{which}."


AUDIT_CHANNEL_GONE: Final = "The audit channel no longer exists, so changes aren't posted."


def hidden_from(roles: Iterable[str]) -> str:
    """The warning about moderator roles without Manage Messages."""
    return f"Roles without *Manage Messages*: {', '.join(roles)}. See below how to show them the commands."


def asked(times: int, last: datetime) -> str:
    """The number of times a question was asked, and the last time."""
    often = f"{times:,} times, last" if times > 1 else "once,"
    return f"asked {often} {format_dt(last, 'R')}"


def nearest(title: str) -> str:
    """The document with the closest passage."""
    return f"closest: *{title}*"


def also_worded(wordings: Sequence[str], left_out: int) -> str:
    """Other wordings of a question."""
    more = f" · and {left_out} more" if left_out else ""
    return f"also: {' · '.join(wordings)}{more}"


def unanswered_heading(first: int, last: int, total: int, *, directly: bool, days: int) -> str:
    """The heading of the list."""
    where = "from direct messages" if directly else "in this server"
    shown = f"{first}–{last} of {total}, newest first" if last - first < total - 1 else f"{total} in total"
    return (
        f"**Unanswered questions** {where}\n"
        f"-# {shown}. Stored without names for {count(days, 'day', 'days')}."
    )


def following(days: int) -> str:
    """The reply to a user who now follows a question."""
    return (
        f"I'll message you if the record answers this within {count(days, 'day', 'days')}. To do that, I "
        "store that you follow this question; `/privacy delete` removes it."
    )


def followed(question: str, since: datetime, link: str) -> str:
    """A followed question in the list of what is stored."""
    return f"- {question}\n-# followed since {format_dt(since, 'd')}, [asked here]({link})"


def followed_heading(number: int) -> str:
    """The heading of the followed questions."""
    return f"**You follow {count(number, 'question', 'questions')}**"


def acts(counts: Mapping[str, int]) -> str:
    """The number of times the history names a user, by kind of change."""
    told = [f"{number} {ACTS[action][number > 1]}" for action, number in sorted(counts.items())]
    return f"**You appear in the history of the record**\n{', '.join(told)}\n-# {WHY_ACTS_STAY}"


def ask_to_erase(followed: int, given: int) -> str:
    """The confirmation before that many followed questions and that much feedback are deleted."""
    if not followed and not given:
        return NOTHING_TO_ERASE
    told = " I won't message you about any answers then." if followed else ""
    return f"Delete {_erasable(followed, given)}?{told}"


def erased(followed: int, given: int) -> str:
    """The reply after deleting."""
    return f"Deleted: {_erasable(followed, given)}." if followed or given else NOTHING_TO_ERASE


def _erasable(followed: int, given: int) -> str:
    parts = (
        f"your {'follow' if followed == 1 else 'follows'} of {count(followed, 'question', 'questions')}"
        if followed
        else "",
        f"your 👍 and 👎 on {count(given, 'quotation', 'quotations')}" if given else "",
    )
    return " and ".join(filter(None, parts))
