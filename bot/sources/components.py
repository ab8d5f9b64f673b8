"""The buttons of the list of documents."""

from typing import Any, Final

from discord import ui

from bot.ui.persistent import Interaction, PersistentItem


class DocumentsButton(
    PersistentItem[ui.Button[Any]],
    template=r"documents:(?P<first>\d{1,6}):(?P<label>\w+)(?::(?P<side>[0-9a-f]*):(?P<wanted>.*))?",
):
    """Turns the pages of the list of documents, which a side, shortened, and words may narrow down."""

    def __init__(
        self, first: int | str, label: str, side: str | None = None, wanted: str | None = None
    ) -> None:
        narrowed = f":{side or ''}:{wanted or ''}" if side or wanted else ""
        super().__init__(ui.Button(label=label, custom_id=f"documents:{first}:{label}{narrowed}"))
        self._first = int(first)
        self._side = side
        self._wanted = wanted or ""

    async def handle(self, interaction: Interaction) -> None:
        await interaction.response.defer()
        sources = interaction.client.sources
        view = await sources.turned_documents(interaction.guild_id, self._first, self._wanted, self._side)
        await interaction.edit_original_response(view=view)


SOURCE_COMPONENTS: Final = (DocumentsButton,)
