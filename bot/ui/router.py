"""The one listener for buttons, selects and modals: it reads an id and calls the handler added for it.

discord.py's own DynamicItem would do so for buttons and selects, but not for modals, and each class of it
would have to find the services it needs on the client, by name.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord

from bot.errors import report
from bot.strings import answers as words
from bot.ui.custom_id import CustomId
from bot.ui.interactions import Interaction
from bot.ui.modals import PersistentModal

C = TypeVar("C", bound=CustomId)


class Router:
    """The handlers of all components, by the class that declares their ids."""

    def __init__(self) -> None:
        self._handlers: dict[type[CustomId], Callable[[Interaction, Any], Awaitable[None]]] = {}

    def add(self, component: type[C], handler: Callable[[Interaction, C], Awaitable[None]]) -> None:
        """Call `handler` whenever a component with such an id is used."""
        self._handlers[component] = handler

    @property
    def components(self) -> list[type[CustomId]]:
        """The classes that declare ids."""
        return list(self._handlers)

    async def route(self, interaction: Interaction) -> None:
        """Answer a button, a select or a modal; one that nothing answers is of another version of the bot."""
        is_modal = interaction.type is discord.InteractionType.modal_submit
        if not is_modal and interaction.type is not discord.InteractionType.component:
            return
        data: Any = interaction.data
        try:
            for component, handler in self._handlers.items():
                if issubclass(component, PersistentModal) is not is_modal:
                    continue
                if (custom_id := component.parse(data["custom_id"])) is not None:
                    await handler(interaction, custom_id)
                    return
            await interaction.response.send_message(words.OUTDATED, ephemeral=True)
        except Exception as error:  # noqa: BLE001 - the outermost handler of components
            await report(interaction, error)
