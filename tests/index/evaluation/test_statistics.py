import numpy as np
import pytest

from index.evaluation.statistics import calibration_error, mean_interval, roc_area, share_interval


def test_the_interval_of_a_share_is_wilson_s() -> None:
    """Nine of ten, as worked by hand from the formula."""
    assert (0.596, 0.982) == pytest.approx(share_interval(9, 10), abs=0.001)


@pytest.mark.parametrize(("successes", "trials"), [(0, 5), (5, 5), (0, 0)])
def test_an_interval_stays_within_0_and_1(successes: int, trials: int) -> None:
    low, high = share_interval(successes, trials)

    assert 0 <= low < high <= 1


def test_the_interval_of_a_mean_narrows_with_the_root_of_the_number() -> None:
    low, high = mean_interval([1.0, 3.0] * 50)
    wide_low, wide_high = mean_interval([1.0, 3.0] * 12 + [2.0] * 1)

    assert (2.0, True) == (pytest.approx((low + high) / 2), high - low < wide_high - wide_low)


def test_the_mean_of_nothing_has_no_width() -> None:
    assert (0.0, 0.0) == mean_interval([])


@pytest.mark.parametrize(
    ("scores", "truth", "expected"),
    [
        ([0.9, 0.8, 0.2, 0.1], [True, True, False, False], 1.0),
        ([0.9, 0.8, 0.2, 0.1], [False, False, True, True], 0.0),
        ([0.5, 0.5], [True, False], 0.5),
        ([0.9, 0.4, 0.6], [True, True, False], 0.5),
        ([0.9], [True], 0.5),
    ],
)
def test_the_area_is_how_often_a_true_one_scores_higher(
    scores: list[float], truth: list[bool], expected: float
) -> None:
    assert expected == roc_area(np.array(scores), np.array(truth))


def test_a_sure_and_right_judge_has_no_calibration_error() -> None:
    assert 0.0 == calibration_error(np.array([1.0, 1.0, 0.0]), np.array([True, True, False]))


def test_a_judge_who_is_always_sure_and_half_right_is_off_by_half() -> None:
    assert 0.5 == calibration_error(np.array([1.0, 1.0]), np.array([True, False]))
