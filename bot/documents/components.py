"""The buttons and selects under a document, its speakers, a list of documents, and an erasure.

All but those of an erasure and of a kept form hold all that they need in their ids.
"""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.strings import add_document as adding_words
from bot.strings import documents as words
from bot.ui.persistent import Interaction, PersistentItem

MAX_FILTER_CHARS: Final = 60
"""Characters of a filter; the ids of its buttons have room for 100, and hold more."""

_DOCUMENT: Final = r"(?P<document>[a-z2-7]{8,52})"
_NUMBER: Final = r"(?P<number>[0-9a-f]{16})"

Button = PersistentItem[ui.Button[Any]]


class EditDocumentButton(Button, template=rf"editing:edit:{_DOCUMENT}"):
    """Opens the form with what is stated of a document."""

    def __init__(self, document: str) -> None:
        super().__init__(ui.Button(label=adding_words.EDIT, custom_id=f"editing:edit:{document}"))
        self._document = document

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.edit_service.open_form(interaction, self._document)


class OpenAgainButton(Button, template=rf"editing:again:{_NUMBER}"):
    """Opens a form again, with what was typed."""

    def __init__(self, number: str) -> None:
        style = discord.ButtonStyle.primary
        custom_id = f"editing:again:{number}"
        super().__init__(ui.Button(label=adding_words.OPEN_AGAIN, style=style, custom_id=custom_id))
        self._number = number

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.open_modals.open_again(interaction, self._number)


class SpeakersButton(Button, template=rf"editing:speakers:{_DOCUMENT}:(?P<first>\d{{1,5}}):(?P<label>\w+)"):
    """Shows a page of what is said in a document."""

    def __init__(self, document: str, first: int | str = 0, label: str = words.SPEAKERS) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"editing:speakers:{document}:{first}:{label}"))
        self._document = document
        self._first = int(first)

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.speaker_service.show(interaction, self._document, self._first)


class BackButton(Button, template=rf"editing:back:{_DOCUMENT}"):
    """Goes back to what is stated of a document."""

    def __init__(self, document: str) -> None:
        super().__init__(ui.Button(label=words.BACK, custom_id=f"editing:back:{document}"))
        self._document = document

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.edit_service.go_back(interaction, self._document)


class FieldSelect(
    PersistentItem[ui.Select[Any]], template=rf"editing:choose:(?P<field>party|kind):{_DOCUMENT}"
):
    """Chooses the side or the kind of a document."""

    def __init__(self, document: str, field: str, options: Sequence[discord.SelectOption] = ()) -> None:
        label = {"party": adding_words.CHOOSE_PARTY, "kind": adding_words.CHOOSE_KIND}[field]
        custom_id = f"editing:choose:{field}:{document}"
        super().__init__(ui.Select(custom_id=custom_id, placeholder=label, options=list(options)))
        self._document = document
        self._field = field

    async def handle(self, interaction: Interaction) -> None:
        (value,) = self.item.values
        await interaction.client.edit_service.choose(interaction, self._document, self._field, value)


class QuotedWordsSelect(
    PersistentItem[ui.Select[Any]], template=rf"editing:words:{_DOCUMENT}:(?P<first>\d{{1,5}})"
):
    """Chooses the words of which it is to be said who speaks."""

    def __init__(self, document: str, first: int | str, options: Sequence[discord.SelectOption] = ()) -> None:
        custom_id = f"editing:words:{document}:{first}"
        label = words.CHOOSE_WORDS
        super().__init__(ui.Select(custom_id=custom_id, placeholder=label, options=list(options)))
        self._document = document
        self._first = int(first)

    async def handle(self, interaction: Interaction) -> None:
        (value,) = self.item.values
        await interaction.client.speaker_service.open_form(interaction, self._document, value, self._first)


class DocumentListButton(
    Button,
    template=r"listed:(?P<removed>[01]):(?P<first>\d{1,5}):(?P<label>\w+):(?P<wanted>.*)",
):
    """Turns the pages of a list of documents."""

    def __init__(self, wanted: str, removed: bool | str, first: int | str, label: str) -> None:
        custom_id = f"listed:{int(removed)}:{first}:{label}:{wanted}"
        super().__init__(ui.Button(label=label, custom_id=custom_id))
        self._wanted = wanted
        self._removed = bool(int(removed))
        self._first = int(first)

    async def handle(self, interaction: Interaction) -> None:
        listed = interaction.client.document_list
        await listed.turn(interaction, self._wanted, removed=self._removed, first=self._first)


class ConfirmPurgeButton(Button, template=rf"purging:(?P<answer>erase|cancel):{_NUMBER}"):
    """Answers whether a document is to be erased for good."""

    def __init__(self, number: str, answer: str) -> None:
        label, style = {
            "erase": (words.ERASE, discord.ButtonStyle.danger),
            "cancel": (words.CANCEL, discord.ButtonStyle.secondary),
        }[answer]
        custom_id = f"purging:{answer}:{number}"
        super().__init__(ui.Button(label=label, style=style, custom_id=custom_id))
        self._number = number
        self._answer = answer

    async def handle(self, interaction: Interaction) -> None:
        purging = interaction.client.purge_service
        answer = purging.erase if self._answer == "erase" else purging.cancel
        await answer(interaction, self._number)


DOCUMENT_COMPONENTS: Final = (
    EditDocumentButton,
    OpenAgainButton,
    SpeakersButton,
    BackButton,
    FieldSelect,
    QuotedWordsSelect,
    DocumentListButton,
    ConfirmPurgeButton,
)
