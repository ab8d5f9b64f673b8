"""Partial dates, as sources give them: a day, or only a month or a year.

A partial date is an ISO 8601 string: `2019`, `2019-10` or `2019-10-14`. It means the whole
span of days that it names, and is never completed with a month or day that the source does not give.
"""

import calendar
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints


def first_day(partial: str) -> date:
    """The first day of a partial date: `2019` starts on 2019-01-01.

    Raises ValueError if there is no such day.
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
    """The text of a date or year that YAML parsed because it was not in quotes."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


PartialDate = Annotated[
    str,
    BeforeValidator(_read_yaml_date),
    StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"),
    AfterValidator(_check_exists),
]
"""A validated partial date; pydantic raises ValidationError for anything else."""
