"""The buttons 👍 and 👎, and the form for a reason."""

from datetime import timedelta
from typing import Any, Final

import discord
from discord import ui
from discord.ext import commands

from bot.answers.actions import AnswerActions
from bot.answers.question_lookup import find_question
from bot.errors import BadOption
from bot.feedback.components import ExplainRatingButton
from bot.runtime.async_index import AsyncIndex, scope_of
from bot.runtime.thread_pool import Threads
from bot.strings import feedback as words
from bot.ui.custom_id import QuotationId
from bot.ui.interactions import Interaction
from bot.ui.layout import plain
from bot.ui.modals import PersistentModal, read_values, text_field
from index import FeedbackReason, FilteredQuestion, FollowUpIntent, Index, Rating
from index.errors import UnusableQuestion

_MAX_TEXT_CHARS: Final = 500
"""Characters of what a user may write."""


class FeedbackModal(PersistentModal, form="feedback-form:{quotation}"):
    """Asks what is wrong with a quotation."""

    quotation: QuotationId


def make_feedback_modal(quotation_id: str) -> ui.Modal:
    """Asks for a reason, and for a text if the user has one."""
    options = [discord.SelectOption(label=label, value=reason) for reason, label in words.REASONS.items()]
    reason: ui.Select[Any] = ui.Select(custom_id="reason", options=options)
    return FeedbackModal(quotation_id).modal(
        words.FORM,
        ui.Label(text=words.FORM_REASON, component=reason),
        text_field(
            "text", words.FORM_TEXT, hint=words.FORM_TEXT_HINT, max_chars=_MAX_TEXT_CHARS, is_long=True
        ),
    )


class FeedbackCog(commands.Cog):
    """Keeps what users say of quotations. `days` is for how long."""

    def __init__(
        self, *, index: Index, async_index: AsyncIndex, actions: AnswerActions, days: int, threads: Threads
    ) -> None:
        self._threads = threads
        self._feedback = index.feedback
        self._async_index = async_index
        self._actions = actions
        self.days = days

    async def rate(self, interaction: Interaction, quotation_id: str, rating: Rating) -> None:
        """Store a user's rating of a quotation, or take it back.

        Raises UnknownQuotation, QuotationRemoved.
        """
        await self._actions.defer_and_flag(interaction)
        view = await self._rate(interaction, quotation_id, rating)
        await interaction.followup.send(view=view, ephemeral=True)

    async def _rate(self, interaction: Interaction, quotation: str, verdict: Rating) -> ui.LayoutView:
        found = (await self._async_index.for_server(interaction.guild_id).status(quotation)).quotation
        question = await self._find_question(interaction)
        is_kept = await self._threads.records.run(
            self._feedback.give,
            str(interaction.user.id),
            found,
            verdict,
            scope=scope_of(interaction.guild_id),
            question=question,
            at=discord.utils.utcnow(),
        )
        if not is_kept:
            return plain(words.TAKEN_BACK)
        view = plain(words.noted(verdict, with_question=question is not None))
        if verdict is Rating.UNHELPFUL:
            view.add_item(ui.ActionRow(ExplainRatingButton(found.id).button()))
        return view

    async def open_form(self, interaction: Interaction, quotation: str) -> None:
        """Ask what is wrong."""
        await interaction.response.send_modal(make_feedback_modal(quotation))

    async def expire(self) -> None:
        """Forget what is too old."""
        before = discord.utils.utcnow() - timedelta(days=self.days)
        await self._threads.records.run(self._feedback.expire, before)

    async def explain(self, interaction: Interaction, quotation: str) -> None:
        """Store what is wrong with a quotation, as the modal that was sent says."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        filled = read_values(interaction)
        reason = filled.get("reason")
        await self._threads.records.run(
            self._feedback.explain,
            str(interaction.user.id),
            quotation,
            scope=scope_of(interaction.guild_id),
            reason=FeedbackReason(reason) if reason in set(FeedbackReason) else None,
            text=filled.get("text", "").strip()[:_MAX_TEXT_CHARS] or None,
        )
        await interaction.followup.send(words.THANKS, ephemeral=True)

    async def _find_question(self, interaction: Interaction) -> str | None:
        """The question above the quotation, or in the message that was answered; None where neither tells."""
        if interaction.message is None:
            return None
        try:
            question = await find_question(interaction.message)
            read = await self._async_index.for_server(interaction.guild_id).follow_up(
                question, FilteredQuestion(question=question)
            )
        except (BadOption, UnusableQuestion):
            return None
        return None if isinstance(read, FollowUpIntent) else question
