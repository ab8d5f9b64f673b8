"""The buttons and selects under a preview. Their ids name its draft, which ends with the bot."""

from typing import Annotated, Literal

import discord

from bot.strings import add_document as words
from bot.ui.custom_id import Parameter, PersistentButton, PersistentSelect, Token
from index import MAX_SAMPLE_CHARS


class AddButton(
    PersistentButton, form="adding:add:{draft}:{how}", label=words.ADD_NOW, style=discord.ButtonStyle.success
):
    """Adds what is previewed: as a document of its own, or as a new version of the one with its link."""

    draft: Token
    how: Annotated[Literal["new", "version"], Parameter("new|version")]


class EditDraftButton(PersistentButton, form="adding:edit:{draft}", label=words.EDIT):
    """Opens the modal with the details of the source."""

    draft: Token


class CancelButton(PersistentButton, form="adding:cancel:{draft}", label=words.CANCEL):
    """Ends a preview."""

    draft: Token


class ReopenDraftButton(PersistentButton, form="adding:again:{typed}", label=words.OPEN_AGAIN):
    """Opens the modal for a source again, with what was typed."""

    typed: Token


class SampleQuestionButton(PersistentButton, form="sample:{question}"):
    """Asks the question on its label, privately."""

    question: Annotated[str, Parameter(f".{{1,{MAX_SAMPLE_CHARS}}}")]


class PartySelect(PersistentSelect, form="adding:party:{draft}", placeholder=words.CHOOSE_PARTY):
    """The side of the document."""

    draft: Token


class KindSelect(PersistentSelect, form="adding:kind:{draft}", placeholder=words.CHOOSE_KIND):
    """The kind of the document."""

    draft: Token


class ScopeSelect(PersistentSelect, form="adding:scope:{draft}", placeholder=words.CHOOSE_SCOPE):
    """A select of who may see the document, for the owner of the bot."""

    draft: Token
