"""Whether a window answers, as one probability."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.confidence import OPERATING_POINT, estimate

cosines = st.floats(-1, 1)
shares = st.floats(0, 1)


@given(cosines, shares, cosines, shares)
def test_more_alike_and_more_words_never_make_it_less_likely(a: float, b: float, c: float, d: float) -> None:
    lower = estimate(np.array([min(a, c)]), np.array([min(b, d)]))[0]
    upper = estimate(np.array([max(a, c)]), np.array([max(b, d)]))[0]

    assert 0 <= lower <= upper <= 1


@pytest.mark.parametrize(
    ("cosine", "covered", "answers"), [(0.9, 1.0, True), (0.7, 0.9, True), (0.1, 0.2, False), (-1, 0, False)]
)
def test_what_is_alike_and_in_the_questions_words_answers_and_the_contrary_does_not(
    cosine: float, covered: float, answers: bool
) -> None:
    assert answers == bool(estimate(np.array(cosine), np.array(covered)) >= OPERATING_POINT)
