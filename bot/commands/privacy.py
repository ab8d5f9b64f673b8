"""`/privacy`: what is kept of a user, and its erasure."""

from datetime import datetime
from typing import Final

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.markdown import escape, shorten
from bot.runtime.thread_pool import Threads
from bot.strings import feedback as feedback_words
from bot.strings import moderation as words
from bot.ui.custom_id import PersistentButton
from bot.ui.interactions import Interaction
from bot.ui.layout import plain
from bot.unanswered.followers import link_to
from index import FollowedQuestion, Index

_MAX_QUESTION_CHARS: Final = 60
"""Characters of a question: as many as one may follow fit into a message."""


class EraseButton(
    PersistentButton, form="privacy:erase", label=words.ERASE, style=discord.ButtonStyle.danger
):
    """Erases what is stored about the user who presses it."""


class Privacy(commands.GroupCog, group_name="privacy", group_description=words.PRIVACY):
    """Shows users what is kept of them, and erases it."""

    def __init__(self, *, index: Index, threads: Threads) -> None:
        self._threads = threads
        self._index = index

    @app_commands.command(description=words.PRIVACY_SHOW)
    async def show(self, interaction: discord.Interaction) -> None:
        """List the followed questions, how much feedback is kept, and what the history names the user for."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        user = str(interaction.user.id)
        followed = await self._threads.records.run(self._index.unanswered.followed_by, user)
        told = words.followed_heading(len(followed)) if followed else words.NO_FOLLOWED
        lines = "\n".join([told, *map(_tell, followed)])
        given = feedback_words.given(await self._count_given(user))
        view = plain(lines, given, await self._tell_acts(user), words.KEPT_OF_ALL)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(description=words.PRIVACY_DELETE)
    async def delete(self, interaction: discord.Interaction) -> None:
        """Ask whether all that may be erased shall be."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        user = str(interaction.user.id)
        followed = await self._threads.records.run(self._index.unanswered.followed_by, user)
        given = await self._count_given(user)
        told = words.ask_to_erase(len(followed), given)
        view = plain(told, await self._tell_acts(user))
        if followed or given:
            view.add_item(ui.ActionRow(EraseButton().button()))
        await interaction.followup.send(view=view, ephemeral=True)

    async def erase(self, interaction: Interaction) -> None:
        """Erase all that may be, of who presses the button."""
        await interaction.response.defer()
        user = str(interaction.user.id)
        followed = await self._threads.records.run(self._index.unanswered.forget, user)
        given = await self._threads.records.run(self._index.feedback.forget, user)
        view = plain(words.erased(followed, given), await self._tell_acts(user))
        await interaction.edit_original_response(view=view)

    async def _count_given(self, user: str) -> int:
        return await self._threads.records.run(self._index.feedback.count, user)

    async def _tell_acts(self, user: str) -> str:
        acts = await self._threads.records.run(self._index.audit.count_actions, user)
        return words.acts(acts) if acts else words.NO_ACTS


def _tell(followed: FollowedQuestion) -> str:
    since = datetime.fromisoformat(followed.at)
    return words.followed(escape(shorten(followed.question, _MAX_QUESTION_CHARS)), since, link_to(followed))
