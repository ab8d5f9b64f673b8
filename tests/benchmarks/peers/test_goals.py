from benchmarks.peers.cold_start import ASK, SCRIPT
from benchmarks.peers.goals import Goal, list_cold_goals, list_speed_goals, tabulate_goals
from tests.benchmarks.peers.test_figures import SYSTEMS


def test_a_bound_is_met_from_its_own_side() -> None:
    assert Goal("most", 2, 2).is_met and not Goal("most", 2.1, 2).is_met
    assert Goal("least", 2, 2, is_least=True).is_met and not Goal("least", 1.9, 2, is_least=True).is_met


def test_questions_are_held_against_the_peer_that_is_fastest_at_them() -> None:
    goals = {goal.what: goal for goal in list_speed_goals(SYSTEMS)}

    assert not goals["encoding ÷ that of the fastest peer"].is_met
    assert goals["question p50 without the reader ÷ that of Fast"].is_met
    assert goals["question p99 without the reader ÷ that of Fast"].is_met
    assert goals["question p50 with the reader"].is_met


def test_a_cold_start_is_held_against_the_script() -> None:
    cold = {ASK: {"wall_s": 0.7, "peak_mb": 300}, SCRIPT: {"wall_s": 4.0, "peak_mb": 560}}

    assert [True, False, False] == [goal.is_met for goal in list_cold_goals(cold)]


def test_the_table_says_which_goals_are_not_met() -> None:
    table = tabulate_goals([Goal("wall", 0.71, 0.8, unit=" s"), Goal("share", 0.3, 0.5, is_least=True)])

    assert "| wall | ≤ 0.8 s | 0.71 s | met |" in table
    assert "| share | ≥ 0.5 | 0.3 | not met |" in table
