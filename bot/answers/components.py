"""The buttons under replies."""

import logging
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Protocol

import discord
from discord import ui

from bot.answers.citation import Citation
from bot.discord_api.errors import DISCORD_ERRORS, describe_discord_error
from bot.strings import answers as words
from bot.strings import conversation as talking_words
from bot.strings import feedback as feedback_words
from bot.ui.limits import MAX_CUSTOM_ID_CHARS, MAX_LINK_CHARS
from bot.ui.persistent import Interaction, PersistentItem, defer_privately, turn_page
from index import Quotation
from index.answering.follow_ups import FilteredQuestion
from index.domain.feedback import Rating
from index.domain.web_address import is_web_address

_PREFIX: Final = "followup:"

_LEAST_OF_SPEAKER: Final = 8
"""Characters of a name that are enough to look for it by."""


class FollowUpButton(
    PersistentItem[ui.Button[Any]],
    template=r"followup:(?P<party>[^:]*):(?P<since>[\d-]*):(?P<until>[\d-]*):(?P<speaker>.*)",
):
    """Lets anybody ask further without a ping: it opens a form."""

    def __init__(self, party: str, since: str, until: str, speaker: str) -> None:
        custom_id = f"{_PREFIX}{party}:{since}:{until}:{speaker}"
        super().__init__(ui.Button(label=talking_words.FOLLOW_UP, custom_id=custom_id))
        self._party, self._speaker = party or None, speaker or None
        self._since, self._until = (date.fromisoformat(day) if day else None for day in (since, until))

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.conversation.open_form(interaction)

    def narrow(self, question: str) -> FilteredQuestion:
        """A question, narrowed down as the one that was answered."""
        return FilteredQuestion(
            question=question, party=self._party, speaker=self._speaker, since=self._since, until=self._until
        )


def make_button(filtered_question: FilteredQuestion) -> FollowUpButton | None:
    """The button under an answer; none where what narrowed the question down does not fit into its id."""
    since, until = (
        limit.isoformat() if limit else "" for limit in (filtered_question.since, filtered_question.until)
    )
    party, speaker = filtered_question.party or "", " ".join((filtered_question.speaker or "").split())
    room = MAX_CUSTOM_ID_CHARS - len(f"{_PREFIX}{party}:{since}:{until}:")
    if room < min(len(speaker), _LEAST_OF_SPEAKER):
        return None
    return FollowUpButton(party, since, until, speaker[:room])


log = logging.getLogger(__name__)

FIRST_CONTEXT: Final = 2
"""Sentences on either side that *Context* shows first."""


class AnswerPages(Protocol):
    """The pages of answers that buttons show. Implemented by `AnswerService`, which imports the buttons."""

    async def quotations(
        self,
        server: int | None,
        ids: Sequence[str],
        first: int,
        *,
        answer: discord.Message | None = None,
        is_new: bool = False,
    ) -> ui.LayoutView: ...

    async def sources(
        self, server: int | None, answer: discord.Message, *, on_all_pages: bool = False
    ) -> ui.LayoutView: ...

    async def context(self, server: int | None, wanted: str, by: int) -> ui.LayoutView: ...

    async def citation(self, server: int | None, wanted: str) -> Citation: ...

    async def flag(self, server: int | None, message: discord.Message) -> ui.LayoutView | None: ...


class AnswerButton(PersistentItem[ui.Button[Any]], template=r"never"):
    """A button that shows another page of the record."""

    async def press(self, interaction: Interaction, answers: AnswerPages) -> None:
        """What the button does."""
        raise NotImplementedError

    async def handle(self, interaction: Interaction) -> None:
        await self.press(interaction, interaction.client.answers)


class ContextButton(AnswerButton, template=r"context:(?P<quotation>[a-z2-7]+):(?P<by>\d{1,4})"):
    """Shows, privately, the sentences around a quotation."""

    def __init__(self, quotation: str, by: int | str) -> None:
        super().__init__(ui.Button(label=words.CONTEXT, custom_id=f"context:{quotation}:{by}"))
        self.quotation = quotation
        self._by = int(by)

    async def press(self, interaction: Interaction, answers: AnswerPages) -> None:
        await defer_privately(interaction)
        await _flag(interaction, answers)
        view = await answers.context(interaction.guild_id, self.quotation, self._by)
        await interaction.followup.send(view=view, ephemeral=True)


class WiderButton(AnswerButton, template=r"wider:(?P<quotation>[a-z2-7]+):(?P<by>\d{1,4})"):
    """Widens the context in place."""

    def __init__(self, quotation: str, by: int | str) -> None:
        super().__init__(ui.Button(label=words.WIDER, custom_id=f"wider:{quotation}:{by}"))
        self._quotation = quotation
        self._by = int(by)

    async def press(self, interaction: Interaction, answers: AnswerPages) -> None:
        await interaction.response.defer()
        await _flag(interaction, answers)
        view = await answers.context(interaction.guild_id, self._quotation, self._by)
        await interaction.edit_original_response(view=view)


