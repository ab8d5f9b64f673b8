"""`/quote`: quotations without a question."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.options.autocomplete import Autocomplete, Choice, choose_party, read_party
from bot.options.dates import read_date
from bot.quotes.service import QuoteService
from bot.strings import answers as answer_words
from bot.strings import quotes as words
from index import Parties, first_day, last_day

Interaction = discord.Interaction[Any]


class Quote(commands.GroupCog, group_name="quote", group_description=words.QUOTE):
    """By topic, by speaker, by id, or by chance."""

    def __init__(self, *, quotes: QuoteService, autocomplete: Autocomplete, parties: Parties) -> None:
        self._quotes = quotes
        self._autocomplete = autocomplete
        self._parties = parties

    @app_commands.command(description=words.FIND)
    @app_commands.describe(
        topic=words.FIND_TOPIC,
        party=answer_words.ASK_PARTY,
        speaker=answer_words.ASK_SPEAKER,
        outlet=words.FIND_OUTLET,
        since=answer_words.ASK_SINCE,
        until=answer_words.ASK_UNTIL,
        private=answer_words.ASK_PRIVATE,
    )
    async def find(
        self,
        interaction: Interaction,
        topic: str,
        party: str | None = None,
        speaker: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        private: bool | None = None,
    ) -> None:
        """Show the best quotations on a topic."""
        await self._quotes.find(
            interaction,
            topic,
            private=private,
            party=read_party(self._parties, party),
            speaker=speaker,
            publisher=outlet,
            since=read_date("since", since, first_day),
            until=read_date("until", until, last_day),
        )

    @app_commands.command(description=words.BY)
    @app_commands.describe(speaker=words.BY_SPEAKER, topic=words.BY_TOPIC, private=answer_words.ASK_PRIVATE)
    async def by(
        self, interaction: Interaction, speaker: str, topic: str = "", private: bool | None = None
    ) -> None:
        """Show what somebody says."""
        await self._quotes.by(interaction, speaker, topic.strip(), private=private)

    @app_commands.command(description=words.SHOW)
    @app_commands.describe(id=words.SHOW_ID, private=answer_words.ASK_PRIVATE)
    async def show(self, interaction: Interaction, id: str, private: bool | None = None) -> None:
        """Show the quotation with an id."""
        await self._quotes.show(interaction, id, private=private)

    @app_commands.command(description=words.RANDOM)
    @app_commands.describe(party=words.RANDOM_PARTY, private=answer_words.ASK_PRIVATE)
    async def random(
        self, interaction: Interaction, party: str | None = None, private: bool | None = None
    ) -> None:
        """Show a quotation that was not shown here yet."""
        await self._quotes.draw(interaction, read_party(self._parties, party), private=private)

    @find.autocomplete("party")
    @random.autocomplete("party")
    async def complete_party(self, _interaction: Interaction, current: str) -> list[Choice]:
        """The sides whose names fit what was typed."""
        return choose_party(self._parties, current)

    @find.autocomplete("speaker")
    @by.autocomplete("speaker")
    async def complete_speaker(self, interaction: Interaction, current: str) -> list[Choice]:
        """The speakers whose names fit what was typed."""
        return await self._autocomplete.speakers(interaction.guild_id, current)

    @find.autocomplete("outlet")
    async def complete_outlet(self, interaction: Interaction, current: str) -> list[Choice]:
        """The publishers whose names fit what was typed."""
        return await self._autocomplete.publishers(interaction.guild_id, current)
