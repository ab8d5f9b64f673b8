"""The buttons under replies. They keep working after a restart: all that they need is in their ids.

The named groups of a button's template are the arguments of its constructor.
"""

from re import Match
from typing import TYPE_CHECKING, Any, Final, Self

import discord
from discord import ui

from bot import words
from bot.errors import report

if TYPE_CHECKING:
    from bot.pages import Pages

LONGEST_ID: Final = 100
"""Characters of a button's id."""

Interaction = discord.Interaction[Any]


class RecordButton(ui.DynamicItem[ui.Button[Any]], template=r"never"):
    """A button whose failure is told to the one who pressed it."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: Match[str], /
    ) -> Self:
        arguments: dict[str, Any] = match.groupdict()
        return cls(**arguments)

    async def press(self, interaction: Interaction, pages: "Pages") -> None:
        """What the button does."""
        raise NotImplementedError

    async def callback(self, interaction: Interaction) -> None:
        try:
            await self.press(interaction, interaction.client.pages)
        except Exception as error:  # noqa: BLE001 - the outermost handler of buttons
            await report(interaction, error)


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


BUTTONS: Final = (ContextButton, WiderButton, NextButton, DocumentsButton)


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
