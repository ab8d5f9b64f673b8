"""Every error of the bot, with the sentence that users read.

BotError
├── BadSettings        a setting with an unknown name or a wrong value
├── CannotStart        no token, a wrong one, or no way to Discord
├── BadOption          an option of a command that does not fit
├── BadSource          nothing to add, several things at once, or one too large or too slow
├── DraftGone          a preview that is over
├── LacksPermissions   a question where the bot may not answer as it should
├── NotAllowed         something that only others may do
├── NotHere            a question in a channel in which the bot does not answer
├── UnknownHere        a document that is not in this server, or cannot come back
├── QuotationRemoved   a quotation whose source was taken off the record
├── Stopped            work on a document, as the bot is being stopped
├── TooManyDrafts      more previews than one server may have open
└── TooSoon            more questions than one user may ask at once
"""

import logging
from datetime import datetime
from typing import Any, Final

import discord
from discord import app_commands

from bot.discord_api.errors import (
    ALREADY_ACKNOWLEDGED,
    DISCORD_ERRORS,
    describe_discord_error,
    explain_discord_error,
    explain_missing_permission,
    is_expected,
    is_expired,
)
from bot.markdown import escape
from bot.strings import answers as words
from bot.strings import documents as document_words
from bot.strings import feedback as feedback_words
from bot.strings import lifecycle as keeping_words
from index.errors import (
    DiskFull,
    NothingToUndo,
    NotYours,
    PurgedDocument,
    QuotaReached,
    RecordError,
    TooManyFollowed,
    UnknownDocument,
    UnknownFeedback,
    UnknownQuestion,
    UnknownQuotation,
    UnreadableDocument,
    UnusableQuestion,
    UnverifiableText,
)

log = logging.getLogger(__name__)


class BotError(Exception):
    """Base of the errors that the bot raises on purpose."""


class BadSettings(BotError):
    """A setting with an unknown name or a wrong value."""


class CannotStart(BotError):
    """No token, a wrong one, or no way to Discord."""


class BadOption(BotError):
    """An option of a command that does not fit. The message is for the user."""


class BadSource(BotError):
    """Nothing to add, several things at once, or one too large or too slow. The message is for the user."""


class DraftGone(BotError):
    """A preview that is over: added, cancelled, expired, or of a bot that was restarted since.

    The message is for the user.
    """


class LacksPermissions(BotError):
    """A question where the bot may not answer as it should. The message is for the user."""


class NotAllowed(BotError):
    """Something that only moderators, or the owner of the bot, may do. The message is for the user."""


class NotHere(BotError):
    """A question in a channel in which the bot does not answer. The message is for the user."""


class UnknownHere(BotError):
    """A document that is not in this server, or that cannot come back. The message is for the user."""


class QuotationRemoved(BotError):
    """A quotation whose source was taken off the record. The message is for the user."""


class Stopped(BotError):
    """Work on a document that ends as the bot is being stopped; nothing is half done.

    The message is for the user.
    """


class TooManyDrafts(BotError):
    """More previews, or larger ones, than one server may have open. The message is for the user."""


class TooSoon(BotError):
    """More questions than one user may ask in some seconds. `again` is when the next may come."""

    def __init__(self, again: datetime, *, questions: int, seconds: float) -> None:
        super().__init__(f"not before {again}")
        self.again = again
        self.questions = questions
        self.seconds = seconds


def explain(error: BaseException) -> str:
    """The sentence for the user. What nobody foresaw is logged with its traceback."""
    match error:
        case app_commands.CommandInvokeError():
            return explain(error.original)
        case TooSoon():
            return words.too_soon(error.again, questions=error.questions, seconds=error.seconds)
        case BadOption() | BadSource() | DraftGone() | LacksPermissions() | NotAllowed():
            return str(error)
        case NotHere() | QuotationRemoved() | Stopped() | TooManyDrafts() | UnknownHere():
            return str(error)
        case _ if is_expected(error):
            log.warning("Discord refused something (%s).", describe_discord_error(error))
            return explain_discord_error(error)
        case app_commands.CheckFailure():
            return words.NOT_ALLOWED
        case RecordError():
            return _explain_record(error)
        case _:
            log.error("An unexpected error occurred.", exc_info=error)
            return words.FAILED


_FOR_USERS: Final = (
    NotYours,
    QuotaReached,
    TooManyFollowed,
    UnusableQuestion,
    UnverifiableText,
)
"""Their messages are sentences for users."""

_GONE: Final = {
    PurgedDocument: document_words.ERASED,
    UnknownDocument: keeping_words.UNKNOWN,
    UnknownFeedback: feedback_words.NOT_KEPT,
    UnknownQuestion: words.QUESTION_GONE,
    UnknownQuotation: words.QUOTATION_GONE,
}


def _explain_record(error: RecordError) -> str:
    match error:
        case NothingToUndo():
            return keeping_words.name_members(str(error))
        case _ if isinstance(error, _FOR_USERS):
            return str(error)
        case _ if gone := [sentence for kind, sentence in _GONE.items() if isinstance(error, kind)]:
            return gone[0]
        case DiskFull():
            log.error("The disk is full.", exc_info=error)
            return words.DISK_FULL
        case UnreadableDocument():
            return escape(str(error))
        case _:
            log.error("The record could not be read.", exc_info=error)
            return words.RECORD_FAILED


async def report(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the user of a command or button what went wrong, privately.

    Only a reply that is deferred for all to see stays so: Discord fixes that when it is deferred.
    """
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if is_expired(cause):
        log.warning("An interaction expired before it could be answered.")
        return
    is_acknowledged = getattr(cause, "code", None) == ALREADY_ACKNOWLEDGED
    if is_acknowledged and interaction.client.deduplicator.is_repeated(interaction):
        log.info("An interaction was delivered twice and answered once.")
        return
    sentence = explain_missing_permission(cause, interaction) or explain(cause)
    try:
        if is_acknowledged or interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    except DISCORD_ERRORS as refusal:  # neither the sentence nor its cause: they may hold what was asked
        kind = type(cause).__name__
        log.warning(
            "An error (%s) could not be reported to a user: %s.", kind, describe_discord_error(refusal)
        )
