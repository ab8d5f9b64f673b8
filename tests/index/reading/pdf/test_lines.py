"""The lines of a PDF page: what is shown of it, as it is shown."""

import pytest

from index.reading.pdf.reader import read_pdf
from tests.index.reading.made_files import make_pdf, set_lines

FULL = "The office publishes its list every year in spring, and all"
"""A line that fills a column."""


def show(raw: bytes) -> list[str]:
    reading = read_pdf(raw, "a.pdf")
    return [reading.text[block.start : block.end] for block in reading.blocks]


def test_a_word_laid_over_the_pages_is_no_part_of_the_text() -> None:
    raw = make_pdf([set_lines([FULL]), set_lines(["who are named on it answer."])])
    over = b" /F1 60 Tf 0.7 0.7 -0.7 0.7 60 100 Tm (DRAFT) Tj ET"

    assert [f"{FULL} who are named on it answer."] == show(raw.replace(b" ET", over))


@pytest.mark.parametrize(("x", "y"), [(-99, 200), (40, -20), (40, 420), (310, 200), (40, 395)])
def test_words_beyond_the_edge_of_the_page_are_no_part_of_the_text(x: float, y: float) -> None:
    page = [*set_lines([FULL]), (x, y, 10, "Nobody sees this.")]

    assert [FULL] == show(make_pdf([page], page="/CropBox [10 10 290 390]"))


def test_a_line_that_runs_over_the_edge_of_the_page_is_read_whole() -> None:
    line = f"{FULL} who are named on it answer."

    assert [line] == show(make_pdf([[(150, 200, 10, line)]]))


def test_heads_are_told_by_what_is_shown_of_a_page() -> None:
    pages = [[*set_lines([f"{FULL}."], top=280), (40, 205, 8, f"Page {number}")] for number in (1, 2)]

    assert [f"{FULL}."] * 2 == show(make_pdf(pages, page="/CropBox [0 200 300 360]"))


def test_a_page_that_was_scanned_askew_is_read() -> None:
    raw = make_pdf([set_lines([FULL])]).replace(b"1 0 0 1", b"0.998 0.06 -0.06 0.998")

    assert [FULL] == show(raw)


def test_a_raised_figure_is_not_a_part_of_the_number_before_it() -> None:
    page = [*set_lines(["The office names 38"]), (131.5, 344, 6, "2"), (135, 340, 10, " sites in all.")]

    assert ["The office names 38² sites in all."] == show(make_pdf([page]))


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(turned: int) -> None:
    lines = [FULL, "who are named on it answer."]
    raw = make_pdf([set_lines(lines)])
    # Each point is moved to where turning the page brings it back.
    back = {
        90: lambda x, y: f"0 1 -1 0 {300 - y} {x}",
        180: lambda x, y: f"-1 0 0 -1 {300 - x} {400 - y}",
        270: lambda x, y: f"0 -1 1 0 {y} {400 - x}",
    }[turned]
    stream = " ".join(f"/F1 10 Tf {back(40, 250 - 12 * n)} Tm ({words}) Tj" for n, words in enumerate(lines))
    start, end = raw.index(b"BT"), raw.index(b" ET")
    raw = raw[:start] + b"BT " + stream.encode() + raw[end:]
    raw = raw.replace(b"/Contents", b"/Rotate %d /Contents" % turned)

    assert [" ".join(lines)] == show(raw)
