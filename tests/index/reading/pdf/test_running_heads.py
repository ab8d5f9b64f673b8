"""Lines that come again at the edges of pages."""

from dataclasses import replace

import pytest

from index.reading.pdf.lines import Line
from index.reading.pdf.running_heads import drop_running_heads


def draw(text: str, base: float, size: float = 10) -> Line:
    return Line(text, 1, 40, 200, base, size, 30, False, False, False)


def keep(*pages: list[Line]) -> list[list[str]]:
    """The remaining lines of consecutive pages of height 400."""
    placed = [[replace(line, page=number) for line in page] for number, page in enumerate(pages, 1)]
    kept = drop_running_heads(placed, [400] * len(pages), 10)
    return [[line.text for line in page] for page in kept]


def test_a_line_at_the_edge_of_two_pages_is_dropped_with_the_number_of_its_page() -> None:
    pages = [[draw("A letter", 390), draw("One.", 200), draw(f"Page {n} of 9", 10)] for n in (8, 9)]

    assert [["One."], ["One."]] == keep(*pages)


@pytest.mark.parametrize(
    "heads",
    [
        [
            "Case 1:19-cv-01234 Document 45 Filed 10/14/19 Page 3 of 9 PageID 77",
            "Case 1:19-cv-01234 Document 45 Filed 10/14/19 Page 4 of 9 PageID 78",
        ],
        ["8 A letter", "The list 9", "10 A letter", "The list 11"],
        ["- 3 -", "- 17 -"],
        ["iv", "v"],
    ],
)
def test_heads_are_dropped_whatever_rises_in_them_with_the_pages(heads: list[str]) -> None:
    assert [[]] * len(heads) == keep(*([draw(head, 390)] for head in heads))


@pytest.mark.parametrize(
    "rows",
    [
        ["2016 51 21", "2017 48 25", "2018 44 33"],
        ["Markets in 2016: 21", "Markets in 2017: 25"],
        ["Section 4 of 9", "Section 9 of 9"],
        ["9" * 5000 + " 1", "9" * 5000 + " 3"],
    ],
)
def test_rows_of_a_table_over_several_pages_are_kept(rows: list[str]) -> None:
    assert [[row] for row in rows] == keep(*([draw(row, 390)] for row in rows))


def test_a_line_at_the_edge_of_one_page_is_kept() -> None:
    assert [["A letter"], []] == keep([draw("A letter", 390)], [])
    assert [["A letter", "A letter"], []] == keep([draw("A letter", 390)] * 2, [])


def test_a_line_that_stands_elsewhere_on_the_other_page_is_kept() -> None:
    assert [["A letter"], ["A letter"]] == keep([draw("A letter", 390)], [draw("A letter", 370)])


def test_a_line_in_large_letters_is_dropped_only_where_most_pages_have_it() -> None:
    head = draw("Chapter 1", 390, size=16)

    assert [["Chapter 1"], ["Chapter 1"], [], [], []] == keep([head], [head], [], [], [])
    assert [[], [], []] == keep([head], [head], [])
