import sys

import pytest

from benchmarks.peers.processes import read_figures, run


def test_the_figures_are_the_last_object_of_numbers_whatever_a_library_prints() -> None:
    printed = 'Loading 3/3\n{"p50_ms": 1}\n{"p50_ms": 2, "peak_mb": 3.5}\n{"note": "bye"}\n[1]\nbye\n'

    assert {"p50_ms": 2.0, "peak_mb": 3.5} == read_figures(printed)


@pytest.mark.parametrize("printed", ["", "no figures\n", '{"a": "b"}\n', "3\n"])
def test_a_program_without_figures_is_said_to_have_none(printed: str) -> None:
    with pytest.raises(SystemExit, match="printed no figures"):
        read_figures(printed)


def test_a_process_tells_what_it_printed_and_what_it_took() -> None:
    ran = run([sys.executable, "-c", "print(bytes(100_000_000)[:1] and 'done')"])

    assert "done\n" == ran.printed
    assert ran.cost.wall_s > 0
    assert ran.cost.peak_mb > 95


def test_a_process_that_fails_ends_the_run_with_its_last_words() -> None:
    with pytest.raises(SystemExit, match="no such store"):
        run([sys.executable, "-c", "raise SystemExit('no such store')"])
