"""What Discord offers to choose from while an option is typed."""

from collections.abc import Mapping
from typing import Final

from discord import app_commands

_CHOICES: Final = 25
"""What Discord shows of an autocompletion."""

_LONGEST: Final = 100


def choose(values: Mapping[str, str], current: str) -> list[app_commands.Choice[str]]:
    """The values whose names hold what was typed, as many as Discord shows and none that it refuses."""
    return [
        app_commands.Choice(name=name, value=value)
        for name, value in values.items()
        if current.casefold() in name.casefold() and max(len(name), len(value)) <= _LONGEST
    ][:_CHOICES]
