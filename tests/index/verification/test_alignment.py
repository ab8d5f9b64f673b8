"""Alignment of pasted words with the span of a text that fits them best."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.verification.alignment import align
from index.verification.tokens import tokenize, tokenize_with_marks

words = st.lists(st.sampled_from(["a", "b", "c", "A", ",", "..."]), min_size=1, max_size=8).map(" ".join)


def draw(theirs: str, ours: str) -> list[tuple[bool, str, str]]:
    alignment = align(tokenize_with_marks(theirs, 0, len(theirs)), tokenize(ours))
    return [
        (
            is_equal,
            " ".join(alignment.pasted[i].text for i in dict.fromkeys(i for i, _ in steps) if i is not None),
            " ".join(alignment.recorded[j].text for _, j in steps if j is not None),
        )
        for is_equal, steps in alignment.runs
    ]


@pytest.mark.parametrize(
    ("theirs", "ours", "runs"),
    [
        (
            "does host it",
            "x y does not host it z",
            [(True, "does", "does"), (False, "", "not"), (True, "host it", "host it")],
        ),
        (
            "it does not host",
            "it does host",
            [(True, "it does", "it does"), (False, "not", ""), (True, "host", "host")],
        ),
        ("in 2019 it", "x in 2020 it", [(True, "in", "in"), (False, "2019", "2020"), (True, "it", "it")]),
        ("the Cat", "a the cat", [(True, "the", "the"), (False, "Cat", "cat")]),
        (
            "a ... d e",
            "a b c d f",
            [(True, "a", "a"), (False, "...", "b c"), (True, "d", "d"), (False, "e", "f")],
        ),
        ("x", "", [(False, "x", "")]),
    ],
)
def test_the_cheapest_alignment_is_found(theirs: str, ours: str, runs: list[tuple[bool, str, str]]) -> None:
    assert runs == draw(theirs, ours)


@given(words, words)
def test_an_alignment_holds_every_pasted_token_and_a_span_of_ours(theirs: str, ours: str) -> None:
    alignment = align(tokenize_with_marks(theirs, 0, len(theirs)), tokenize(ours))

    pasted = list(dict.fromkeys(i for i, _ in alignment.steps if i is not None))
    placed = [j for _, j in alignment.steps if j is not None]
    assert list(range(len(alignment.pasted))) == pasted
    assert placed == list(range(placed[0], placed[0] + len(placed))) if placed else True


@given(words, words, words)
def test_words_that_stand_there_cost_nothing(before: str, theirs: str, after: str) -> None:
    theirs = theirs.replace("...", "d")

    assert [(True, theirs, theirs)] == draw(theirs, f"{before} {theirs} {after}".replace("...", "d"))
