"""Interactions as a changed client may send them: any command, and any button or form from anywhere.

simcord's actors do only what Discord's own client lets them do; what lies beneath them is private.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import simcord
from discord import InteractionType, app_commands
from simcord.actors import _dispatch_actor_interaction
from simcord.backend import serializers
from simcord.interactions import build_options, nest_options, walk_to_subcommand

_BUTTON: Final = 2
_SELECT: Final = 3
_INPUT: Final = 4
_LABEL: Final = 18


@dataclass(frozen=True)
class Forger:
    """Somebody in a channel of a server, or in direct messages, who may moderate the server."""

    env: simcord.Env
    actor: Any
    channel: simcord.ChannelHandle

    async def command(
        self, name: str, options: Mapping[str, Any], *, sent: Mapping[str, Any] | None = None
    ) -> Any:
        """Use a slash command, also one that does not exist where it is used; more may be sent with it."""
        root, nesting, leaf = self._find(name)
        built, resolved = build_options(self.actor, name, leaf, dict(options), channel_id=self.channel.id)
        data = {"options": nest_options(root, nesting, built), "resolved": resolved, "type": 1}
        return await self._send_command(root, sent=sent, **data)

    async def complete(self, name: str, option: str, typed: str) -> Any:
        """Type into an option that offers choices."""
        root, nesting, _ = self._find(name)
        focused = [{"name": option, "type": 3, "value": typed, "focused": True}]
        data = {"id": "1", "name": root["name"], "type": 1, "options": nest_options(root, nesting, focused)}
        return await self._send(InteractionType.autocomplete, data)

    async def menu(self, name: str, message: Any) -> Any:
        """Use a message menu."""
        stored = self.env.backend.get_message(self.channel.id, message.id)
        shown = dict(serializers.message_payload(self.env.backend, stored))
        return await self._send_command(
            {"name": name},
            type=3,
            target_id=str(message.id),
            resolved={"messages": {str(message.id): shown}},
        )

    async def use(self, part: Mapping[str, Any], message: Any, values: Sequence[str] = ()) -> Any:
        """Press a button, or choose in a select, as if a message of this channel had it."""
        stored = self.env.backend.get_message(self.channel.id, message.id)
        shown = dict(serializers.message_payload(self.env.backend, stored))
        shown["components"] = [{"type": 1, "id": 1, "components": [dict(part)]}]
        data = {"custom_id": part["custom_id"], "component_type": part["type"], "id": part.get("id", 1)}
        if part["type"] == _SELECT:
            data["values"] = list(values)
        elif part["type"] != _BUTTON:
            data |= {"values": [], "resolved": {}}
        return await self._send(
            InteractionType.component, data, extra={"message": shown}, source_message_id=stored.id
        )

    async def submit(self, form: Mapping[str, Any], typed: str) -> Any:
        """Send a form with the same words in all its fields."""
        fields = [
            {"type": _LABEL, "id": number, "component": _fill(label["component"], typed)}
            for number, label in enumerate(form["components"], start=1)
            if "component" in label
        ]
        return await self._send(
            InteractionType.modal_submit, {"custom_id": form["custom_id"], "components": fields}
        )

    def _find(self, name: str) -> tuple[dict[str, Any], list[str], dict[str, Any]]:
        first, *path = name.split()
        tree: app_commands.CommandTree[Any] = self.env.bot.tree  # type: ignore[attr-defined]  # RecordBot has one
        command = tree.get_command(first)
        assert command is not None
        root = {**command.to_dict(tree), "id": "1"}
        leaf, nesting = walk_to_subcommand(root, path)
        return root, nesting, leaf

    async def _send_command(
        self, root: Mapping[str, Any], sent: Mapping[str, Any] | None = None, **data: Any
    ) -> Any:
        command = {"id": "1", "name": root["name"], **data}
        return await self._send(InteractionType.application_command, command, extra=sent)

    async def _send(self, kind: InteractionType, data: dict[str, Any], **more: Any) -> Any:
        return await _dispatch_actor_interaction(self.actor, kind.value, self.channel, data, **more)


def _fill(field: Mapping[str, Any], typed: str) -> dict[str, Any]:
    filled = {"type": field["type"], "id": 100, "custom_id": field["custom_id"]}
    return filled | ({"value": typed} if field["type"] == _INPUT else {"values": []})
