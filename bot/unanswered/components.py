"""The buttons of the list of unanswered questions.

`where` tells whether the list is of the server in which the button is pressed or of direct messages; `first`
is the number of the group at the top of the page.
"""

from typing import Any, Final

import discord
from discord import ui

from bot.strings import moderation as words
from bot.ui.persistent import Interaction, PersistentItem

DIRECTLY: Final = "direct"
HERE: Final = "here"

_KEY: Final = r"(?P<where>direct|here):(?P<key>[a-z2-7]{16}):(?P<first>\d{1,5})"


class GroupButton(PersistentItem[ui.Button[Any]], template=r"never"):
    """A button under a group of questions, which it names by the key of one of them."""

    word = ""
    label = ""
    style = discord.ButtonStyle.secondary

    def __init__(self, where: str, key: str, first: int | str) -> None:
        custom_id = f"unanswered:{self.word}:{where}:{key}:{first}"
        super().__init__(ui.Button(label=self.label, style=self.style, custom_id=custom_id))
        self._where = where
        self._key = key
        self._first = int(first)


class AddSourceButton(GroupButton, template=rf"unanswered:add:{_KEY}"):
    """Begins to add a document that answers."""

    word = "add"
    label = words.ADD_SOURCE
    style = discord.ButtonStyle.primary

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.unanswered_list.add_source(interaction, self._where, self._key)


class AskAgainButton(GroupButton, template=rf"unanswered:ask:{_KEY}"):
    """Asks the record again."""

    word = "ask"
    label = words.ASK_AGAIN

    async def handle(self, interaction: Interaction) -> None:
        listed = interaction.client.unanswered_list
        await listed.ask_again(interaction, self._where, self._key, self._first)


class DismissButton(GroupButton, template=rf"unanswered:dismiss:{_KEY}"):
    """Takes the group off the list."""

    word = "dismiss"
    label = words.DISMISS

    async def handle(self, interaction: Interaction) -> None:
        listed = interaction.client.unanswered_list
        await listed.dismiss(interaction, self._where, self._key, self._first)


class UnansweredPageButton(
    PersistentItem[ui.Button[Any]],
    template=r"unanswered:turn:(?P<where>direct|here):(?P<first>\d{1,5}):(?P<label>\w+)",
):
    """Turns the pages of the list."""

    def __init__(self, where: str, first: int | str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"unanswered:turn:{where}:{first}:{label}"))
        self._where = where
        self._first = int(first)

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.unanswered_list.turn(interaction, self._where, self._first)


class OtherListButton(PersistentItem[ui.Button[Any]], template=r"unanswered:list:(?P<where>direct|here)"):
    """Goes over to the other list."""

    def __init__(self, where: str) -> None:
        label = words.ASKED_DIRECTLY if where == DIRECTLY else words.ASKED_HERE
        super().__init__(ui.Button(label=label, custom_id=f"unanswered:list:{where}"))
        self._where = where

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.unanswered_list.turn(interaction, self._where, 0)


UNANSWERED_COMPONENTS: Final = (
    AddSourceButton,
    AskAgainButton,
    DismissButton,
    UnansweredPageButton,
    OtherListButton,
)
