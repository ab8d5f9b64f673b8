"""Weighted sums of features, and the choice among windows that overlap."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from index.answering.features import FEATURES
from index.answering.ranker import AnswerWeights, Ranker, Weights, read_weights, select_windows
from tests.index.answering.pools import make_pool, make_version, make_windows

TWELVE = make_version("One is. Two is. Three is. Four is.\n\nHead\n\nFive is. Six is. Seven is. Eight is.")
POOL = make_pool(TWELVE)[::-1]
WEIGHTS = Weights(
    ranking={"cosine": 2.0, "proximity": -1.0},
    reranker="shared words",
    with_reranker=AnswerWeights(order={"reranker": 1.0, "score": 0.5}, answers={"reranker": 2.0}, bias=-1.0),
    without_reranker=AnswerWeights(
        order={"score": 1.0}, answers={"score": 1.0, "idf_coverage": 3.0}, bias=-2.0
    ),
)


def make_features(count: int, **columns: list[float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Features by name; all others are 0."""
    zeros = [0.0] * count
    return np.array([columns.get(name, zeros) for name in FEATURES], np.float32).T


def test_a_score_is_the_sum_of_the_named_features_by_their_weights() -> None:
    features = make_features(3, cosine=[1, 0.5, 0], proximity=[0, 1, 1], idf_coverage=[9, 9, 9])

    assert [2, 0, -1] == Ranker(WEIGHTS).score(features).tolist()


def test_without_a_reader_the_features_and_the_score_judge() -> None:
    features = make_features(2, idf_coverage=[0, 1])

    order, probability = Ranker(WEIGHTS).answer_probability(
        features, np.array([2, 0], np.float32), None, None
    )

    assert [2, 0] == order.tolist()
    assert [0.5, 1 / (1 + np.exp(-1))] == pytest.approx(probability.tolist())


def test_with_a_reader_its_logits_judge() -> None:
    scores, logits = np.array([2, 0], np.float32), np.array([0.5, 4], np.float32)

    order, probability = Ranker(WEIGHTS).answer_probability(
        make_features(2), scores, logits, WEIGHTS.reranker
    )

    assert [1.5, 4] == order.tolist()
    assert [0.5, 1 / (1 + np.exp(-7))] == pytest.approx(probability.tolist())


def test_a_reader_that_nothing_was_fitted_to_orders_and_tells_no_probability() -> None:
    features = make_features(2, idf_coverage=[0, 1])
    scores, logits = np.array([2, 0], np.float32), np.array([0.5, 4], np.float32)

    order, probability = Ranker(WEIGHTS).answer_probability(features, scores, logits, "another")
    _, without = Ranker(WEIGHTS).answer_probability(features, scores, None, None)

    assert [0.5, 4] == order.tolist()
    assert without.tolist() == probability.tolist()


def test_a_judgement_by_nothing_gives_every_candidate_the_same() -> None:
    nothing = AnswerWeights(order={}, answers={}, bias=0.0)
    ranker = Ranker(WEIGHTS.model_copy(update={"without_reranker": nothing}))

    order, probability = ranker.answer_probability(make_features(3), np.zeros(3, np.float32), None, None)

    assert ([0, 0, 0], [0.5, 0.5, 0.5]) == (order.tolist(), probability.tolist())


@given(st.lists(st.floats(-(2.0**100), 2.0**100, width=32), min_size=1, max_size=9))
def test_any_logit_gives_a_probability_and_a_greater_one_never_a_smaller(logits: list[float]) -> None:
    given_logits = np.array(sorted(logits), np.float32)

    features, scores = make_features(len(logits)), np.zeros(len(logits), np.float32)

    _, found = Ranker(WEIGHTS).answer_probability(features, scores, given_logits, WEIGHTS.reranker)

    assert found.tolist() == sorted(found.tolist())
    assert 0 <= found[0] <= found[-1] <= 1


runs = st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(0, 2))


@given(st.lists(st.tuples(runs, st.floats(0, 4)), min_size=1, max_size=20))
def test_the_best_are_chosen_and_none_shares_a_sentence_with_a_better_one(
    scored: list[tuple[tuple[int, int, int], float]],
) -> None:
    places = [(p, 4 * p + a, 4 * p + min(a + length, 3)) for (p, a, length), _ in scored]
    scores = np.array([score for _, score in scored], np.float32)

    chosen = list(select_windows(make_windows(places), scores, POOL))

    taken: set[int] = set()
    expected = []
    for number in sorted(range(len(places)), key=lambda n: -scores[n]):
        sentences = set(range(places[number][1], places[number][2] + 1))
        if not sentences & taken:
            taken |= sentences
            expected.append(number)
    assert expected == chosen


def test_the_same_sentences_of_two_documents_do_not_overlap() -> None:
    pool = make_pool(make_version("One is. Two is.", 1), make_version("One is. Two is.", 2))

    chosen = select_windows(make_windows([(0, 0, 1), (1, 0, 1)]), np.array([1, 2], np.float32), pool)

    assert [1, 0] == list(chosen)


PLAIN = Weights(
    ranking={"cosine": 1.0},
    reranker="shared words",
    with_reranker=AnswerWeights(order={"reranker": 1.0}, answers={"reranker": 1.0}, bias=0.0),
    without_reranker=AnswerWeights(order={"score": 1.0}, answers={"idf_coverage": 1.0}, bias=-1.0),
)


def test_every_weight_that_ships_is_that_of_a_feature_or_of_what_the_ranking_and_the_reader_say() -> None:
    weights = read_weights()

    assert set() == weights.ranking.keys() - set(FEATURES)
    for judgement, more in ((weights.with_reranker, {"reranker"}), (weights.without_reranker, set())):
        assert set() == {*judgement.order, *judgement.answers} - {*FEATURES, "score", *more}


def test_what_ships_ranks_and_judges_by_something() -> None:
    weights = read_weights()

    assert weights.ranking
    assert weights.with_reranker.answers.get("reranker", 0) > 0
    assert weights.without_reranker.order
    assert weights.without_reranker.answers


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(PLAIN.model_dump_json(), encoding="utf-8")

    assert PLAIN == read_weights(path)


@pytest.mark.parametrize("change", [{"ranking": {"cosine": "much"}}, {"colour": 1}, {"with_reranker": {}}])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(PLAIN.model_dump() | change), encoding="utf-8")

    with pytest.raises(ValidationError):
        read_weights(path)
