"""Dates as sources give them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from index.domain.dates import PartialDate, first_day, last_day

PARTIAL = TypeAdapter(PartialDate)


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-10", date(2019, 10, 1), date(2019, 10, 31)),
        ("2019-10-14", date(2019, 10, 14), date(2019, 10, 14)),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
    ],
)
def test_a_partial_date_stands_for_the_whole_span_that_it_names(
    partial: str, first: date, last: date
) -> None:
    assert (first, last) == (first_day(partial), last_day(partial))


@given(st.dates())
def test_a_day_lies_in_its_own_month_and_year(day: date) -> None:
    whole = day.isoformat()

    for partial in (whole, whole[:7], whole[:4]):
        assert first_day(partial) <= day <= last_day(partial)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2019", "2019"),
        ("2019-10", "2019-10"),
        ("2019-10-14", "2019-10-14"),
        (2019, "2019"),
        (date(2019, 10, 14), "2019-10-14"),
        ("2020-02-29", "2020-02-29"),
    ],
)
def test_text_and_what_yaml_makes_of_it_are_read_alike(value: object, read: str) -> None:
    assert read == PARTIAL.validate_python(value)


@pytest.mark.parametrize(
    "value",
    [
        *("2019-13", "2019-00", "2019-02-29", "2019-10-32", "0000", "0000-01", "2019-1", "19", "201", ""),
        *("2019-10-14T10:00:00", "14.10.2019", "2019/10/14", "2019-10-14 ", "2019\n", "٢٠١٩", "²⁰¹⁹"),
        *(True, None, 20191014, -2019, 2019.5, ["2019"], datetime(2019, 10, 14, 10, 0)),  # noqa: DTZ001 - YAML's
    ],
)
def test_a_date_that_nobody_can_have_meant_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        PARTIAL.validate_python(value)
