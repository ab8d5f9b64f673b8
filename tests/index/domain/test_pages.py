"""The pages of a PDF file: stored with its text, and given with every quotation from it."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Index, Quotation
from index.domain.pages import page_of
from tests.index.reading.made_files import SENTENCES, make_pdf, set_lines
from tests.index.writing import LETTER, add

URL = "https://example.org/list.pdf"
PDF = make_pdf([set_lines([sentence]) for sentence in SENTENCES])
"""A sentence on each page."""


def quote(index: Index, words: str) -> Quotation:
    """The quotation that the record has of some words."""
    quotation = index.verify(words).quotation
    assert quotation is not None
    return quotation


def test_each_offset_has_its_page_and_a_page_may_come_again() -> None:
    starts = ((0, 1), (10, 2), (20, 1))

    assert [1, 1, 2, 2, 1, 1] == [page_of(starts, offset) for offset in (0, 9, 10, 19, 20, 29)]


def test_a_text_without_pages_stands_on_none() -> None:
    assert page_of((), 0) is None


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 3000)), min_size=1))
def test_every_character_stands_on_the_page_that_began_last(runs: list[tuple[int, int]]) -> None:
    pages = [page for length, page in runs for _ in range(length)]
    offsets = [sum(length for length, _ in runs[:number]) for number in range(len(runs))]
    starts = tuple(zip(offsets, (page for _, page in runs), strict=True))

    assert pages == [page_of(starts, offset) for offset in range(len(pages))]


@pytest.mark.parametrize("page", [1, 2, 3, 4])
def test_a_quotation_tells_its_page_and_its_link_opens_the_file_there(record: Index, page: int) -> None:
    add(record, PDF, url=URL)

    quotation = quote(record, SENTENCES[page - 1])

    assert (page, f"{URL}#page={page}") == (quotation.page, quotation.link)
    assert quotation == record.quotation(quotation.id)
    assert [] == record.check()


def test_an_answer_tells_the_pages_of_its_quotations(record: Index) -> None:
    add(record, PDF)

    answer = record.ask("Does the company host the sites that are named on the list?")

    shown = (*answer.quotations, *answer.nearest)
    assert shown
    for quotation in shown:
        begun = next(n for n, sentence in enumerate(SENTENCES, 1) if quotation.text.startswith(sentence))
        assert (begun, None) == (quotation.page, quotation.link)


def test_a_place_in_the_address_of_the_file_gives_way_to_the_page(record: Index) -> None:
    add(record, PDF, url=f"{URL}#zoom=50")

    assert f"{URL}#page=3" == quote(record, SENTENCES[2]).link


def test_a_quotation_over_two_pages_has_the_page_on_which_it_begins(record: Index) -> None:
    begun, rest = SENTENCES[1].split(" with ")
    lines = [f"{SENTENCES[0]} {begun}", f"with {rest}"]
    add(record, make_pdf([set_lines([line], size=7) for line in lines]), url=URL)

    quotation = quote(record, SENTENCES[1])

    assert (SENTENCES[1], 1) == (quotation.text, quotation.page)


def test_a_text_without_pages_is_linked_by_its_words(record: Index) -> None:
    add(record, LETTER, ending=".md", title=None)

    quotation = quote(record, "They are neutral intermediaries.")

    assert quotation.page is None
    assert quotation.link is not None and ":~:text=" in quotation.link


@pytest.mark.parametrize(
    "change", ["pages = replace(pages, '[0, 1]', '[0, 2]')", "pages = NULL", "pages = '[]'"]
)
def test_a_page_that_was_changed_by_hand_is_found(record: Index, data: Path, change: str) -> None:
    add(record, PDF)
    _execute(data, f"UPDATE versions SET {change}")  # noqa: S608 - the test's own words

    assert record.check()


def test_pages_that_were_added_by_hand_are_found(record: Index, data: Path) -> None:
    add(record, LETTER, ending=".md", title=None)
    _execute(data, "UPDATE versions SET pages = '[[0, 1]]'")

    assert record.check()


def _execute(data: Path, sql: str) -> None:
    with sqlite3.connect(data / "record.sqlite") as connection:
        connection.execute(sql)
    connection.close()
