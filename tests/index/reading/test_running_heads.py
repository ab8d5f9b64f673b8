"""Lines that come again at the edges of pages."""

from index.reading.pdf_lines import Line
from index.reading.running_heads import drop_running_heads


def draw(text: str, base: float, size: float = 10) -> Line:
    return Line(text, 1, 40, 200, base, size, 30, False, False, False)


def keep(*pages: list[Line]) -> list[list[str]]:
    kept = drop_running_heads(pages, [400] * len(pages), 10)
    return [[line.text for line in page] for page in kept]


def test_a_line_at_the_edge_of_two_pages_is_dropped_whatever_its_number() -> None:
    pages = [[draw("A letter", 390), draw("One.", 200), draw(f"Page {n} of 9", 10)] for n in (8, 9)]

    assert [["One."], ["One."]] == keep(*pages)


def test_roman_numbers_are_numbers() -> None:
    assert [[], []] == keep([draw("iv", 10)], [draw("v", 10)])


def test_a_line_at_the_edge_of_one_page_is_kept() -> None:
    assert [["A letter"], []] == keep([draw("A letter", 390)], [])


def test_a_line_that_stands_elsewhere_on_the_other_page_is_kept() -> None:
    assert [["A letter"], ["A letter"]] == keep([draw("A letter", 390)], [draw("A letter", 370)])


def test_a_line_in_large_letters_is_dropped_only_where_most_pages_have_it() -> None:
    head = draw("Chapter 1", 390, size=16)

    assert [["Chapter 1"], ["Chapter 1"], [], [], []] == keep([head], [head], [], [], [])
    assert [[], [], []] == keep([head], [head], [])
