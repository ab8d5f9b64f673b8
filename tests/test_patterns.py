"""No text makes a regular expression slow: `re` lets nothing else of the process run meanwhile."""

import re

import pytest

from tests.patterns import Expression, find_excess, list_expressions

SQUARE = {
    "index.splitting.sentences._WEAK_BOUNDARIES": "sees 1,000 characters of a long sentence",
}
"""Patterns that are quadratic, each with what bounds the text that it is used on."""


@pytest.mark.slow
def test_no_pattern_takes_longer_than_in_proportion_to_its_text() -> None:
    expressions = list_expressions()
    excesses = [find_excess(one, square=one.name not in SQUARE) for one in expressions]

    assert len(expressions) > 150
    assert [] == [excess for excess in excesses if excess]


@pytest.mark.slow
def test_what_is_allowed_to_be_quadratic_is() -> None:
    allowed = [one for one in list_expressions() if one.name in SQUARE]

    assert SQUARE.keys() == {one.name for one in allowed}
    assert any(find_excess(one) for one in allowed)


@pytest.mark.parametrize(
    ("pattern", "excess"),
    [
        (r"(?:\.{3,})+$", "exponential"),
        (r"(?:a|aa)+b", "exponential"),
        (r"(\w+\s?)*$", "exponential"),
        (r"\s+$", "quadratic"),
        (r"\w+-", "quadratic"),
        (r"(?<!\s)\s++$", None),
        (r"(?:\.{3,}+)++$", None),
    ],
)
def test_the_scan_finds_what_is_slow(pattern: str, excess: str | None) -> None:
    found = find_excess(Expression("it", re.compile(pattern), frozenset({"finditer"})))

    assert excess == (found and found.rpartition(": ")[2])
