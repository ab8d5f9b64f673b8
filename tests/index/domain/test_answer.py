"""The words for a confidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.domain.answer import OPERATING_POINT, Certainty, describe_certainty

shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("confidence", "operating_point", "certainty"),
    [
        (0.49, 0.5, Certainty.SILENT),
        (0.5, 0.5, Certainty.LIKELY),
        (0.84, 0.5, Certainty.LIKELY),
        (0.85, 0.5, Certainty.CLEAR),
        (1.0, 0.5, Certainty.CLEAR),
        (0.0, 0.0, Certainty.LIKELY),
        (0.89, 0.9, Certainty.SILENT),
        (0.9, 0.9, Certainty.CLEAR),
        (0.999, 1.0, Certainty.SILENT),
        (1.0, 1.0, Certainty.CLEAR),
    ],
)
def test_a_confidence_has_a_word(confidence: float, operating_point: float, certainty: Certainty) -> None:
    assert certainty == describe_certainty(confidence, operating_point)


@given(shares, shares, shares)
def test_more_confidence_is_never_less_certain(a: float, b: float, operating_point: float) -> None:
    order = list(Certainty)[::-1]

    lower, upper = (order.index(describe_certainty(one, operating_point)) for one in sorted((a, b)))

    assert lower <= upper


@given(shares, shares)
def test_below_the_operating_point_and_only_there_the_record_is_silent(
    confidence: float, operating_point: float
) -> None:
    certainty = describe_certainty(confidence, operating_point)

    assert (confidence < operating_point) == (certainty == Certainty.SILENT)


def test_the_operating_point_is_a_probability() -> None:
    assert 0 < OPERATING_POINT < 1
