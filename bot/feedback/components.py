"""The buttons of feedback that stand under no quotation."""

from typing import Any, Final

import discord
from discord import ui

from bot.strings import feedback as words
from bot.ui.persistent import Interaction, PersistentItem


class ExplainRatingButton(PersistentItem[ui.Button[Any]], template=r"feedback:say:(?P<quotation>[a-z2-7]+)"):
    """Opens a form for what is wrong with a quotation."""

    def __init__(self, quotation: str) -> None:
        style = discord.ButtonStyle.primary
        super().__init__(ui.Button(label=words.SAY, style=style, custom_id=f"feedback:say:{quotation}"))
        self._quotation = quotation

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.feedback.open_form(interaction, self._quotation)


class FeedbackPageButton(
    PersistentItem[ui.Button[Any]], template=r"feedback:turn:(?P<first>\d{1,6}):(?P<label>\w+)"
):
    """Turns the pages of the moderators' list."""

    def __init__(self, first: int | str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"feedback:turn:{first}:{label}"))
        self._first = int(first)

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.feedback_list.turn(interaction, self._first)


FEEDBACK_COMPONENTS: Final = (ExplainRatingButton, FeedbackPageButton)