class PageButton(AnswerButton, template=r"never"):
    """Turns to other quotations of an answer, whose ids it carries, joined by dots."""

    LABEL = ""
    PREFIX = ""

    def __init__(self, first: int | str, ids: str) -> None:
        super().__init__(ui.Button(label=self.LABEL, custom_id=f"{self.PREFIX}:{first}:{ids}"))
        self.first = int(first)
        self.ids = ids.split(".")

    async def press(self, interaction: Interaction, answers: AnswerPages) -> None:
        async def turn(is_new: bool) -> ui.LayoutView:
            await _flag(interaction, answers)
            answer = interaction.message
            return await answers.quotations(
                interaction.guild_id, self.ids, self.first, answer=answer, is_new=is_new
            )

        await turn_page(interaction, turn)


class NextButton(PageButton, template=r"next:(?P<first>\d{1,2}):(?P<ids>[a-z2-7.]+)"):
    """Turns to the next quotations."""

    LABEL = words.NEXT
    PREFIX = "next"


class PreviousButton(PageButton, template=r"previous:(?P<first>\d{1,2}):(?P<ids>[a-z2-7.]+)"):
    """Turns back."""

    LABEL = words.PREVIOUS
    PREFIX = "previous"


class AllSourcesButton(AnswerButton, template=r"sources"):
    """Lists, privately, who said all quotations of an answer, and where."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label=words.ALL_SOURCES, custom_id="sources"))

    async def press(self, interaction: Interaction, answers: AnswerPages) -> None:
        await defer_privately(interaction)
        if interaction.message is not None:
            view = await answers.sources(interaction.guild_id, interaction.message, on_all_pages=True)
            await interaction.followup.send(view=view, ephemeral=True)


class CiteButton(AnswerButton, template=r"cite:(?P<quotation>[a-z2-7]+)"):
    """Shows, privately, a quotation with its source to be copied, as plain text and as Markdown."""

    def __init__(self, quotation: str) -> None:
        super().__init__(ui.Button(label=words.CITE, custom_id=f"cite:{quotation}"))
        self._quotation = quotation

    async def press(self, interaction: Interaction, answers: AnswerPages) -> None:
        await defer_privately(interaction)
        await _flag(interaction, answers)
        cited = await answers.citation(interaction.guild_id, self._quotation)
        if cited.fits:
            await interaction.followup.send(view=cited.lay_out(), ephemeral=True)
        else:
            await interaction.followup.send(words.CITED_IN_FILE, file=cited.to_file(), ephemeral=True)


class FollowButton(PersistentItem[ui.Button[Any]], template=r"follow:(?P<key>[a-z2-7]{16})"):
    """Lets whoever presses it be told when a question is answered."""

    def __init__(self, key: str) -> None:
        super().__init__(ui.Button(label=words.FOLLOW, custom_id=f"follow:{key}"))
        self._key = key

    async def handle(self, interaction: Interaction) -> None:
        await defer_privately(interaction)
        await _flag(interaction, interaction.client.answers)
        told = await interaction.client.followers.follow(interaction, self._key)
        await interaction.followup.send(told, ephemeral=True)


class FeedbackButton(
    PersistentItem[ui.Button[Any]],
    template=r"feedback:(?P<verdict>helpful|unhelpful):(?P<quotation>[a-z2-7]+)",
):
    """Says whether a quotation helps, or takes that back."""

    def __init__(self, verdict: str, quotation: str) -> None:
        self._verdict = Rating(verdict)
        self._quotation = quotation
        label = feedback_words.LABELS[self._verdict]
        super().__init__(ui.Button(label=label, custom_id=f"feedback:{verdict}:{quotation}"))

    async def handle(self, interaction: Interaction) -> None:
        await defer_privately(interaction)
        await _flag(interaction, interaction.client.answers)
        view = await interaction.client.feedback.give(interaction, self._quotation, self._verdict)
        await interaction.followup.send(view=view, ephemeral=True)


ANSWER_COMPONENTS: Final = (
    ContextButton,
    WiderButton,
    NextButton,
    PreviousButton,
    AllSourcesButton,
    CiteButton,
    FollowButton,
    FeedbackButton,
)


def list_buttons(quotation: Quotation, *, looks_further: bool, takes_feedback: bool) -> list[ui.Item[Any]]:
    """The buttons under a quotation: the first three stand on one line of a phone, the others on the next."""
    buttons: list[ui.Item[Any]] = [ContextButton(quotation.id, FIRST_CONTEXT)] if looks_further else []
    if takes_feedback:
        buttons += [FeedbackButton(verdict, quotation.id) for verdict in Rating]
    if looks_further:
        buttons.append(CiteButton(quotation.id))
    return [*buttons, *open_source(quotation.link)]


def open_source(url: str | None) -> list[ui.Item[Any]]:
    """The button that leads to an address, unless Discord would not take it: then none."""
    is_taken = url is not None and len(url) <= MAX_LINK_CHARS and is_web_address(url)
    return [ui.Button(label=words.OPEN_SOURCE, url=url)] if is_taken else []


async def _flag(interaction: Interaction, answers: AnswerPages) -> None:
    """Flag what does not stand any more in the message whose button was pressed, where the bot may."""
    message = interaction.message
    view = await answers.flag(interaction.guild_id, message) if message is not None else None
    if message is None or view is None:
        return
    is_change = interaction.response.type is discord.InteractionResponseType.deferred_message_update
    edit = interaction.edit_original_response if is_change else message.edit
    try:
        # of a message that is edited without content, discord.py does not send the client's own
        await edit(view=view, allowed_mentions=interaction.client.allowed_mentions)
    except DISCORD_ERRORS as refusal:
        log.info("A reply could not be flagged (%s).", describe_discord_error(refusal))
