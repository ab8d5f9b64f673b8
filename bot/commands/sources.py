"""`/sources`: browse the documents on the record."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.documents.components import MAX_FILTER_CHARS
from bot.errors import BadOption
from bot.options.autocomplete import choose
from bot.sources.service import SourceService
from bot.strings import answers as words
from bot.strings import documents as document_words
from bot.strings import sources as browsing_words
from bot.ui.parties import list_names, read_party_or_none
from index import Parties


class Sources(commands.GroupCog, group_name="sources", group_description=words.SOURCES):
    """Browse what answers come from. All of it is private, so that no channel is flooded."""

    def __init__(self, *, sources: SourceService, parties: Parties) -> None:
        self._sources = sources
        self._parties = parties

    @app_commands.command(name="list", description=words.SOURCES_LIST)
    @app_commands.rename(wanted="filter")
    @app_commands.describe(wanted=browsing_words.FILTER, side=browsing_words.SIDE)
    async def list_documents(
        self, interaction: discord.Interaction, wanted: str = "", side: str | None = None
    ) -> None:
        """Show the first page; its buttons turn to the others."""
        party, wanted = read_party_or_none(self._parties, side), " ".join(wanted.split())
        if len(wanted) > MAX_FILTER_CHARS:
            raise BadOption(document_words.filter_too_long(MAX_FILTER_CHARS))
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await self._sources.documents(interaction.guild_id, 0, wanted, party)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(description=browsing_words.SHOW)
    @app_commands.describe(document=browsing_words.SHOW_DOCUMENT)
    async def show(self, interaction: discord.Interaction, document: str) -> None:
        """Show what is known of one document."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await self._sources.show(interaction.guild_id, document)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(description=browsing_words.CARD)
    async def card(self, interaction: discord.Interaction) -> None:
        """Show the balance of the record in a picture and in words."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        view, files = await self._sources.draw_card(interaction.guild_id)
        await interaction.followup.send(view=view, files=files, ephemeral=True)

    @list_documents.autocomplete("side")
    async def complete_side(
        self, _interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """The sides whose names hold what was typed."""
        return choose(list_names(self._parties), current)

    @show.autocomplete("document")
    async def complete_document(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """The documents that the server may see and that fit what was typed."""
        return choose(await self._sources.list_titles(interaction.guild_id, current), "")
