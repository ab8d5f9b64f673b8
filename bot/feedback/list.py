"""The list of `/moderation feedback`."""

import asyncio
from typing import Any, Final

from discord import ui

from bot.feedback.buttons import FeedbackTurnButton
from bot.flags import tell_flag
from bot.lasting import Interaction
from bot.markdown import escape, shorten
from bot.record import Record, scope_of
from bot.replies import Replies
from bot.servers.moderators import Moderators
from bot.words import answers as answer_words
from bot.words import feedback as words
from index import Index, Standing
from index.feedback.given import Rated

_AT_ONCE: Final = 5
_QUOTED: Final = 80
_TITLE: Final = 40
_QUESTION: Final = 80
_TEXT: Final = 60
_TEXTS: Final = 2
"""Characters of each part, and texts of users: five quotations fit into a message, however escaped."""


class FeedbackList:
    """The quotations of which users of a server said something, a page at a time, for its moderators."""

    def __init__(
        self, *, index: Index, moderators: Moderators, record: Record, replies: Replies, days: int
    ) -> None:
        self._feedback = index.feedback
        self._moderators = moderators
        self._record = record
        self._replies = replies
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
        rated = await asyncio.to_thread(self._feedback.rated, scope_of(server))
        if not rated:
            return self._replies.plain(words.NOTHING)
        first = min(first, (len(rated) - 1) // _AT_ONCE * _AT_ONCE)
        shown = rated[first : first + _AT_ONCE]
        standings = await self._record.standings(server, [one.quotation for one in shown])
        last = first + len(shown)
        view = self._replies.plain(words.heading(first + 1, last, len(rated), days=self._days))
        for one in shown:
            view.add_item(lay_out_rated(one, standings[one.quotation]))
        row: ui.ActionRow[Any] = ui.ActionRow()
        if first > 0:
            row.add_item(FeedbackTurnButton(max(first - _AT_ONCE, 0), answer_words.PREVIOUS))
        if last < len(rated):
            row.add_item(FeedbackTurnButton(last, answer_words.NEXT))
        if row.children:
            view.add_item(row)
        return view


def lay_out_rated(rated: Rated, standing: Standing | None) -> ui.Container[Any]:
    """What was said of a quotation."""
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


def _tell(standing: Standing | None) -> str:
    """How a quotation begins; a removed one is not quoted anew."""
    if standing is None:
        return answer_words.flag(answer_words.ERASED)
    if standing.removed is not None:
        return answer_words.flag(tell_flag(standing, with_reason=False))
    return words.quoted(_fit(standing.quotation.text, _QUOTED), _fit(standing.quotation.title, _TITLE))


def _fit(text: str, length: int) -> str:
    return escape(shorten(text, length))
