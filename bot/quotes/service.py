"""The command `/quote` and its buttons."""

from typing import Any

from bot.errors import BadOption
from bot.options.autocomplete import Autocomplete
from bot.quotes.views import QuoteViews
from bot.rate_limits.question_gate import QuestionGate
from bot.strings import quotes as words
from bot.ui.interactions import Interaction, turn_page
from bot.ui.parties import unknown_party
from index import party_key


class QuoteService:
    """Answers commands and buttons. What does not fit is refused before the reply is deferred: privately."""

    def __init__(self, *, views: QuoteViews, autocomplete: Autocomplete, question_gate: QuestionGate) -> None:
        self._views = views
        self._autocomplete = autocomplete
        self._question_gate = question_gate

    async def find(
        self, interaction: Interaction, topic: str, *, private: bool | None, **narrowed: Any
    ) -> None:
        """The best quotations on a topic, narrowed down as in `QuoteViews.find`."""
        await self._begin(interaction, private)
        view = await self._views.find(interaction.guild_id, topic, **narrowed)
        await interaction.followup.send(view=view)

    async def by(self, interaction: Interaction, speaker: str, topic: str, *, private: bool | None) -> None:
        """The quotations of a speaker: on a topic, or all."""
        name = await self._autocomplete.read_speaker(interaction.guild_id, speaker)
        if topic:
            await self.find(interaction, topic, private=private, speaker=name)
            return
        await self._begin(interaction, private)
        await interaction.followup.send(view=await self._views.by(interaction.guild_id, name))

    async def show(self, interaction: Interaction, given: str, *, private: bool | None) -> None:
        """The quotation with an id."""
        await self._begin(interaction, private)
        await interaction.followup.send(view=await self._views.show(interaction.guild_id, given))

    async def draw(self, interaction: Interaction, party: str | None, *, private: bool | None) -> None:
        """The next quotation of the round."""
        await self._begin(interaction, private)
        view = await self._views.another(interaction.guild_id, _place_of(interaction), party)
        await interaction.followup.send(view=view)

    async def turn(self, interaction: Interaction, key: str, first: int) -> None:
        """Another page of what the speaker with a key says."""
        server = interaction.guild_id
        speaker = await self._autocomplete.find_speaker(server, key)
        if speaker is None:
            raise BadOption(words.SPEAKER_GONE)
        await turn_page(interaction, lambda _is_new: self._views.by(server, speaker, first))

    async def another(self, interaction: Interaction, key: str | None) -> None:
        """The next quotation of the round, of the side with a key or of any."""
        party = None if key is None else self._find_party(key)
        await self._question_gate.admit(interaction)
        place = _place_of(interaction)
        await turn_page(interaction, lambda _is_new: self._views.another(interaction.guild_id, place, party))

    async def _begin(self, interaction: Interaction, private: bool | None) -> None:
        is_private = await self._question_gate.admit(interaction, private=private)
        await interaction.response.defer(ephemeral=is_private, thinking=True)

    def _find_party(self, key: str) -> str:
        parties = self._views.parties
        found = next((party for party in parties.parties if party_key(party) == key), None)
        if found is None:
            raise unknown_party(parties)
        return found


def _place_of(interaction: Interaction) -> str:
    """The place that has a round of quotations: a server, or a user's direct messages."""
    server = interaction.guild_id
    return f"direct {interaction.channel_id}" if server is None else str(server)
