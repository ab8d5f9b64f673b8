"""The components of the settings: selects, a button and a form."""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ChannelType, SelectDefaultValue, SelectDefaultValueType, ui

from bot.errors import BadOption
from bot.strings import moderation as words
from bot.ui.custom_id import CustomId, PersistentButton, PersistentSelect
from bot.ui.interactions import Interaction
from bot.ui.modals import PersistentModal, read_values, text_field

_MAX_NUMBER_CHARS: Final = 6
"""Enough for the seconds of a day."""

_MAX_SELECT_VALUES: Final = 25
"""Options that Discord lets a user choose in a select."""

_WRITTEN_IN: Final = [ChannelType.text, ChannelType.news]
_ASKED_IN: Final = [*_WRITTEN_IN, ChannelType.forum, ChannelType.voice, ChannelType.stage_voice]


class RolesSelect(CustomId, form="settings:moderator_roles"):
    """Chooses the moderator roles."""

    def select(self, chosen: Sequence[int]) -> ui.RoleSelect[Any]:
        """The select for a message."""
        return ui.RoleSelect(
            custom_id=self.custom_id,
            placeholder=words.NO_ROLES,
            min_values=0,
            max_values=_MAX_SELECT_VALUES,
            default_values=_list(chosen, SelectDefaultValueType.role),
        )


class AuditSelect(CustomId, form="settings:audit_channel"):
    """Chooses the channel of the audit log."""

    def select(self, chosen: Sequence[int]) -> ui.ChannelSelect[Any]:
        """The select for a message."""
        return _make_channel_select(self, words.NO_CHANNEL, _WRITTEN_IN, chosen)


class DailySelect(CustomId, form="settings:daily_channel"):
    """Chooses the channel for daily quotations."""

    def select(self, chosen: Sequence[int]) -> ui.ChannelSelect[Any]:
        """The select for a message."""
        return _make_channel_select(self, words.NO_CHANNEL, _WRITTEN_IN, chosen)


class AnswersSelect(CustomId, form="settings:channels"):
    """Chooses the channels in which the bot answers."""

    def select(self, chosen: Sequence[int], *, all_gone: bool) -> ui.ChannelSelect[Any]:
        """The select for a message. `all_gone` is whether none of the chosen channels exists."""
        placeholder = words.NO_ANSWERS if all_gone else words.ALL_CHANNELS
        return _make_channel_select(self, placeholder, _ASKED_IN, chosen, most=_MAX_SELECT_VALUES)


class PrivacySelect(PersistentSelect, form="settings:private"):
    """Chooses who sees an answer."""


class CooldownButton(PersistentButton, form="settings:cooldown", label=words.CHANGE_COOLDOWN):
    """Opens the modal of the limit."""


class CooldownModal(PersistentModal, form="settings-form:cooldown"):
    """Asks for the limit of questions."""


def make_cooldown_modal(questions: int | None, seconds: float | None, usual: tuple[int, float]) -> ui.Modal:
    """Asks for the limit of questions; `usual` is the bot's own."""
    return CooldownModal().modal(
        words.COOLDOWN_MODAL,
        _make_field("cooldown_questions", words.COOLDOWN_QUESTIONS, questions, usual[0]),
        _make_field("cooldown_seconds", words.COOLDOWN_SECONDS, seconds, usual[1]),
    )


def read_cooldown(interaction: Interaction) -> dict[str, int | None]:
    """The limit that was typed into its form. Raises BadOption."""
    typed = read_values(interaction)
    return {
        "cooldown_questions": _read(words.COOLDOWN_QUESTIONS, typed.get("cooldown_questions", ""), 1000),
        "cooldown_seconds": _read(words.COOLDOWN_SECONDS, typed.get("cooldown_seconds", ""), 86400),
    }


def _make_field(name: str, label: str, number: float | None, usual: float) -> ui.Label[Any]:
    value = "" if number is None else f"{number:g}"
    return text_field(
        name,
        label,
        value=value,
        hint=words.LEFT_EMPTY,
        placeholder=f"{usual:g}",
        max_chars=_MAX_NUMBER_CHARS,
    )


def _read(label: str, typed: str, most: int) -> int | None:
    """A whole number from 1 to `most`; None for nothing. Raises BadOption."""
    typed = typed.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit()) or not 1 <= int(typed) <= most:
        raise BadOption(words.bad_number(label, 1, most))
    return int(typed)


def list_privacy(private: bool) -> list[discord.SelectOption]:
    """The options of who sees an answer."""
    return [
        discord.SelectOption(label=words.PRIVATE_NO, value="no", default=not private),
        discord.SelectOption(label=words.PRIVATE_YES, value="yes", default=private),
    ]


def _make_channel_select(
    custom_id: CustomId, placeholder: str, types: list[ChannelType], chosen: Sequence[int], most: int = 1
) -> ui.ChannelSelect[Any]:
    return ui.ChannelSelect(
        custom_id=custom_id.custom_id,
        placeholder=placeholder,
        channel_types=types,
        min_values=0,
        max_values=most,
        default_values=_list(chosen, SelectDefaultValueType.channel),
    )


def _list(chosen: Sequence[int], kind: SelectDefaultValueType) -> list[SelectDefaultValue]:
    return [SelectDefaultValue(id=one, type=kind) for one in chosen]
