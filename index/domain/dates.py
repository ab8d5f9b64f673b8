"""Dates as sources give them: a day, or only a month or a year.

A partial date is an ISO 8601 string: `2019`, `2019-10` or `2019-10-14`. It stands for the whole
span of days it names, and it is never filled up with a day that nobody wrote.
"""

import calendar
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints


def first_day(partial: str) -> date:
    """The first day of a partial date: `2019` starts on 2019-01-01.

    Raises ValueError where there is no such day.
    """
    return date.fromisoformat(partial + "-01-01"[len(partial) - len("2019") :])


def last_day(partial: str) -> date:
    """The last day of a partial date: `2019-10` ends on 2019-10-31."""
    first = first_day(partial)
    if len(partial) == len("2019"):
        return first.replace(month=12, day=31)
    if len(partial) == len("2019-10"):
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first


def _check_exists(partial: str) -> str:
    first_day(partial)
    return partial


def _read_yaml_date(value: Any) -> Any:
    """YAML reads an unquoted 2019-10-14 as a date and 2019 as a number; both mean the text."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


PartialDate = Annotated[
    str,
    BeforeValidator(_read_yaml_date),
    StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"),
    AfterValidator(_check_exists),
]
"""A validated partial date; a wrong one is refused with pydantic's ValidationError."""
