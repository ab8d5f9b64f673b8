"""Those who are told of what was done on the record."""

import logging
from collections.abc import Awaitable, Callable, Sequence

log = logging.getLogger(__name__)

ChangeListener = Callable[[str], Awaitable[None]]
"""Is told the scope in which something was done."""


async def notify(told: Sequence[ChangeListener], scope: str) -> None:
    """Tell each of what was done in a scope. It is done, whatever goes wrong here."""
    for tell in told:
        try:
            await tell(scope)
        except (
            Exception
        ):  # the outermost handler of what follows an act, and the others are told all the same
            log.exception("Reacting to a change failed.")
