"""What is quoted is what is displayed, for any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markdown import escape, quote, quote_in_context, read_back, shorten

MEANINGFUL = r"\*_~`|<>[]()@#:/-+=&.0123456789 " + "\n\t\r\u2028\u00a0a"
"""Characters that mean something to Discord, alone or together."""

texts = st.text() | st.text(alphabet=MEANINGFUL)


@given(texts)
def test_a_quotation_displays_its_text(text: str) -> None:
    assert text == read_back(quote(text))


@given(texts, st.lists(st.integers(0, 60), max_size=6))
def test_a_quotation_with_words_in_bold_displays_its_text(text: str, edges: list[int]) -> None:
    bounds = sorted(min(edge, len(text)) for edge in edges)
    marked = [pair for pair in zip(bounds[::2], bounds[1::2], strict=False) if text[slice(*pair)].strip()]

    assert text == read_back(quote(text, marked))


def test_words_that_answer_are_bold_where_they_stand() -> None:
    assert r"> Of \*2\* it took **14 years**." == quote("Of *2* it took 14 years.", [(15, 23)])


@given(texts, texts, texts)
def test_a_quotation_in_context_displays_all_three_texts(before: str, marked: str, after: str) -> None:
    assert before + marked + after == read_back(quote_in_context(before, marked, after))


@given(texts)
def test_every_line_of_a_quotation_is_set_apart(text: str) -> None:
    assert all(line.startswith("> ") for line in quote(text).split("\n"))


@given(texts)
def test_every_mark_that_means_something_is_escaped(text: str) -> None:
    unescaped = re.sub(r"\\[^0-9A-Za-z\s]", "", escape(text))

    assert re.search(r"[\\*_~`|<\[@]", unescaped) is None


@given(texts)
def test_escaping_at_most_doubles_a_text(text: str) -> None:
    assert len(escape(text)) <= 2 * len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 * 3 * 4", r"2 \* 3 \* 4"),
        ("snake_case_name", r"snake\_case\_name"),
        ("~~gone~~ ||spoiler|| `code`", r"\~\~gone\~\~ \|\|spoiler\|\| \`code\`"),
        ("@everyone <@1> <@&2> <#3> <t:4:R>", r"\@everyone \<\@1> \<\@&2> \<#3> \<t\:4\:R>"),
        ("[here](https://example.org)", r"\[here](https\://example.org)"),
        (":fire: :+1: :-1: at 12:30", r"\:fire: \:+1: \:-1: at 12\:30"),
        ("note: this", "note: this"),
        ("# One\n## Two\n-# three", "\\# One\n\\## Two\n\\-# three"),
        ("> four\n>>> five", "\\> four\n\\>>> five"),
        ("1. six\n 2) seven\n- eight\n+ nine", "1\\. six\n 2\\) seven\n\\- eight\n\\+ nine"),
        ("C:\\path", "C:\\\\path"),
        ("It rose by 3.5 - not 4.", "It rose by 3.5 - not 4."),
    ],
)
def test_each_kind_of_markdown_is_escaped(text: str, expected: str) -> None:
    assert expected == escape(text)


def test_only_the_quotation_is_bold_in_its_context() -> None:
    shown = quote_in_context("Before. ", "One.\n\nTwo.", " After.")

    assert "> Before. **One.**\n> \n> **Two.** After." == shown


def test_a_number_is_no_list_where_the_quotation_begins() -> None:
    assert "> **1\\. one** two" == quote_in_context("", "1. one", " two")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a ferry and a bridge", "a ferry and a bridge"),
        ("a ferry and a bridge stand there", "a ferry and a bridge…"),
        ("a ferry and a drawbridge stand there", "a ferry and a…"),
        ("a harbourmastersassociation", "a harbourmastersasso…"),
    ],
)
def test_what_is_shortened_ends_with_a_word_if_one_ends_near(text: str, expected: str) -> None:
    assert expected == shorten(text, 21)


@given(texts, st.integers(1, 50))
def test_nothing_that_is_shortened_is_longer_than_that(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= length
