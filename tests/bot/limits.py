"""What Discord refuses, and simcord does not: looked for in the requests that the bot made of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from simcord.components import walk_components

NAME, DESCRIPTION, COMMAND = 32, 100, 8000
"""Characters of a command's or option's name and description, and of a command in all."""

CHOICES, CHOICE = 25, 100
OPTIONS, MENUS = 25, 5
FILES, ALT, REASON = 10, 1024, 512

_MESSAGE, _EDIT, _CHOICES, _MODAL = 4, 7, 8, 9
_BUTTON, _INPUT, _TEXT, _CONTAINER = 2, 4, 10, 17
_SELECTS: Final = {3, 5, 6, 7, 8}

NO_PING: Final[Mapping[str, Any]] = {"parse": []}


def find_faults(requests: Iterable[Any]) -> list[str]:
    """A line for whatever Discord would not take, and for any message that may ping somebody."""
    return [f"{one.method} {one.path}: {fault}" for one in requests for fault in _look_at(one)]


def _look_at(request: Any) -> Iterator[str]:
    if len(request.reason or "") > REASON:
        yield "reason"
    if request.path.endswith("/commands"):
        yield from _look_at_commands(request.json or [])
    if not isinstance(request.json, dict):
        return
    data = request.json
    kind = data.get("type") if request.path.endswith("/callback") else None
    if kind == _CHOICES:
        yield from look_at_choices(data["data"]["choices"])
    elif kind == _MODAL:
        yield from _look_at_parts(data["data"]["components"])
    elif kind in (_MESSAGE, _EDIT):
        yield from _look_at_message(data["data"])
    elif kind is None and {"components", "content"} & set(data):
        yield from _look_at_message(data)


def _look_at_message(body: Mapping[str, Any]) -> Iterator[str]:
    if body.get("allowed_mentions") != NO_PING:
        yield f"may ping: {body.get('allowed_mentions')}"
    files = body.get("attachments") or []
    if len(files) > FILES or any(len(one.get("description") or "") > ALT for one in files):
        yield "files"
    yield from _look_at_parts(body.get("components") or [])


def _look_at_parts(components: list[Mapping[str, Any]]) -> Iterator[str]:
    for part in walk_components(components):
        match part["type"]:
            case kind if kind == _TEXT and not part["content"].strip():
                yield "empty text"
            case kind if kind == _CONTAINER and not part["components"]:
                yield "empty container"
            case kind if kind == _BUTTON and not (part.get("label") or part.get("emoji")):
                yield "button without a label"
            case kind if kind == _INPUT and not _is_within(part):
                yield f"input {part['custom_id']}"
            case kind if kind in _SELECTS and not _has_room(part):
                yield f"select {part['custom_id']}"


def _is_within(part: Mapping[str, Any]) -> bool:
    """Whether what stands in an input is as long as it may be."""
    value, least, most = part.get("value"), part.get("min_length") or 0, part.get("max_length") or 4000
    return not value or least <= len(value) <= most


def _has_room(part: Mapping[str, Any]) -> bool:
    chosen = [one for one in part.get("options", ()) if one.get("default")] + part.get("default_values", [])
    return len(chosen) <= part.get("max_values", 1)


def look_at_choices(choices: list[Mapping[str, Any]]) -> Iterator[str]:
    """A line for what does not fit into the choices that are offered while an option is typed."""
    if len(choices) > CHOICES:
        yield f"{len(choices)} choices"
    for choice in choices:
        if not all(1 <= len(str(choice[key]).strip()) <= CHOICE >= len(str(choice[key])) for key in choice):
            yield f"choice {choice}"


def _look_at_commands(commands: list[Mapping[str, Any]]) -> Iterator[str]:
    if sum(one.get("type") == 3 for one in commands) > MENUS:
        yield "menus"
    for command in commands:
        if _count(command) > COMMAND:
            yield f"length of {command['name']}"
        yield from _look_at_command(command)


def _look_at_command(command: Mapping[str, Any]) -> Iterator[str]:
    is_menu = command["type"] in (2, 3) and "options" not in command
    if not 1 <= len(command["name"]) <= NAME:
        yield f"name {command['name']}"
    if not is_menu and not 1 <= len(command.get("description", "")) <= DESCRIPTION:
        yield f"description of {command['name']}"
    if len(command.get("options", ())) > OPTIONS:
        yield f"options of {command['name']}"
    yield from look_at_choices(
        [{key: one[key] for key in ("name", "value")} for one in command.get("choices", ())]
    )
    for option in command.get("options", ()):
        yield from _look_at_command(option)


def _count(command: Mapping[str, Any]) -> int:
    own = len(command["name"]) + len(command.get("description", ""))
    choices = sum(len(str(one["value"])) for one in command.get("choices", ()))
    return own + choices + sum(_count(option) for option in command.get("options", ()))
