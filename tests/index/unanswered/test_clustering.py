"""Clustering of questions by meaning."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.encoding.encoder import Vectors
from index.unanswered.clustering import MIN_COSINE, cluster_questions


def turn(*degrees: float) -> Vectors:
    """Unit vectors in a plane, at those angles."""
    angles = np.radians(np.array(degrees))
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_questions_that_are_alike_stand_together() -> None:
    assert [[0, 2], [1]] == cluster_questions(["a", "b", "c"], turn(0, 80, 10))


def test_no_chain_of_small_steps_leads_from_one_meaning_to_another() -> None:
    """Each is 40° from the next, which is close enough; the first and the last, 80° apart, are not."""
    groups = cluster_questions(["a", "b", "c"], turn(0, 40, 80))

    assert 2 == len(groups)


def test_other_numbers_are_another_meaning() -> None:
    questions = ["Was it listed in 2019?", "Was it listed in 2022?", "Was it listed?", "listed in 2022?"]

    groups = cluster_questions(questions, turn(0, 0, 0, 0))

    assert not any({0, 1} <= set(group) or {0, 3} <= set(group) for group in groups)
    assert any({1, 3} <= set(group) for group in groups)


def test_none_and_one_are_no_trouble() -> None:
    assert [] == cluster_questions([], turn())
    assert [[0]] == cluster_questions(["a"], turn(0))


@given(st.lists(st.floats(0, 360), min_size=2, max_size=12))
def test_every_question_is_in_one_group_and_any_two_of_a_group_are_alike(degrees: list[float]) -> None:
    vectors = turn(*degrees)

    groups = cluster_questions(["a"] * len(degrees), vectors)

    assert list(range(len(degrees))) == sorted(number for group in groups for number in group)
    for group in groups:
        assert (vectors[group] @ vectors[group].T).min() >= MIN_COSINE - 1e-5
