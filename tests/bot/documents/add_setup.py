"""What the tests of adding share: a text to add, what is shown of it, and two actions at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import simcord

from tests.bot import layouts

TUNNEL = (
    "The tunnel\n\nThe harbour tunnel was dug by miners. “The wooden ferry is very old,” said Anna Holt of "
    "the tunnel office. Its walls are of slate and timber.\n\nThe toll gate is closed on Sundays."
)
LEAKS = "Who said that the wooden ferry is very old?"
GATE = "Is the toll gate closed on Sundays?"
QUOTED = "“The wooden ferry is very old,” said Anna Holt of the tunnel office."

_SELECT = 3


def filled(**values: str) -> dict[str, str]:
    """The form of *Edit*, filled in."""
    return {"title": "", "author": "", "publisher": "", "published": "", "url": ""} | values


def prefilled(modal: dict[str, Any] | None) -> dict[str, str | None]:
    """What stands in the fields of a form when it opens."""
    assert modal is not None
    inputs = [label["component"] for label in modal["components"]]
    return {one["custom_id"]: one.get("value") for one in inputs}


def selects(reply: layouts.Reply) -> dict[str, dict[str, Any]]:
    """The selects of a preview by the field that they set."""
    found = [part for part in layouts._walk(reply) if part["type"] == _SELECT]
    return {part["custom_id"].split(":")[1]: part for part in found}


def chosen(reply: layouts.Reply, field: str) -> list[str]:
    return [option["value"] for option in selects(reply)[field]["options"] if option.get("default")]


@contextmanager
def at_once(env: simcord.Env) -> Iterator[None]:
    """Within it the next action begins before the one before it is answered, as with two people.

    simcord waits after each action until nothing more happens; here that is left out, by its one private
    name used in these tests. Settle afterwards.
    """

    async def wait_for_nothing(**_: Any) -> None:
        pass

    settle = env._settle_internal
    env._settle_internal = wait_for_nothing  # type: ignore[method-assign]
    try:
        yield
    finally:
        env._settle_internal = settle  # type: ignore[method-assign]
