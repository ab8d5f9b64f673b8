import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evaluation.statistics import (
    calibration_curve,
    calibration_error,
    calibration_interval,
    compare,
    mean_interval,
    roc_area,
    roc_interval,
    share_interval,
)

RANDOM = np.random.default_rng(7)
TRUTH = RANDOM.random(200) < 0.6
SCORES = np.round(np.clip(0.3 * TRUTH + RANDOM.random(200) * 0.7, 0, 1), 2)
"""Judgements that are often right, some of them level."""

judgements = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40)


@pytest.mark.slow
def test_the_interval_of_a_share_is_wilson_s() -> None:
    """Nine of ten, as worked by hand from the formula."""
    assert (0.596, 0.982) == pytest.approx(share_interval(9, 10), abs=0.001)


@pytest.mark.parametrize(("successes", "trials"), [(0, 5), (5, 5), (0, 0)])
def test_an_interval_stays_within_0_and_1(successes: int, trials: int) -> None:
    low, high = share_interval(successes, trials)

    assert 0 <= low < high <= 1


def test_the_interval_of_a_mean_is_about_two_standard_errors_to_either_side() -> None:
    """A hundred values with the standard deviation 1."""
    assert (1.804, 2.196) == pytest.approx(mean_interval([1.0, 3.0] * 50), abs=0.02)


def test_the_mean_of_nothing_has_no_width() -> None:
    assert (0.0, 0.0) == mean_interval([])


def test_the_same_values_have_the_same_interval_each_time() -> None:
    assert mean_interval([0.1, 0.5, 0.9]) == mean_interval([0.1, 0.5, 0.9])


def test_a_long_list_is_resampled_in_parts_and_its_interval_is_narrow() -> None:
    low, high = mean_interval([0.0, 1.0] * 5000)

    assert 0.485 < low < 0.5 < high < 0.515


def test_a_way_that_is_better_on_every_question_is_better_beyond_chance() -> None:
    compared = compare([0.5, 0.7, 0.9, 0.6], [0.4, 0.6, 0.8, 0.5])

    assert (pytest.approx(0.1), (pytest.approx(0.1), pytest.approx(0.1)), 0.0, 4) == (
        compared.difference,
        compared.interval,
        compared.p,
        compared.n,
    )


def test_two_ways_that_win_in_turn_do_not_differ_beyond_chance() -> None:
    compared = compare([1.0, 0.0] * 20, [0.0, 1.0] * 20)

    assert (0.0, True, True) == (compared.difference, compared.p > 0.8, -0.4 < compared.interval[0] < 0)


def test_pairs_tell_more_than_the_two_means_do() -> None:
    """The questions differ much and the ways differ little, but always by something."""
    first = [n / 50 + 0.01 * (n % 3) for n in range(50)]
    second = [n / 50 for n in range(50)]

    assert compare(first, second).interval[0] > 0
    assert mean_interval(first)[0] < mean_interval(second)[1]


def test_nothing_is_compared_where_there_are_no_questions() -> None:
    assert (0.0, 1.0, 0) == ((c := compare([], [])).difference, c.p, c.n)


@pytest.mark.parametrize(
    ("scores", "truth", "expected"),
    [
        ([0.9, 0.8, 0.2, 0.1], [True, True, False, False], 1.0),
        ([0.9, 0.8, 0.2, 0.1], [False, False, True, True], 0.0),
        ([0.5, 0.5], [True, False], 0.5),
        ([0.9, 0.4, 0.6], [True, True, False], 0.5),
        ([0.9], [True], 0.5),
        ([], [], 0.5),
    ],
)
def test_the_area_is_how_often_a_true_one_scores_higher(
    scores: list[float], truth: list[bool], expected: float
) -> None:
    assert expected == roc_area(np.array(scores), np.array(truth, np.bool_))


def test_the_area_is_scikit_learn_s() -> None:
    from sklearn.metrics import roc_auc_score  # here, not above: all who collect tests would wait for it

    assert pytest.approx(roc_auc_score(TRUTH, SCORES)) == roc_area(SCORES, TRUTH)


def test_the_interval_of_an_area_is_delong_s() -> None:
    """By hand: each true one beats 1 and 1/2 of the false ones, so both variances are 1/8."""
    scores, truth = np.array([0.9, 0.4, 0.6, 0.1]), np.array([True, True, False, False])
    half = 1.959964 * (0.125 / 2 + 0.125 / 2) ** 0.5

    assert (0.75 - half, 1.0) == pytest.approx(roc_interval(scores, truth))


def test_the_interval_of_an_area_is_as_wide_as_resampling_says() -> None:
    places = np.random.default_rng(3).integers(200, size=(400, 200))
    resampled = np.percentile([roc_area(SCORES[p], TRUTH[p]) for p in places], (2.5, 97.5))

    assert tuple(resampled) == pytest.approx(roc_interval(SCORES, TRUTH), abs=0.02)


def test_an_area_over_one_true_one_is_not_known_at_all() -> None:
    assert (0.0, 1.0) == roc_interval(np.array([0.9, 0.1]), np.array([True, False]))


def test_a_sure_and_right_judge_has_no_calibration_error() -> None:
    assert 0.0 == calibration_error(np.array([1.0, 1.0, 0.0]), np.array([True, True, False]))


def test_a_judge_who_is_always_sure_and_half_right_is_off_by_half() -> None:
    assert 0.5 == calibration_error(np.array([1.0, 1.0]), np.array([True, False]))


def test_the_calibration_curve_is_scikit_learn_s() -> None:
    from sklearn.calibration import calibration_curve as reference_curve

    scores = SCORES * 0.99 + 0.0042  # on no border, where the two differ
    curve = [one for one in calibration_curve(scores, TRUTH) if one.n]
    shares, confidences = reference_curve(TRUTH, scores, n_bins=10)

    assert pytest.approx(list(confidences)) == [one.confidence for one in curve]
    assert pytest.approx(list(shares)) == [one.share for one in curve]


@given(judgements)
def test_every_judgement_is_in_one_bin_that_holds_its_confidence(given: list[tuple[float, bool]]) -> None:
    confidences = np.array([confidence for confidence, _ in given])
    truth = np.array([is_true for _, is_true in given], np.bool_)

    curve = calibration_curve(confidences, truth)

    assert len(given) == sum(one.n for one in curve)
    assert all(one.low - 1e-9 <= one.confidence <= one.high + 1e-9 for one in curve if one.n)
    assert [0.0, 1.0] == [curve[0].low, curve[-1].high]


@given(judgements)
def test_the_calibration_error_is_the_curve_s_mean_gap_and_lies_within_its_interval(
    given: list[tuple[float, bool]],
) -> None:
    confidences = np.array([confidence for confidence, _ in given])
    truth = np.array([is_true for _, is_true in given], np.bool_)
    gaps = [one.n * abs(one.confidence - one.share) for one in calibration_curve(confidences, truth)]

    error = calibration_error(confidences, truth)

    assert pytest.approx(sum(gaps) / max(len(given), 1)) == error
    assert 0 <= error <= 1


def test_the_interval_of_the_calibration_error_holds_it() -> None:
    low, high = calibration_interval(SCORES, TRUTH)

    assert 0 <= low <= calibration_error(SCORES, TRUTH) <= high <= 1
