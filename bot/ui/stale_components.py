"""Buttons, selects and forms of an earlier version of the bot, which this one does not know."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.errors import report
from bot.strings import answers as words

Interaction = discord.Interaction[Any]


class StaleComponentCog(commands.Cog):
    """Tells whoever uses one. `items` are those that are known, `forms` how the ids of forms begin."""

    def __init__(self, *, items: Sequence[type[ui.DynamicItem[Any]]], forms: Sequence[str]) -> None:
        self._templates = [item.__discord_ui_compiled_template__ for item in items]
        self._forms = tuple(forms)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Say that it is outdated, where nothing else answers."""
        sent = str(interaction.data and interaction.data.get("custom_id"))
        match interaction.type:
            case discord.InteractionType.component:
                is_known = any(template.fullmatch(sent) for template in self._templates)
            case discord.InteractionType.modal_submit:
                is_known = sent.startswith(self._forms)
            case _:
                return
        if is_known:
            return
        try:
            await interaction.response.send_message(words.OUTDATED, ephemeral=True)
        except Exception as error:  # noqa: BLE001 - the outermost handler of these
            await report(interaction, error)
