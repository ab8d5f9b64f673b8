"""The buttons under quotations that nobody asked a question for."""

from typing import Any, Final

from discord import ui

from bot.strings import quotes as words
from bot.ui.persistent import Interaction, PersistentItem

_ALL: Final = "all"


class SpeakerPageButton(
    PersistentItem[ui.Button[Any]], template=r"said:(?P<key>[a-z2-7]{16}):(?P<first>\d{1,7}):(?P<label>\w+)"
):
    """Turns to other words of a speaker, who is known by a key."""

    def __init__(self, key: str, first: int | str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"said:{key}:{first}:{label}"))
        self._key = key
        self._first = int(first)

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.quotes.turn(interaction, self._key, self._first)


class AnotherQuoteButton(PersistentItem[ui.Button[Any]], template=r"another:(?P<key>[a-z2-7]{16}|all)"):
    """Shows another quotation, of a side that is known by a key, or of any."""

    def __init__(self, key: str | None) -> None:
        super().__init__(ui.Button(label=words.ANOTHER, custom_id=f"another:{key or _ALL}"))
        self._key = None if key == _ALL else key

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.quotes.another(interaction, self._key)


QUOTE_COMPONENTS: Final = (SpeakerPageButton, AnotherQuoteButton)
