"""`/ask`, and the message menu *Find on the record*."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.service import AnswerService
from bot.errors import BadOption
from bot.options.autocomplete import Autocomplete, choose_party, read_party
from bot.options.dates import read_date
from bot.rate_limits.question_gate import QuestionGate
from bot.runtime.async_index import AsyncIndex
from bot.strings import answers as words
from index import FilteredQuestion, first_day, last_day


class Ask(commands.Cog):
    """Questions in, quotations out."""

    def __init__(
        self,
        *,
        bot: commands.Bot,
        async_index: AsyncIndex,
        answers: AnswerService,
        question_gate: QuestionGate,
        autocomplete: Autocomplete,
    ) -> None:
        self._bot = bot
        self._async_index = async_index
        self._answers = answers
        self._question_gate = question_gate
        self._autocomplete = autocomplete
        self._menu = app_commands.ContextMenu(name=words.MENU, callback=self.ask_message)

    async def cog_load(self) -> None:
        """Register the context menu."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Unregister it."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(description=words.ASK)
    @app_commands.describe(
        question=words.ASK_QUESTION,
        party=words.ASK_PARTY,
        speaker=words.ASK_SPEAKER,
        since=words.ASK_SINCE,
        until=words.ASK_UNTIL,
        private=words.ASK_PRIVATE,
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        question: str,
        party: str | None = None,
        speaker: str | None = None,
        since: str | None = None,
        until: str | None = None,
        private: bool | None = None,
    ) -> None:
        """Answer, in the channel or privately."""
        wanted_party = read_party(self._async_index.parties, party)
        first, last = read_date("since", since, first_day), read_date("until", until, last_day)
        is_private = await self._question_gate.admit(interaction, private=private)
        await interaction.response.defer(ephemeral=is_private, thinking=True)
        filtered_question = FilteredQuestion(
            question=question, party=wanted_party, speaker=speaker, since=first, until=last
        )
        view = await self._answers.answer(interaction.guild_id, filtered_question, with_question=True)
        await interaction.followup.send(view=view)

    async def ask_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer the question in somebody's message, visibly only to the user who wants to know."""
        question = message.content.strip()
        if not question:
            raise BadOption(words.NO_QUESTION)
        await self._question_gate.admit(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await self._answers.answer(
            interaction.guild_id, FilteredQuestion(question=question), with_question=True
        )
        await interaction.followup.send(view=view)

    @ask.autocomplete("party")
    async def complete_party(
        self, _interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """The sides whose names hold what was typed."""
        return choose_party(self._async_index.parties, current)

    @ask.autocomplete("speaker")
    async def complete_speaker(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """The speakers on the record whose names hold what was typed."""
        return await self._autocomplete.speakers(interaction.guild_id, current)
