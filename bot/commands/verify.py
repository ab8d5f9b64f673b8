"""`/verify`, and the message menu *Verify quotation*."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.verification_view import make_verification_view
from bot.answers.views import AnswerViews
from bot.errors import BadOption
from bot.rate_limits.question_gate import QuestionGate
from bot.runtime.async_index import AsyncIndex
from bot.strings import verification as words


class Verify(commands.Cog):
    """Words in, and whether they stand on the record."""

    def __init__(
        self, *, bot: commands.Bot, async_index: AsyncIndex, views: AnswerViews, question_gate: QuestionGate
    ) -> None:
        self._bot = bot
        self._async_index = async_index
        self._views = views
        self._question_gate = question_gate
        self._menu = app_commands.ContextMenu(name=words.MENU, callback=self.verify_message)

    async def cog_load(self) -> None:
        """Register the context menu."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Unregister it."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(description=words.VERIFY)
    @app_commands.describe(text=words.TEXT, private=words.PRIVATE)
    async def verify(self, interaction: discord.Interaction, text: str, private: bool | None = None) -> None:
        """Compare words with the record."""
        await self._verify(interaction, text, private=private)

    async def verify_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Compare the words of somebody's message with the record, visibly only to the user who asks."""
        if not message.content.strip():
            raise BadOption(words.NO_TEXT)
        await self._verify(interaction, message.content, private=True)

    async def _verify(self, interaction: discord.Interaction, text: str, *, private: bool | None) -> None:
        is_private = await self._question_gate.admit(interaction, private=private)
        await interaction.response.defer(ephemeral=is_private, thinking=True)
        verification = await self._async_index.for_server(interaction.guild_id).verify(text)
        await interaction.followup.send(view=make_verification_view(verification, self._views))
