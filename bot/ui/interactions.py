"""Answering an interaction: defer, change the message acted on, read what was chosen."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import ui

Interaction = discord.Interaction[Any]


async def defer_privately(interaction: Interaction) -> None:
    """Defer a reply for the user alone: under a private message as its change, which nothing else allows."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


async def show_in_place(interaction: Interaction, view: ui.LayoutView) -> None:
    """Change the message acted on; if that was deleted, show the view privately."""
    try:
        await interaction.edit_original_response(view=view)
    except discord.NotFound:
        await interaction.followup.send(view=view, ephemeral=True)


def chosen_values(interaction: Interaction) -> list[str]:
    """The values chosen in a select; for roles and channels, their ids."""
    data: Any = interaction.data
    return [str(value) for value in data["values"]]


def chosen_value(interaction: Interaction) -> str:
    """The value chosen in a select of one."""
    (value,) = chosen_values(interaction)
    return value


async def turn_page(interaction: Interaction, make: Callable[[bool], Awaitable[ui.LayoutView]]) -> None:
    """Show another page: in place if the user asked for the message, else to the user alone.

    `make` gets whether the page is a message of its own.
    """
    if _asker_of(interaction.message) == interaction.user.id:
        await interaction.response.defer()
        await interaction.edit_original_response(view=await make(False))
    else:
        await defer_privately(interaction)
        await interaction.followup.send(view=await make(True), ephemeral=True)


def _asker_of(message: discord.Message | None) -> int | None:
    """The user who asked for a reply: by a command, or by the message it replies to."""
    if message is None:
        return None
    if message.interaction_metadata is not None:
        return message.interaction_metadata.user.id
    asked = message.reference and message.reference.resolved
    return asked.author.id if isinstance(asked, discord.Message) else None
