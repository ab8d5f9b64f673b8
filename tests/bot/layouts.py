"""What a reply shows, read from the components that Discord holds or is sent."""

import re
from collections.abc import Iterator
from typing import Any

import discord
from discord import ui
from simcord.components import validate_components, walk_components

from bot.markdown import read_back

_BUTTON, _TEXT = 2, 10
_SELECTS = {3, 5, 6, 7, 8}
_V2 = discord.MessageFlags(components_v2=True).value

Reply = Any
"""A response of simcord, a message of discord.py, or a layout that was not sent yet."""


def texts(reply: Reply) -> list[str]:
    """All that is written, in order."""
    return [part["content"] for part in _walk(reply) if part["type"] == _TEXT]


def text(reply: Reply) -> str:
    return "\n".join(texts(reply))


def quotations(reply: Reply) -> list[str]:
    """What the block quotations display."""
    return [read_back(shown) for shown in texts(reply) if shown.startswith("> ")]


def ids(reply: Reply) -> list[str]:
    """The ids that stand under quotations."""
    return re.findall(r"ID\s([a-z2-7]+)$", text(reply), re.MULTILINE)


def labels(reply: Reply) -> list[str]:
    return [button["label"] for button in _buttons(reply)]


def custom_ids(reply: Reply) -> list[str]:
    return [button["custom_id"] for button in _buttons(reply) if "custom_id" in button]


def chosen(reply: Reply, custom_id: str) -> list[str]:
    """What a select shows as chosen: values of its options, or ids."""
    (select,) = [part for part in _walk(reply) if part["type"] in _SELECTS and part["custom_id"] == custom_id]
    options = [option["value"] for option in select.get("options", ()) if option.get("default")]
    return options + [str(one["id"]) for one in select.get("default_values", ())]


def links(reply: Reply) -> list[str]:
    return [button["url"] for button in _buttons(reply) if "url" in button]


def colours(reply: Reply) -> list[int]:
    return [part["accent_color"] for part in _walk(reply) if part.get("accent_color") is not None]


def check_limits(view: ui.LayoutView) -> None:
    """Raises where Discord would refuse the layout: too many characters or components, ids too long."""
    validate_components(view.to_components(), flags=_V2)


def _buttons(reply: Reply) -> list[dict[str, Any]]:
    return [part for part in _walk(reply) if part["type"] == _BUTTON]


def _walk(reply: Reply) -> Iterator[dict[str, Any]]:
    if isinstance(reply, ui.LayoutView):
        return walk_components(reply.to_components())
    if isinstance(reply, discord.Message):
        return walk_components([component.to_dict() for component in reply.components])
    return walk_components(reply.components)
