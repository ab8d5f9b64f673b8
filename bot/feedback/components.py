"""The buttons of feedback other than those under quotations."""

from typing import Annotated

import discord

from bot.strings import feedback as words
from bot.ui.custom_id import LabelledButton, PersistentButton, QuotationId, digits


class ExplainRatingButton(
    PersistentButton, form="feedback:say:{quotation}", label=words.SAY, style=discord.ButtonStyle.primary
):
    """Opens the modal that asks what is wrong with a quotation."""

    quotation: QuotationId


class FeedbackPageButton(LabelledButton, form="feedback:turn:{first}:{label}"):
    """Turns the pages of the moderators' list."""

    first: Annotated[int, digits(6)]
