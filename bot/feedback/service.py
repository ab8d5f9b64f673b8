"""What 👍 and 👎 do, and the form for what is wrong."""

import asyncio
from datetime import timedelta
from typing import Any, Final

import discord
from discord import ui
from discord.ext import commands

from bot.answers.actions import AnswerActions
from bot.answers.question_lookup import find_question
from bot.errors import BadOption, report
from bot.feedback.components import ExplainRatingButton
from bot.runtime.async_index import AsyncIndex, scope_of
from bot.strings import feedback as words
from bot.ui.interactions import Interaction
from bot.ui.layout import plain
from bot.ui.modals import read_values
from index import Index
from index.answering.follow_ups import FilteredQuestion, FollowUpIntent
from index.domain.feedback import FeedbackReason, Rating
from index.errors import UnusableQuestion

FEEDBACK_MODAL_PREFIX: Final = "feedback-form:"
"""How the ids of the forms begin; the id of the quotation follows."""

_LIFETIME: Final = 900.0
_MAX_TEXT_CHARS: Final = 500
"""Characters of what a user may write."""


class FeedbackModal(ui.Modal, title=words.FORM):
    """Asks what is wrong with a quotation. `Feedback` takes it once it is sent, also after a restart."""

    def __init__(self, quotation: str) -> None:
        super().__init__(timeout=_LIFETIME, custom_id=f"{FEEDBACK_MODAL_PREFIX}{quotation}")
        options = [discord.SelectOption(label=label, value=reason) for reason, label in words.REASONS.items()]
        reason: ui.Select[Any] = ui.Select(custom_id="reason", options=options)
        text: ui.TextInput[Any] = ui.TextInput(
            custom_id="text", required=False, max_length=_MAX_TEXT_CHARS, style=discord.TextStyle.paragraph
        )
        self.add_item(ui.Label(text=words.FORM_REASON, component=reason))
        self.add_item(ui.Label(text=words.FORM_TEXT, description=words.FORM_TEXT_HINT, component=text))


class FeedbackCog(commands.Cog):
    """Keeps what users say of quotations. `days` is for how long."""

    def __init__(self, *, index: Index, async_index: AsyncIndex, actions: AnswerActions, days: int) -> None:
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
        found = (await self._async_index.status(interaction.guild_id, quotation)).quotation
        question = await self._find_question(interaction)
        is_kept = await asyncio.to_thread(
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
        await interaction.response.send_modal(FeedbackModal(quotation))

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Take a form: its id tells what it is about."""
        sent = str(interaction.data and interaction.data.get("custom_id"))
        if interaction.type is not discord.InteractionType.modal_submit or not sent.startswith(
            FEEDBACK_MODAL_PREFIX
        ):
            return
        try:
            await self._explain(interaction, sent.removeprefix(FEEDBACK_MODAL_PREFIX))
        except Exception as error:  # noqa: BLE001 - the outermost handler of these forms
            await report(interaction, error)

    async def expire(self) -> None:
        """Forget what is too old."""
        before = discord.utils.utcnow() - timedelta(days=self.days)
        await asyncio.to_thread(self._feedback.expire, before)

    async def _explain(self, interaction: Interaction, quotation: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        filled = read_values(interaction)
        reason = filled.get("reason")
        await asyncio.to_thread(
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
            read = await self._async_index.follow_up(
                interaction.guild_id, question, FilteredQuestion(question=question)
            )
        except (BadOption, UnusableQuestion):
            return None
        return None if isinstance(read, FollowUpIntent) else question
