"""Spans between quotation marks."""

import pytest
from hypothesis import given

from index.attribution.quotation_marks import find_quoted_spans
from tests.index.texts import texts


def list_quoted(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_quoted_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left,” she said, “and sang.”", ["We left,", "and sang."]),
        ('"We left," she said. "We sang."', ["We left,", "We sang."]),
        (
            "'It isn't the singers' fault,' Lee said. 'They're fine.'",
            ["It isn't the singers' fault,", "They're fine."],
        ),
        ("‘The singers’ fault is small,’ he said.", ["The singers’ fault is small,"]),
        (
            "He said: 'The singers' view is \"wrong\" and we know it'.",
            ['The singers\' view is "wrong" and we know it'],
        ),
        ("« Oui », dit-il. „Nein“, sagte sie.", [" Oui ", "Nein"]),
        ("The singers' fee in the '90s bought rock 'n' roll.", []),
        ('A 5" disk and a 6\' pole and a "word".', ["word"]),
        ("“He said ‘go’ and I went,” said Ann.", ["He said ‘go’ and I went,"]),
    ],
)
def test_the_outermost_pair_of_any_sort_is_found(text: str, expected: list[str]) -> None:
    assert expected == list_quoted(text)


def test_a_mark_that_nothing_closes_opens_to_the_end() -> None:
    (only,) = find_quoted_spans("She said: “We left.")

    assert (11, 19, True) == (only.start, only.end, only.is_open)


def test_a_mark_that_was_forgotten_swallows_no_other_quotation() -> None:
    assert ["two"] == list_quoted("She said “one and “two” in the end.")


@given(texts)
def test_quotations_lie_in_the_text_one_after_the_other(text: str) -> None:
    bounds = [bound for one in find_quoted_spans(text) for bound in (one.start, one.end)]

    assert sorted(bounds) == bounds
    assert all(0 <= bound <= len(text) for bound in bounds)
