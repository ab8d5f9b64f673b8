"""The list of `/moderation feedback`."""

from typing import Any, Final

from discord import ui

from bot.feedback.components import FeedbackPageButton
from bot.markdown import escape, shorten
from bot.runtime.async_index import AsyncIndex, scope_of
from bot.runtime.thread_pool import Threads
from bot.servers.moderators import Moderators
from bot.strings import answers as answer_words
from bot.strings import feedback as words
from bot.ui.interactions import Interaction
from bot.ui.layout import plain
from bot.ui.pager import add_row, paginate
from bot.ui.quotation_status import describe_status
from index import Index, QuotationRatings, QuotationStatus

_QUOTATIONS_PER_PAGE: Final = 5
_MAX_QUOTATION_CHARS: Final = 80
_MAX_TITLE_CHARS: Final = 40
_QUESTION: Final = 80
_TEXT: Final = 60
_TEXTS: Final = 2
"""Characters of each part, and texts of users: five quotations fit into a message, however escaped."""


class FeedbackListView:
    """The quotations of which users of a server said something, a page at a time, for its moderators."""

    def __init__(
        self, *, index: Index, moderators: Moderators, async_index: AsyncIndex, days: int, threads: Threads
    ) -> None:
        self._threads = threads
        self._feedback = index.feedback
        self._moderators = moderators
        self._async_index = async_index
        self._days = days

    async def show(self, interaction: Interaction) -> None:
        """Send the first page, privately. Raises NotAllowed."""
        await self._moderators.require(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(view=await self._lay_out(interaction.guild_id, 0), ephemeral=True)

    async def turn(self, interaction: Interaction, first: int) -> None:
        """Show another page. Raises NotAllowed."""
        await self._moderators.require(interaction)
        await interaction.response.defer()
        await interaction.edit_original_response(view=await self._lay_out(interaction.guild_id, first))

    async def _lay_out(self, server: int | None, first: int) -> ui.LayoutView:
        rated = await self._threads.records.run(self._feedback.rated, scope_of(server))
        if not rated:
            return plain(words.NOTHING)
        page = paginate(rated, first, _QUOTATIONS_PER_PAGE)
        statuses = await self._async_index.for_server(server).statuses(
            [ratings.quotation for ratings in page.items]
        )
        view = plain(words.heading(*page.span, days=self._days))
        for ratings in page.items:
            view.add_item(lay_out_rated(ratings, statuses[ratings.quotation]))
        neighbours = page.neighbours(answer_words.PREVIOUS, answer_words.NEXT)
        add_row(view, (FeedbackPageButton(label, number).button() for label, number in neighbours))
        return view


def lay_out_rated(rated: QuotationRatings, standing: QuotationStatus | None) -> ui.Container[Any]:
    """The feedback on a quotation."""
    lines = [words.counted(rated.helpful, rated.unhelpful, rated.quotation), _tell(standing)]
    if rated.questions:
        question, *others = rated.questions
        lines.append(words.asked(_fit(question, _QUESTION), len(others)))
    if rated.reasons:
        lines.append(words.reasons(rated.reasons))
    if rated.texts:
        texts = [_fit(text, _TEXT) for text in rated.texts[:_TEXTS]]
        lines.append(words.said(texts, len(rated.texts) - len(texts)))
    return ui.Container(ui.TextDisplay("\n".join(lines)))


def _tell(standing: QuotationStatus | None) -> str:
    """The beginning of a quotation; none for a removed one."""
    if standing is None:
        return answer_words.flag(answer_words.ERASED)
    if standing.removed is not None:
        return answer_words.flag(describe_status(standing, with_reason=False))
    return words.quoted(
        _fit(standing.quotation.text, _MAX_QUOTATION_CHARS), _fit(standing.quotation.title, _MAX_TITLE_CHARS)
    )


def _fit(text: str, length: int) -> str:
    return escape(shorten(text, length))
