"""The buttons under answers, when they are pressed."""

import logging
from collections.abc import Sequence

import discord
from discord import ui

from bot.answers.service import AnswerService
from bot.discord_api.errors import DISCORD_ERRORS, describe_discord_error
from bot.strings import answers as words
from bot.ui.interactions import Interaction, defer_privately, turn_page
from index import FilteredQuestion

log = logging.getLogger(__name__)


class AnswerActions:
    """Shows other pages of the record. What is pressed under is flagged first, if its sources changed."""

    def __init__(self, *, answers: AnswerService) -> None:
        self._answers = answers

    async def show_context(self, interaction: Interaction, quotation_id: str, by: int) -> None:
        """Show, privately, the sentences around a quotation."""
        await self.defer_and_flag(interaction)
        view = await self._answers.context(interaction.guild_id, quotation_id, by)
        await interaction.followup.send(view=view, ephemeral=True)

    async def widen_context(self, interaction: Interaction, quotation_id: str, by: int) -> None:
        """Show more sentences in place."""
        await interaction.response.defer()
        await self._flag(interaction)
        view = await self._answers.context(interaction.guild_id, quotation_id, by)
        await interaction.edit_original_response(view=view)

    async def turn(self, interaction: Interaction, ids: Sequence[str], first: int) -> None:
        """Show other quotations of an answer."""

        async def make(is_new: bool) -> ui.LayoutView:
            await self._flag(interaction)
            return await self._answers.quotations(
                interaction.guild_id, ids, first, answer=interaction.message, is_new=is_new
            )

        await turn_page(interaction, make)

    async def show_sources(self, interaction: Interaction) -> None:
        """Show, privately, who said all quotations of an answer, and where."""
        await defer_privately(interaction)
        if interaction.message is not None:
            view = await self._answers.sources(interaction.guild_id, interaction.message, on_all_pages=True)
            await interaction.followup.send(view=view, ephemeral=True)

    async def cite(self, interaction: Interaction, quotation_id: str) -> None:
        """Show, privately, a quotation with its source to be copied."""
        await self.defer_and_flag(interaction)
        citation = await self._answers.citation(interaction.guild_id, quotation_id)
        if citation.fits:
            await interaction.followup.send(view=citation.lay_out(), ephemeral=True)
        else:
            await interaction.followup.send(words.CITED_IN_FILE, file=citation.to_file(), ephemeral=True)

    async def ask(self, interaction: Interaction, question: str) -> None:
        """Answer a question privately."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await self._answers.answer(
            interaction.guild_id, FilteredQuestion(question=question), with_question=True
        )
        await interaction.followup.send(view=view, ephemeral=True)

    async def defer_and_flag(self, interaction: Interaction) -> None:
        """Defer a private reply, and flag the message whose button was pressed."""
        await defer_privately(interaction)
        await self._flag(interaction)

    async def _flag(self, interaction: Interaction) -> None:
        """Flag removed and superseded quotations in the message whose button was pressed, if the bot may."""
        message = interaction.message
        view = await self._answers.flag(interaction.guild_id, message) if message is not None else None
        if message is None or view is None:
            return
        is_change = interaction.response.type is discord.InteractionResponseType.deferred_message_update
        edit = interaction.edit_original_response if is_change else message.edit
        try:
            # of a message that is edited without content, discord.py does not send the client's own
            await edit(view=view, allowed_mentions=interaction.client.allowed_mentions)
        except DISCORD_ERRORS as refusal:
            log.info("A reply could not be marked (%s).", describe_discord_error(refusal))
