from collections.abc import Hashable, Sequence
from pathlib import Path

import pytest

from benchmarks.peers.measuring import add_until_found, measure_asking, measure_building, percentiles
from benchmarks.peers.task import Task, Text

HELD, LATER = Text("1", "Storks", "They nest on roofs."), Text("2", "Quays", "Two are new.")
TASK = Task("model", (HELD,), (LATER,), ("warm?",), ("Where?", "Which?"), tokens=9)


class Titles:
    """Finds documents by title, each some questions after it was added."""

    def __init__(self, late: int = 0) -> None:
        self.asked: list[str] = []
        self.late = late
        self._held: list[str] = []

    def warm_up(self) -> None:
        pass

    def encode(self, texts: Sequence[str]) -> None:
        pass

    def build(self, documents: Sequence[Text]) -> None:
        self._held = [one.title for one in documents]

    def open(self) -> None:
        pass

    def ask(self, question: str) -> Sequence[Hashable]:
        self.asked.append(question)
        found = [title for title in self._held if title == question]
        if found and self.late:
            self.late -= 1
            return []
        return found

    def add(self, document: Text) -> Hashable:
        self._held.append(document.title)
        return document.title

    def close(self) -> None:
        pass


def test_a_task_is_the_same_after_it_was_written(tmp_path: Path) -> None:
    TASK.write(tmp_path / "task.json")

    assert TASK == Task.read(tmp_path / "task.json")


def test_an_addition_ends_when_it_is_found() -> None:
    system = Titles(late=2)
    add_until_found(system, LATER)

    assert ["Quays"] * 3 == system.asked


def test_an_addition_that_is_never_found_is_a_failure() -> None:
    with pytest.raises(SystemExit, match="not found by its own title"):
        add_until_found(Titles(late=1000), LATER)


def test_each_question_is_asked_once_and_none_of_those_that_warm_up() -> None:
    system = Titles()
    figures = measure_asking(system, TASK, 0.0)

    assert [1, 1] == [system.asked.count(question) for question in TASK.questions]
    assert figures["p50_ms"] <= figures["p95_ms"] <= figures["p99_ms"]


def test_tokens_and_texts_are_counted_over_the_same_time() -> None:
    figures = measure_building(Titles(), TASK, 0.0)

    assert pytest.approx(9) == figures["tokens_per_s"] / figures["encoded_per_s"]


def test_percentiles_are_between_the_values() -> None:
    assert pytest.approx((51, 96, 100)) == percentiles([float(one) for one in range(1, 102)])
    assert (7, 7, 7) == percentiles([7])
