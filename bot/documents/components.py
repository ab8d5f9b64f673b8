"""The buttons and selects under a document, its speakers, a list of documents, and a purge.

All but those of a purge and of a kept modal hold all that they need in their ids.
"""

from typing import Annotated, Final, Literal

import discord

from bot.strings import add_document as adding_words
from bot.strings import documents as words
from bot.ui.custom_id import (
    DocumentId,
    LabelledButton,
    Parameter,
    PersistentButton,
    PersistentSelect,
    Token,
    digits,
)

MAX_FILTER_CHARS: Final = 60
"""Characters of a filter; the ids of its buttons have room for 100, and hold more."""


class EditDocumentButton(PersistentButton, form="editing:edit:{document}", label=adding_words.EDIT):
    """Opens the modal with the details of a document."""

    document: DocumentId


class OpenAgainButton(
    PersistentButton,
    form="editing:again:{number}",
    label=adding_words.OPEN_AGAIN,
    style=discord.ButtonStyle.primary,
):
    """Opens a modal again, with what was typed."""

    number: Token


class SpeakersButton(LabelledButton, form="editing:speakers:{document}:{first}:{label}"):
    """Shows a page of the quoted speech in a document."""

    document: DocumentId
    first: Annotated[int, digits(5)]


class BackButton(PersistentButton, form="editing:back:{document}", label=words.BACK):
    """Goes back to the details of a document."""

    document: DocumentId


class FieldSelect(PersistentSelect, form="editing:choose:{field}:{document}"):
    """Chooses the side or the kind of a document."""

    field: Annotated[Literal["party", "kind"], Parameter("party|kind")]
    document: DocumentId


class QuotedWordsSelect(
    PersistentSelect, form="editing:words:{document}:{first}", placeholder=words.CHOOSE_WORDS
):
    """Chooses the words whose speaker is to be corrected."""

    document: DocumentId
    first: Annotated[int, digits(5)]


class DocumentListButton(LabelledButton, form="listed:{removed}:{first}:{label}:{filter}"):
    """Turns the pages of a list of documents."""

    removed: Annotated[bool, Parameter("[01]", lambda text: text == "1", lambda removed: str(int(removed)))]
    first: Annotated[int, digits(5)]
    filter: Annotated[str, Parameter(".*")]


class ConfirmPurgeButton(PersistentButton, form="purging:{answer}:{number}"):
    """Answers whether a document is to be erased for good."""

    answer: Annotated[Literal["erase", "cancel"], Parameter("erase|cancel")]
    number: Token
