"""Discards events that Discord delivers twice, as it may after a lost connection."""

from collections import OrderedDict
from typing import Any, Final

import discord

Interaction = discord.Interaction[Any]

_REMEMBERED_INTERACTIONS: Final = 200


class InteractionDeduplicator:
    """The last interactions, each as it came in first."""

    def __init__(self) -> None:
        self._first: OrderedDict[int, Interaction] = OrderedDict()

    def note(self, interaction: Interaction) -> None:
        """Remember one that came in."""
        self._first.setdefault(interaction.id, interaction)
        while len(self._first) > _REMEMBERED_INTERACTIONS:
            self._first.popitem(last=False)

    def is_repeated(self, interaction: Interaction) -> bool:
        """Whether the event was delivered before, so that another handler answers it."""
        return self._first.get(interaction.id, interaction) is not interaction
