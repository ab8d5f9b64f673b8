"""The values of a modal that is known only by what Discord sends."""

from collections.abc import Iterator, Mapping
from typing import Any

import discord


def read_values(interaction: discord.Interaction[Any]) -> Mapping[str, str]:
    """What was typed and chosen in a form of which nothing is known, by the names of its fields."""
    data: Any = interaction.data or {}
    return dict(_walk(data.get("components", ())))


def _walk(components: Any) -> Iterator[tuple[str, str]]:
    for part in components:
        if "value" in part:
            yield str(part["custom_id"]), str(part["value"] or "")
        elif part.get("values"):
            yield str(part["custom_id"]), str(part["values"][0])
        yield from _walk([part["component"]] if "component" in part else part.get("components", ()))
