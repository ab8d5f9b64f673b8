"""The buttons under replies."""

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.lasting import Interaction, LastingItem
from bot.words import answers as words

if TYPE_CHECKING:
    from bot.pages import Pages

LONGEST_ID: Final = 100
"""Characters of a button's id."""


class RecordButton(LastingItem[ui.Button[Any]], template=r"never"):
    """A button that shows another page of the record."""

    async def press(self, interaction: Interaction, pages: "Pages") -> None:
        """What the button does."""
        raise NotImplementedError

    async def act(self, interaction: Interaction) -> None:
        await self.press(interaction, interaction.client.pages)


class ContextButton(RecordButton, template=r"context:(?P<quotation>[a-z2-7]+):(?P<by>\d{1,4})"):
    """Shows, privately, the sentences around a quotation."""

    def __init__(self, quotation: str, by: int | str) -> None:
        super().__init__(ui.Button(label=words.CONTEXT, custom_id=f"context:{quotation}:{by}"))
        self._quotation = quotation
        self._by = int(by)

    async def press(self, interaction: Interaction, pages: "Pages") -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await pages.context(interaction.guild_id, self._quotation, self._by)
        await interaction.followup.send(view=view, ephemeral=True)


class WiderButton(RecordButton, template=r"wider:(?P<quotation>[a-z2-7]+):(?P<by>\d{1,4})"):
    """Widens the context in place."""

    def __init__(self, quotation: str, by: int | str) -> None:
        super().__init__(ui.Button(label=words.WIDER, custom_id=f"wider:{quotation}:{by}"))
        self._quotation = quotation
        self._by = int(by)

    async def press(self, interaction: Interaction, pages: "Pages") -> None:
        await interaction.response.defer()
        view = await pages.context(interaction.guild_id, self._quotation, self._by)
        await interaction.edit_original_response(view=view)


class NextButton(RecordButton, template=r"next:(?P<first>\d{1,2}):(?P<ids>[a-z2-7.]+)"):
    """Turns to the next quotations of an answer, whose ids it carries, joined by dots.

    Who asked turns the page for all; for anybody else it opens privately.
    """

    def __init__(self, first: int | str, ids: str) -> None:
        super().__init__(ui.Button(label=words.NEXT, custom_id=f"next:{first}:{ids}"))
        self._first = int(first)
        self._ids = ids.split(".")

    async def press(self, interaction: Interaction, pages: "Pages") -> None:
        is_asker = _asker_of(interaction.message) == interaction.user.id
        if is_asker:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
        heading = _heading_of(interaction.message)
        view = await pages.quotations(interaction.guild_id, self._ids, self._first, heading=heading)
        if is_asker:
            await interaction.edit_original_response(view=view)
        else:
            await interaction.followup.send(view=view, ephemeral=True)


class DocumentsButton(RecordButton, template=r"documents:(?P<first>\d{1,6}):(?P<label>\w+)"):
    """Turns the pages of the list of documents."""

    def __init__(self, first: int | str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"documents:{first}:{label}"))
        self._first = int(first)

    async def press(self, interaction: Interaction, pages: "Pages") -> None:
        await interaction.response.defer()
        view = await pages.documents(interaction.guild_id, self._first)
        await interaction.edit_original_response(view=view)


class FollowButton(LastingItem[ui.Button[Any]], template=r"follow:(?P<key>[a-z2-7]{16})"):
    """Lets whoever presses it be told when a question is answered."""

    def __init__(self, key: str) -> None:
        super().__init__(ui.Button(label=words.FOLLOW, custom_id=f"follow:{key}"))
        self._key = key

    async def act(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        told = await interaction.client.following.follow(interaction, self._key)
        await interaction.followup.send(told, ephemeral=True)


BUTTONS: Final = (ContextButton, WiderButton, NextButton, DocumentsButton, FollowButton)


def _asker_of(message: discord.Message | None) -> int | None:
    """Who asked for a reply: by a command, or by the message it replies to."""
    if message is None:
        return None
    if message.interaction_metadata is not None:
        return message.interaction_metadata.user.id
    asked = message.reference and message.reference.resolved
    return asked.author.id if isinstance(asked, discord.Message) else None


def _heading_of(message: discord.Message | None) -> str | None:
    """What stands above the quotations of a reply: the question, where a command asked it."""
    first = message.components[0] if message is not None and message.components else None
    return first.content if isinstance(first, discord.TextDisplay) else None
