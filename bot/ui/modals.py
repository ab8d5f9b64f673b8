"""Modals that keep working after a restart, and what was filled into them."""

from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import ui

from bot.ui.custom_id import CustomId
from bot.ui.interactions import Interaction


class PersistentModal(CustomId):
    """A modal, declared as buttons are: its id holds all that must be known once it is sent."""

    def modal(self, title: str, *fields: ui.Item[Any]) -> ui.Modal:
        """The modal to be opened."""
        modal = _Modal(title=title, custom_id=self.custom_id)
        for field in fields:
            modal.add_item(field)
        return modal


class _Modal(ui.Modal):
    """A modal that is answered by `Router`: discord.py need not keep it, and so takes it for finished."""

    def is_finished(self) -> bool:
        return True


def text_field(
    name: str,
    label: str,
    *,
    max_chars: int,
    value: str = "",
    hint: str | None = None,
    placeholder: str | None = None,
    is_needed: bool = False,
    is_long: bool = False,
) -> ui.Label[Any]:
    """A field for text, filled in with the beginning of `value`."""
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=name,
        default=value[:max_chars] or None,
        placeholder=placeholder,
        required=is_needed,
        max_length=max_chars,
        style=discord.TextStyle.paragraph if is_long else discord.TextStyle.short,
    )
    return ui.Label(text=label, description=hint, component=field)


def read_values(interaction: Interaction) -> Mapping[str, str]:
    """The texts and choices in a modal that was sent, by the names of its fields."""
    data: Any = interaction.data
    return dict(_walk(data["components"]))


def read_file(interaction: Interaction, name: str) -> discord.Attachment | None:
    """The file in a field of a modal that was sent."""
    data: Any = interaction.data
    file = data.get("resolved", {}).get("attachments", {}).get(read_values(interaction).get(name))
    # discord.py makes one only for a modal that it keeps
    return discord.Attachment(data=file, state=interaction._state) if file else None


def _walk(components: Any) -> Iterator[tuple[str, str]]:
    for part in components:
        if "value" in part:
            yield str(part["custom_id"]), str(part["value"] or "")
        elif part.get("values"):
            yield str(part["custom_id"]), str(part["values"][0])
        yield from _walk([part["component"]] if "component" in part else part.get("components", ()))
