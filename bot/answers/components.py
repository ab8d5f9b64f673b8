"""The buttons under answers."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final

from discord import ui

from bot.strings import answers as words
from bot.strings import conversation as conversation_words
from bot.strings import feedback as feedback_words
from bot.ui.custom_id import Key, Parameter, PersistentButton, QuotationId, day, digits
from bot.ui.limits import MAX_CUSTOM_ID_CHARS, MAX_LINK_CHARS
from index import FilteredQuestion, Quotation, Rating, is_web_address

FIRST_CONTEXT: Final = 2
"""Sentences on either side that *Context* shows first."""

_MIN_SPEAKER_CHARS: Final = 8
"""Characters of a name that are enough to look for it by."""

_DAY: Final = day(r"[\d-]*")

_IDS: Final = Parameter("[a-z2-7.]+", lambda text: tuple(text.split(".")), ".".join)


class ContextButton(PersistentButton, form="context:{quotation}:{by}", label=words.CONTEXT):
    """Shows, privately, the sentences around a quotation."""

    quotation: QuotationId
    by: Annotated[int, digits(4)]


class WiderButton(PersistentButton, form="wider:{quotation}:{by}", label=words.WIDER):
    """Widens the context in place."""

    quotation: QuotationId
    by: Annotated[int, digits(4)]


class PageButton(PersistentButton):
    """Turns to other quotations of an answer, whose ids it carries."""

    first: Annotated[int, digits(2)]
    ids: Annotated[Sequence[str], _IDS]


class NextButton(PageButton, form="next:{first}:{ids}", label=words.NEXT):
    """Turns to the next quotations."""


class PreviousButton(PageButton, form="previous:{first}:{ids}", label=words.PREVIOUS):
    """Turns back."""


class AllSourcesButton(PersistentButton, form="sources", label=words.ALL_SOURCES):
    """Lists, privately, who said all quotations of an answer, and where."""


class CiteButton(PersistentButton, form="cite:{quotation}", label=words.CITE):
    """Shows, privately, a quotation with its source to be copied."""

    quotation: QuotationId


class FollowButton(PersistentButton, form="follow:{key}", label=words.FOLLOW):
    """Has the user notified when a question is answered."""

    key: Key


class FollowUpButton(
    PersistentButton, form="followup:{party}:{since}:{until}:{speaker}", label=conversation_words.FOLLOW_UP
):
    """Opens a modal in which anybody may follow up an answer without a mention."""

    party: Annotated[str, Parameter("[^:]*")]
    since: Annotated[date | None, _DAY]
    until: Annotated[date | None, _DAY]
    speaker: Annotated[str, Parameter(".*")]

    def narrow(self, question: str) -> FilteredQuestion:
        """A question with the filters of the one that was answered."""
        return FilteredQuestion(
            question=question,
            party=self.party or None,
            speaker=self.speaker or None,
            since=self.since,
            until=self.until,
        )


class FeedbackButton(PersistentButton, form="feedback:{rating}:{quotation}"):
    """Rates a quotation, or takes the rating back."""

    rating: Annotated[Rating, Parameter("helpful|unhelpful", Rating)]
    quotation: QuotationId


def make_button(asked: FilteredQuestion) -> FollowUpButton | None:
    """The button under an answer; None if the filters of the question do not fit into its id."""
    speaker = " ".join((asked.speaker or "").split())
    without_speaker = FollowUpButton(asked.party or "", asked.since, asked.until, "")
    room = MAX_CUSTOM_ID_CHARS - len(without_speaker.custom_id)
    if room < min(len(speaker), _MIN_SPEAKER_CHARS):
        return None
    return FollowUpButton(asked.party or "", asked.since, asked.until, speaker[:room])


def list_buttons(quotation: Quotation, *, looks_further: bool, takes_feedback: bool) -> list[ui.Item[Any]]:
    """The buttons under a quotation: the first three stand on one line of a phone, the others on the next."""
    buttons: list[ui.Item[Any]] = []
    if looks_further:
        buttons.append(ContextButton(quotation.id, FIRST_CONTEXT).button())
    if takes_feedback:
        buttons += [
            FeedbackButton(rating, quotation.id).button(feedback_words.LABELS[rating]) for rating in Rating
        ]
    if looks_further:
        buttons.append(CiteButton(quotation.id).button())
    return [*buttons, *open_source(quotation.link)]


def open_source(url: str | None) -> list[ui.Item[Any]]:
    """The button that leads to an address; none if Discord would refuse it."""
    is_taken = url is not None and len(url) <= MAX_LINK_CHARS and is_web_address(url)
    return [ui.Button(label=words.OPEN_SOURCE, url=url)] if is_taken else []
