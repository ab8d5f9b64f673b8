"""Dates as users type them in the options of commands."""

from collections.abc import Callable
from datetime import date

from bot.errors import BadOption
from bot.strings import answers as words


def read_date(option: str, given: str | None, read: Callable[[str], date]) -> date | None:
    """The day that an option means, as `first_day` or `last_day` reads it. Raises BadOption."""
    if given is None:
        return None
    try:
        return read(given.strip())
    except ValueError as error:
        raise BadOption(words.bad_date(option)) from error
