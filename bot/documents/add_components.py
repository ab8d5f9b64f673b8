"""The buttons and selects under a preview. Their ids name its draft; one that is over is said to be."""

from collections.abc import Sequence
from re import Match
from typing import Any, Final, Self

import discord
from discord import ui

from bot.strings import add_document as words
from bot.ui.persistent import Interaction, PersistentItem
from index.answering.follow_ups import FilteredQuestion
from index.ingestion.sample_questions import MAX_SAMPLE_CHARS


class AddButton(
    PersistentItem[ui.Button[Any]], template=r"adding:add:(?P<draft>[0-9a-f]{16}):(?P<how>new|version)"
):
    """Adds what is previewed: as a document of its own, or as a new version of the one with its link."""

    def __init__(self, draft: str, how: str, label: str = words.ADD_NOW, *, disabled: bool = False) -> None:
        style = discord.ButtonStyle.success
        custom_id = f"adding:add:{draft}:{how}"
        super().__init__(ui.Button(label=label, style=style, disabled=disabled, custom_id=custom_id))
        self._draft = draft
        self._how = how

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.add_service.add(interaction, self._draft, as_version=self._how == "version")


class EditDraftButton(PersistentItem[ui.Button[Any]], template=r"adding:edit:(?P<draft>[0-9a-f]{16})"):
    """Opens the form with what is known of the source."""

    def __init__(self, draft: str) -> None:
        super().__init__(ui.Button(label=words.EDIT, custom_id=f"adding:edit:{draft}"))
        self._draft = draft

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.add_service.open_description(interaction, self._draft)


class CancelButton(PersistentItem[ui.Button[Any]], template=r"adding:cancel:(?P<draft>[0-9a-f]{16})"):
    """Ends a preview."""

    def __init__(self, draft: str) -> None:
        super().__init__(ui.Button(label=words.CANCEL, custom_id=f"adding:cancel:{draft}"))
        self._draft = draft

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.add_service.cancel(interaction, self._draft)


class ReopenDraftButton(PersistentItem[ui.Button[Any]], template=r"adding:again:(?P<typed>[0-9a-f]{16})"):
    """Opens the form for a source again, with what was typed."""

    def __init__(self, typed: str) -> None:
        super().__init__(ui.Button(label=words.OPEN_AGAIN, custom_id=f"adding:again:{typed}"))
        self._typed = typed

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.add_service.begin_again(interaction, self._typed)


class SampleQuestionButton(
    PersistentItem[ui.Button[Any]], template=rf"sample:(?P<question>.{{1,{MAX_SAMPLE_CHARS}}})"
):
    """Asks the question that stands on it, privately."""

    def __init__(self, question: str) -> None:
        super().__init__(ui.Button(label=question, custom_id=f"sample:{question}"))
        self._question = question

    async def handle(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        pages = interaction.client.answers
        view = await pages.answer(
            interaction.guild_id, FilteredQuestion(question=self._question), with_question=True
        )
        await interaction.followup.send(view=view, ephemeral=True)


class DraftSelect(PersistentItem[ui.Select[Any]], template=r"never"):
    """A choice of one value for a field of what is previewed."""

    FIELD = ""
    LABEL = ""

    def __init__(self, draft: str, options: Sequence[discord.SelectOption]) -> None:
        custom_id = f"adding:{self.FIELD}:{draft}"
        self._select: ui.Select[Any] = ui.Select(
            custom_id=custom_id, placeholder=self.LABEL, options=list(options)
        )
        super().__init__(self._select)
        self._draft = draft

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, item: ui.Item[Any], match: Match[str], /
    ) -> Self:
        options: list[discord.SelectOption] = getattr(item, "options", [])
        return cls(match["draft"], options)

    async def handle(self, interaction: Interaction) -> None:
        (value,) = self._select.values
        await interaction.client.add_service.choose(interaction, self._draft, self.FIELD, value)


class PartySelect(DraftSelect, template=r"adding:party:(?P<draft>[0-9a-f]{16})"):
    """The side that the document stands on."""

    FIELD = "party"
    LABEL = words.CHOOSE_PARTY


class KindSelect(DraftSelect, template=r"adding:kind:(?P<draft>[0-9a-f]{16})"):
    """What sort of text it is."""

    FIELD = "kind"
    LABEL = words.CHOOSE_KIND


class ScopeSelect(DraftSelect, template=r"adding:scope:(?P<draft>[0-9a-f]{16})"):
    """Who is to see it; for the owner of the bot."""

    FIELD = "scope"
    LABEL = words.CHOOSE_SCOPE


ADD_COMPONENTS: Final = (
    AddButton,
    EditDraftButton,
    CancelButton,
    ReopenDraftButton,
    SampleQuestionButton,
    PartySelect,
    KindSelect,
    ScopeSelect,
)
