import pytest

from benchmarks.peers.figures import (
    MEASURES,
    OURS,
    OURS_READING,
    compare,
    find_best_peer,
    find_medians,
    join,
    measure_share,
    tabulate,
    tabulate_systems,
)

ASKING = next(one for one in MEASURES if one.key == "p50_ms")
ENCODING = next(one for one in MEASURES if one.key == "encoded_per_s")


def make_system(p50: float, encoded: float) -> dict[str, float]:
    return {one.key: 1.0 for one in MEASURES} | {"p50_ms": p50, "encoded_per_s": encoded}


SYSTEMS = {
    OURS: make_system(3, 90),
    OURS_READING: make_system(24, 90),
    "Slow": make_system(12, 30),
    "Fast": make_system(6, 20),
}


def test_the_median_of_each_figure_is_over_the_rounds() -> None:
    rounds = [{"A": {"p50_ms": value}, "B": {"p50_ms": 1.0}} for value in (9.0, 2.0, 5.0)]

    assert {"A": {"p50_ms": 5.0}, "B": {"p50_ms": 1.0}} == find_medians(rounds)


def test_the_best_peer_has_most_or_least_as_the_measure_wants() -> None:
    assert "Fast" == find_best_peer(SYSTEMS, ASKING)
    assert "Slow" == find_best_peer(SYSTEMS, ENCODING)


def test_ours_are_never_their_own_peers() -> None:
    alone = {name: SYSTEMS[name] for name in (OURS, OURS_READING)}

    assert find_best_peer(alone, ASKING) is None
    assert compare(alone, OURS, ASKING) is None
    assert "best peer" not in tabulate_systems(alone)


def test_a_ratio_is_to_the_best_peer_of_that_measure() -> None:
    assert 0.5 == compare(SYSTEMS, OURS, ASKING)
    assert 4.0 == compare(SYSTEMS, OURS_READING, ASKING)
    assert 3.0 == compare(SYSTEMS, OURS, ENCODING)


def test_the_table_has_a_row_for_each_system_and_two_of_ratios() -> None:
    lines = tabulate_systems(SYSTEMS).splitlines()

    assert 2 + len(SYSTEMS) + 2 == len(lines)
    assert {len(MEASURES) + 2} == {line.count("|") for line in lines}
    assert f"| {OURS} ÷ best peer | 3.00 | 1.00 | 0.50 |" in lines[-2]


def test_a_table_aligns_numbers_to_the_right() -> None:
    assert "| name | n |\n| --- | ---: |\n| a | 1 |" == tabulate(("name", "n"), [("a", "1")])


def test_the_memory_of_building_is_apart_from_that_of_asking() -> None:
    joined = join({"peak_mb": 900, "disk_mb": 2}, {"peak_mb": 500, "disk_mb": 3, "p50_ms": 4})

    assert (900, 500) == (joined["peak_building_mb"], joined["peak_asking_mb"])
    assert 2 == joined["disk_mb"], "what was built, before anything was added"


def test_the_share_of_the_peak_counts_two_operations_for_each_parameter_and_token() -> None:
    assert pytest.approx(0.639, abs=0.001) == measure_share(30_000, 1000)
