"""What is offered while one types: by any part of a name, without accents, misspelt, never too much."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from bot.options.autocomplete import Autocomplete, choose
from bot.runtime.thread_pool import Threads

NAMES = {
    name: name.upper() for name in ("Émile Zola", "Zola Budd", "Gorgonzola", "Matthew Prince", "Doug Kramer")
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("zola", ["Zola Budd", "Émile Zola", "Gorgonzola"]),
        ("  ÉMILE  z", ["Émile Zola"]),
        ("emile", ["Émile Zola"]),
        ("gonz", ["Gorgonzola"]),
        ("Mattew", ["Matthew Prince"]),
        ("Matthw Pri", ["Matthew Prince"]),
        ("kraemer", ["Doug Kramer"]),
        ("emlie", ["Émile Zola"]),
        ("xy", []),
        ("quagmire", []),
    ],
)
def test_names_fit_by_beginning_word_part_and_nearly(typed: str, expected: list[str]) -> None:
    assert expected == [choice.name for choice in choose(NAMES, typed)]


def test_nothing_typed_offers_all_in_their_order() -> None:
    assert list(NAMES) == [choice.name for choice in choose(NAMES, "")]


def test_a_name_that_is_not_misspelt_brings_no_others() -> None:
    assert [("Doug Kramer", "DOUG KRAMER")] == [(one.name, one.value) for one in choose(NAMES, "Kramer")]


def test_no_more_are_offered_than_discord_shows_and_long_ones_are_cut() -> None:
    long = {f"{'x' * 120} {number}": f"{number}" for number in range(30)}

    offered = choose(long, "x")

    assert 25 == len(offered)
    assert {100} == {len(choice.name) for choice in offered}


def test_long_names_of_one_beginning_are_offered_once() -> None:
    long = {f"{'x' * 120} {number}": f"{'x' * 120} {number}" for number in range(3)}

    (offered,) = choose(long, "xx")

    assert "x" * 100 == offered.value


async def test_the_record_is_asked_for_names_off_the_event_loop_and_for_its_own_server() -> None:
    asked: list[tuple[int, str]] = []

    def names(*, scope: str) -> Any:
        asked.append((threading.get_ident(), scope))
        return SimpleNamespace(speakers={"Ada": "ada"}, publishers={"Gazette": "gazette"})

    index: Any = SimpleNamespace(quotes=SimpleNamespace(names=names))
    threads = Threads(4)
    choices = Autocomplete(index, threads=threads)

    speakers, publishers = await choices.speakers(1001, "a"), await choices.publishers(None, "g")
    threads.close()

    assert (["Ada"], ["Gazette"]) == ([one.name for one in speakers], [one.name for one in publishers])
    assert ["1001", "everyone"] == [scope for _, scope in asked]
    assert threading.get_ident() not in {thread for thread, _ in asked}
