"""What moderators choose settings with: selects, a button and a form."""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ChannelType, SelectDefaultValue, SelectDefaultValueType, ui

from bot.errors import BadOption
from bot.strings import moderation as words
from bot.ui.modals import read_values
from bot.ui.persistent import Interaction, PersistentItem

COOLDOWN_MODAL_PREFIX: Final = "settings-form:cooldown"

_LIFETIME: Final = 900.0

_MAX_SELECT_VALUES: Final = 25
"""What Discord lets one choose in a select."""

_WRITTEN_IN: Final = [ChannelType.text, ChannelType.news]
_ASKED_IN: Final = [*_WRITTEN_IN, ChannelType.forum, ChannelType.voice, ChannelType.stage_voice]


class RolesSelect(PersistentItem[ui.RoleSelect[Any]], template=r"settings:moderator_roles"):
    """Chooses the moderator roles."""

    def __init__(self, chosen: Sequence[int] = ()) -> None:
        super().__init__(
            ui.RoleSelect(
                custom_id="settings:moderator_roles",
                placeholder=words.NO_ROLES,
                min_values=0,
                max_values=_MAX_SELECT_VALUES,
                default_values=_list(chosen, SelectDefaultValueType.role),
            )
        )

    async def handle(self, interaction: Interaction) -> None:
        roles = self.item.values
        if any(role.id == interaction.guild_id for role in roles):
            raise BadOption(words.WHOLE_SERVER)
        chosen = [str(role.id) for role in roles]
        await interaction.client.settings_panel.change(interaction, {"moderator_roles": chosen})


class AuditSelect(PersistentItem[ui.ChannelSelect[Any]], template=r"settings:audit_channel"):
    """Chooses the audit channel."""

    def __init__(self, chosen: Sequence[int] = ()) -> None:
        super().__init__(
            ui.ChannelSelect(
                custom_id="settings:audit_channel",
                placeholder=words.NO_CHANNEL,
                channel_types=_WRITTEN_IN,
                min_values=0,
                default_values=_list(chosen, SelectDefaultValueType.channel),
            )
        )

    async def handle(self, interaction: Interaction) -> None:
        chosen = next((str(channel.id) for channel in self.item.values), None)
        await interaction.client.settings_panel.change(interaction, {"audit_channel": chosen})


class DailySelect(PersistentItem[ui.ChannelSelect[Any]], template=r"settings:daily_channel"):
    """Chooses the channel for daily quotations."""

    def __init__(self, chosen: Sequence[int] = ()) -> None:
        super().__init__(
            ui.ChannelSelect(
                custom_id="settings:daily_channel",
                placeholder=words.NO_CHANNEL,
                channel_types=_WRITTEN_IN,
                min_values=0,
                default_values=_list(chosen, SelectDefaultValueType.channel),
            )
        )

    async def handle(self, interaction: Interaction) -> None:
        chosen = next((str(channel.id) for channel in self.item.values), None)
        await interaction.client.settings_panel.change(interaction, {"daily_channel": chosen})


class AnswersSelect(PersistentItem[ui.ChannelSelect[Any]], template=r"settings:channels"):
    """Chooses the channels in which the bot answers; `all_gone` where none of those chosen exists."""

    def __init__(self, chosen: Sequence[int] = (), *, all_gone: bool = False) -> None:
        super().__init__(
            ui.ChannelSelect(
                custom_id="settings:channels",
                placeholder=words.NO_ANSWERS if all_gone else words.ALL_CHANNELS,
                channel_types=_ASKED_IN,
                min_values=0,
                max_values=_MAX_SELECT_VALUES,
                default_values=_list(chosen, SelectDefaultValueType.channel),
            )
        )

    async def handle(self, interaction: Interaction) -> None:
        chosen = [str(channel.id) for channel in self.item.values]
        await interaction.client.settings_panel.change(interaction, {"channels": chosen})


class PrivacySelect(PersistentItem[ui.Select[Any]], template=r"settings:private"):
    """Chooses who sees an answer."""

    def __init__(self, private: bool = False) -> None:
        options = [
            discord.SelectOption(label=words.PRIVATE_NO, value="no", default=not private),
            discord.SelectOption(label=words.PRIVATE_YES, value="yes", default=private),
        ]
        super().__init__(ui.Select(custom_id="settings:private", options=options))

    async def handle(self, interaction: Interaction) -> None:
        changes = {"private": self.item.values == ["yes"]}
        await interaction.client.settings_panel.change(interaction, changes)


class CooldownButton(PersistentItem[ui.Button[Any]], template=r"settings:cooldown"):
    """Opens the form of the limit."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label=words.CHANGE_COOLDOWN, custom_id="settings:cooldown"))

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.settings_panel.ask_cooldown(interaction)


SETTING_COMPONENTS: Final = (
    RolesSelect,
    AuditSelect,
    DailySelect,
    AnswersSelect,
    PrivacySelect,
    CooldownButton,
)


class CooldownModal(ui.Modal):
    """The form of the limit; `usual` is the bot's own. `Moderation` takes it, also after a restart."""

    def __init__(self, questions: int | None, seconds: float | None, usual: tuple[int, float]) -> None:
        super().__init__(title=words.COOLDOWN_MODAL, timeout=_LIFETIME, custom_id=COOLDOWN_MODAL_PREFIX)
        for label, field in (
            (words.COOLDOWN_QUESTIONS, _make_input("cooldown_questions", questions, usual[0])),
            (words.COOLDOWN_SECONDS, _make_input("cooldown_seconds", seconds, usual[1])),
        ):
            self.add_item(ui.Label(text=label, description=words.LEFT_EMPTY, component=field))


def read_cooldown(interaction: Interaction) -> dict[str, int | None]:
    """The limit that was typed into its form. Raises BadOption."""
    typed = read_values(interaction)
    return {
        "cooldown_questions": _read(words.COOLDOWN_QUESTIONS, typed.get("cooldown_questions", ""), 1000),
        "cooldown_seconds": _read(words.COOLDOWN_SECONDS, typed.get("cooldown_seconds", ""), 86400),
    }


def _make_input(field: str, number: float | None, usual: float) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=field,
        default=None if number is None else f"{number:g}",
        placeholder=f"{usual:g}",
        required=False,
        max_length=6,
    )


def _read(label: str, typed: str, most: int) -> int | None:
    """A whole number from 1 to `most`; None for nothing. Raises BadOption."""
    typed = typed.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit()) or not 1 <= int(typed) <= most:
        raise BadOption(words.bad_number(label, 1, most))
    return int(typed)


def _list(chosen: Sequence[int], kind: SelectDefaultValueType) -> list[SelectDefaultValue]:
    return [SelectDefaultValue(id=one, type=kind) for one in chosen]
