"""Pasted words: which may be verified, and how they are interpreted."""

import random
from contextlib import suppress

import pytest

from index.errors import UnverifiableText
from index.verification.pasted_text import MAX_PASTED_CHARS, parse_pasted, strip_markdown
from tests.growth import MOST, Work, find_growth, measure
from tests.index.verification.pumps import LENGTHS, PUMPS, repeat
from tests.strength import mostly_slow


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the words", "the words"),
        ("  “the words”  ", "the words"),
        ('"the words".', "the words"),
        ("“\u2018the words’”", "the words"),
        ("the words.", "the words."),
        ("… the words …", "the words"),
        ("[...] the words [...].", "the words [...]."),
        ("the e\u0301tude", "the étude"),
    ],
)
def test_marks_around_the_words_are_no_part_of_them(text: str, words: str) -> None:
    assert words == parse_pasted(text)[0].words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("> the words\n> go on", "the words\ngo on"),
        (">>> the words", "the words"),
        (
            "the **bold** and *slanted* __under__ ~~gone~~ ||hidden|| `code`",
            "the bold and slanted under gone hidden code",
        ),
        ("***the words***", "the words"),
        (r"the \*words\* \> here", "the *words* > here"),
        ("the [words](https://example.org/a) here", "the words here"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
    ],
)
def test_markdown_is_read_as_discord_displays_it(markdown: str, words: str) -> None:
    assert words == strip_markdown(markdown)


def test_words_are_read_as_they_are_first_and_without_markdown_then() -> None:
    assert ["the *very* words", "the very words"] == [r.words for r in parse_pasted("the *very* words")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("the one", "Too short to look up"),
        ("x" * (MAX_PASTED_CHARS + 1), "2,001 characters"),
        ("?!… “—” ?!", "no words"),
        ("'" * 50 + "a", "no words"),
        (" " * 50, "no words"),
        ("the words \ud800", "not valid text"),
    ],
)
def test_what_cannot_be_looked_up_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UnverifiableText, match=reason):
        parse_pasted(text)


@pytest.mark.parametrize("text", ["the ones", "x" * MAX_PASTED_CHARS, " " * 3000 + "the words"])
def test_the_limits_themselves_are_within(text: str) -> None:
    assert parse_pasted(text)


@pytest.mark.parametrize("pump", mostly_slow(PUMPS))
@pytest.mark.parametrize("words", ["", "The harbour "])
def test_pasted_text_of_any_sort_is_read_in_time_that_grows_with_it(pump: str, words: str) -> None:
    def make(length: int) -> Work:
        text = repeat(pump, length, words)
        return lambda: _read(text)

    assert all(measure(make(length)) < 0.5 for length in LENGTHS)
    assert find_growth(make, MAX_PASTED_CHARS // 2, floor=0.01) <= MOST


_OUTER = ('"', "'", "“", "”", "…", "...", " ", "'\"…")
_INNER = ("[…", "(…", "[...", "…]", "[", "]", " ", "…", "“", "*", "**", "_a_", "*a* ", "~~", "`")
_AT_MOST_QUADRATIC = 5.0
"""Emphasis that nobody closes is looked for from each of its marks."""


@pytest.mark.parametrize("seed", range(40))
def test_no_mixture_of_marks_takes_more_than_quadratic_time(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    before, inside, after = (
        "".join(chance.choices(marks, k=chance.randint(1, 3))) for marks in (_OUTER, _INNER, _OUTER)
    )

    def make(length: int) -> Work:
        ends, middle = length // 4, length // 2
        text = f"{(before * ends)[:ends]}ab {(inside * middle)[:middle]} cd{(after * ends)[:ends]}"
        return lambda: _read(text[:MAX_PASTED_CHARS])

    assert measure(make(MAX_PASTED_CHARS)) < 0.5
    assert find_growth(make, MAX_PASTED_CHARS // 2, floor=0.01) <= _AT_MOST_QUADRATIC


def _read(text: str) -> None:
    with suppress(UnverifiableText):
        parse_pasted(text)
