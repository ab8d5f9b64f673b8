"""What is quoted is what is displayed, for any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import markdown
from bot.markdown import (
    UnfaithfulMarkdown,
    cut,
    displays,
    escape,
    link,
    quote,
    quote_in_context,
    read_back,
    shorten,
    show_address,
    to_line,
)
from tests.bot.discord_markdown import display, quoted
from tests.bot.hostile import seen

MEANINGFUL = r"\*_~`|<>[]()@#:/-+=&;.0123456789 U" + "\n\t\r\u2028\u00a0a\u202e\u2069\x00"
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


@given(texts, texts, texts)
def test_a_sound_quotation_is_not_replaced_by_the_plain_form(before: str, marked: str, after: str) -> None:
    """In the plain form the comma would be escaped."""
    assert all(
        "\\," not in shown.replace("\\\\", "")
        for shown in (quote(f"{before},{marked}"), quote_in_context(f"{before},", marked, after))
    )


BREAKAGES = {
    "nothing is escaped": lambda text: text,
    "an asterisk is lost": lambda text: escape(text).replace("\\*", ""),
    "white space is collapsed": lambda text: " ".join(escape(text).split()),
    "quotation marks are straightened": lambda text: escape(text).replace("“", '"'),
    "only the first mark is escaped": lambda text: re.sub(r"[*_@<]", r"\\\g<0>", text, count=1),
}
TELLING = "“It is *not*  a\n> list”, said <@1>: 2 * 3 ** 4 `x` _y_ @everyone [a](https://b.example)\u202e"


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_quotation_is_exact_even_if_escaping_is_broken(
    breakage: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = BREAKAGES[breakage]
    assert not displays("> " + broken(TELLING).replace("\n", "\n> "), TELLING)
    monkeypatch.setattr(markdown, "escape", broken)

    shown = (
        quote(TELLING, [(3, 9)], name="q1"),
        cut(TELLING * 2, 2 * len(TELLING), name="q1"),
        quote_in_context(TELLING[:9], TELLING[9:], "", name="q1"),
    )

    assert [seen(TELLING), seen(TELLING)] == [quoted(shown[0]), quoted(shown[2])]
    assert seen(TELLING * 2).startswith(quoted(shown[1]))
    assert {"quote"} == {style for piece in map(display, shown) for one in piece for style in one.styles}
    assert "(q1) does not display its text" in caplog.text


def test_a_quotation_that_can_in_no_way_be_exact_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "read_back", str.strip)

    with pytest.raises(UnfaithfulMarkdown, match="q1"):
        quote("The words.", name="q1")


@given(texts)
def test_every_line_of_a_quotation_is_set_apart(text: str) -> None:
    assert all(line.startswith("> ") for line in quote(text).split("\n"))


@given(texts)
def test_every_mark_that_means_something_is_escaped(text: str) -> None:
    unescaped = re.sub(r"\\[^0-9A-Za-z\s]", "", escape(text))

    assert re.search(r"[\\*_~`|<\[@]", unescaped) is None


@given(texts)
def test_what_is_on_one_line_is_at_most_doubled_by_escaping(text: str) -> None:
    line = shorten(text, 1000)

    assert len(escape(line)) <= 2 * len(line)


TURNING = [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))]


@given(texts, st.sampled_from([*TURNING, "\x00", "\x1b", "\x7f", "\x9b"]), texts)
def test_what_acts_unseen_is_displayed_by_its_number(before: str, hidden: str, after: str) -> None:
    text = f"{before}{hidden}{after}"
    shown = [quote(text), escape(text), shorten(text, 1000), link(text, "https://example.org"), to_line(text)]

    assert not [one for one in shown if hidden in one]
    assert f"<U+{ord(hidden):04X}>" in "".join(piece.text for piece in display(quote(hidden)))


def test_a_number_that_is_written_in_a_text_stays_apart_from_what_it_names() -> None:
    written, meant = quote("<U+202E>"), quote("\u202e")

    assert written != meant
    assert (r"> \<U+202E>", r"> \<U\+202E>") == (written, meant)
    assert quoted(written) == quoted(meant)


@pytest.mark.parametrize(
    "url", [None, "https://", "https://[::1", "http://a:b@example.org/", "https://\x00x"]
)
def test_no_link_is_made_of_what_is_no_address(url: str | None) -> None:
    assert r"A \[b]" == link("A [b]", url)
    assert url is None or not show_address(url).startswith("<")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a", "<https://example.org/a>"),
        ("https://example.org/<b>\\)", "<https://example.org/%3Cb%3E%5C)>"),
        ("https://example.org/?a=1&copy;=2&b", "<https://example.org/?a=1&copy%3B=2&b>"),
        (f"https://example.org/{'a' * 300}", rf"https\://example.org/{'a' * 279}…"),
    ],
)
def test_an_address_ends_where_its_brackets_do(url: str, shown: str) -> None:
    assert shown == show_address(url)


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
