"""Markdown as a reader of the page sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import BadMetadata, UnknownFormat
from index.reading.extracted_text import normalise
from index.reading.markdown import read_markdown
from tests.index.texts import texts


def show(text: str) -> list[str]:
    """The blocks of a Markdown text, a heading after a number sign."""
    reading = read_markdown(text.encode("utf-8"), "a.md")
    return [f"{'# ' if b.is_heading else ''}{reading.text[b.start : b.end]}" for b in reading.blocks]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("# Head\n\nOne.", ["# Head", "One."]),
        ("Head\n====\n\nOne.", ["# Head", "One."]),
        ("###### Deep ######\nOne.", ["# Deep", "One."]),
        ("#no heading", ["#no heading"]),
        ("one\ntwo", ["one two"]),
        ("one  \ntwo", ["one\ntwo"]),
        ("one\\\ntwo", ["one\ntwo"]),
        ("*em* **bold** _em_ `code` ***both***", ["em bold em code both"]),
        ("2 * 3 * 4 and snake_case_name", ["2 * 3 * 4 and snake_case_name"]),
        ("[link](https://example.org 'title')", ["link"]),
        ("<https://example.org>", ["https://example.org"]),
        ("[one][ref] and [two]\n\n[ref]: https://example.org\n[two]: /b", ["one and two"]),
        ("[no link]", ["[no link]"]),
        ("![a **stork**](stork.png) flies", ["a stork flies"]),
        ("- one\n- two\n  - three\n\n  four", ["one", "two", "three", "four"]),
        ("1. one\n2) two", ["one", "two"]),
        ("> quoted\n> words\n\nours", ["quoted words", "ours"]),
        ("| a | b |\n|---|--:|\n| c | **d** |\n| | e |", ["a | b", "c | d", "| e"]),
        ("```python\nx = 1\n\ny\n```\n\nafter", ["x = 1\n\ny", "after"]),
        ("    indented code\n\nafter", ["indented code", "after"]),
        ("one\n\n---\n\ntwo\n\n***", ["one", "two"]),
        (r"\*not em\* \# \[x\] 1\. \\ \_", [r"*not em* # [x] 1. \ _"]),
        ("AT&amp;T &copy; &#169; &quot;x&quot; &nosuch;", ['AT&T © © "x" &nosuch;']),
        ("one <b>bold</b> two <!-- gone -->three", ["one bold two three"]),
        ("<div>a block of HTML</div>\n\nafter", ["after"]),
        ("“Curly” — and … stay", ["“Curly” — and … stay"]),
        ("a\u2028b", ["a\u2028b"]),
        ("e&#769;", ["é"]),
    ],
)
def test_markup_is_taken_away_and_words_are_kept(written: str, shown: list[str]) -> None:
    assert shown == show(written)


def test_front_matter_is_the_source_and_not_the_text() -> None:
    reading = read_markdown(b"---\ntitle: A\nkind: letter\n---\n\nOne.", "a.md")

    assert ({"title": "A", "kind": "letter"}, "One.") == (reading.found, reading.text)
    assert "text/markdown" == reading.media_type


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("# A *title*\n\nOne.", {"title": "A title"}),
        ("## Second level\n\nOne.", {}),
        ("One.\n\n# Later\n\nTwo.", {}),
        ("---\nkind: letter\n---\n# A title\n\nOne.", {"kind": "letter"}),
    ],
)
def test_a_first_heading_is_the_title_where_no_front_matter_is(written: str, found: dict[str, str]) -> None:
    assert found == read_markdown(written.encode(), "a.md").found


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines_and_a_byte_order_mark_make_no_difference(mark: str, end: str) -> None:
    written = f"{mark}---\ntitle: A\n---\n\none\ntwo\n\nthree".replace("\n", end)

    reading = read_markdown(written.encode("utf-8"), "a.md")

    assert ({"title": "A"}, "one two\n\nthree") == (reading.found, reading.text)


@pytest.mark.parametrize("raw", [b"caf\xe9", b"a\0b", b"\x89PNG\r\n\x1a\n\0", b"\xff\xfea"])
def test_what_is_not_text_is_refused(raw: bytes) -> None:
    with pytest.raises(UnknownFormat, match=r"^a\.md is "):
        read_markdown(raw, "a.md")


@given(texts)
def test_the_blocks_of_any_text_are_in_order_trimmed_and_all_there_is(text: str) -> None:
    try:
        reading = read_markdown(text.replace("\0", "").encode("utf-8"), "a.md")
    except BadMetadata:
        return

    blocks = [reading.text[block.start : block.end] for block in reading.blocks]

    assert "\n\n".join(blocks) == reading.text == normalise(reading.text)
    assert [block.strip() for block in blocks if block] == blocks


@given(st.lists(st.from_regex(r"[A-Za-z]{1,9}", fullmatch=True), min_size=1, max_size=30))
def test_no_word_is_lost(words: list[str]) -> None:
    text = "\n\n".join(f"- {word}\n> *{word}*" for word in words)

    assert [word for word in words for _ in range(2)] == " ".join(show(text)).split()
