"""The picture of the balance, and the words that tell the same."""

import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.sources.balance import BalanceChartData, Bar
from bot.sources.balance_chart import DENSITY, MAX_ALT_CHARS, WIDTH, describe_chart, draw_chart

FIGURES = BalanceChartData(
    documents=3,
    briefings=1,
    cited=2,
    sides=(Bar("The Ferry", 2, 0, 0xF6821F), Bar("The Bridge", 1, 2, 0x5B8DEF), Bar("No side", 0, 0)),
    periods=(Bar("2019", 2, 1), Bar("2020", 0, 0), Bar("2021", 0, 1)),
    step=1,
    years=(Bar("2019", 2, 1), Bar("2021", 0, 1)),
    undated=1,
    outlets=(Bar("Gazette", 2, 0), Bar("Post", 0, 2)),
    unknown_outlets=1,
)


def read_size(png: bytes) -> tuple[int, int]:
    """Width and height, from the header of a PNG."""
    assert b"\x89PNG\r\n\x1a\n" == png[:8]
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_words_tell_every_figure() -> None:
    head, *lines = describe_chart(FIGURES, MAX_ALT_CHARS).replace("\N{NO-BREAK SPACE}", " ").split("\n")

    assert "4 documents on the record" in head
    assert "Also counted: the 2 sources behind this project's 1 briefing (not the briefing itself)." in head
    assert [
        "By side – The Ferry: 2 · The Bridge: 1 + 2 · No side: 0.",
        "By year – 2019: 2 + 1 · 2021: 1 · 1 without a date.",
        "By outlet – Gazette: 2 · Post: 2 · 1 without a known outlet.",
    ] == lines


@pytest.mark.parametrize("room", [600, MAX_ALT_CHARS, 3500])
def test_words_of_a_large_record_fit_and_say_how_many_figures_they_leave_out(room: int) -> None:
    many = tuple(Bar(f"Outlet of some length {number}", 10_000, 10_000) for number in range(200))
    figures = replace(FIGURES, sides=many[:12], years=many, outlets=many)

    told = describe_chart(figures, room)

    assert len(told) <= room
    assert 4 == len(told.split("\n"))
    kept = told.split("\n")[2].count("Outlet of")
    assert f"{len(many) + 1 - kept} more" in told


def test_the_picture_is_a_png_that_is_higher_with_each_row() -> None:
    more = replace(FIGURES, outlets=(*FIGURES.outlets, Bar("Times", 1, 0)))

    (width, height), (as_wide, higher) = read_size(draw_chart(FIGURES)), read_size(draw_chart(more))

    assert WIDTH * DENSITY == width == as_wide
    assert 800 < height < higher


def test_a_record_without_dates_and_outlets_is_drawn_too() -> None:
    figures = replace(FIGURES, periods=(), years=(), undated=3, outlets=(), unknown_outlets=3, cited=0)

    assert WIDTH * DENSITY == read_size(draw_chart(figures))[0]


def test_names_mean_nothing_to_the_drawing_whatever_stands_in_them() -> None:
    names = ("$x_{$", "\\frac{1}", "漢字の新聞", "🎵 Music", "a\tb", "_" * 300, "%s {0}")

    figures = replace(FIGURES, outlets=tuple(Bar(name, 1, 1) for name in names))

    assert WIDTH * DENSITY == read_size(draw_chart(figures))[0]


def test_a_side_is_drawn_in_its_colour() -> None:
    other = replace(FIGURES, sides=(replace(FIGURES.sides[0], colour=0x00FF00), *FIGURES.sides[1:]))

    assert draw_chart(FIGURES) != draw_chart(other)
    assert draw_chart(FIGURES) == draw_chart(FIGURES)


@pytest.mark.slow
def test_pictures_that_are_drawn_at_once_do_not_mix() -> None:
    other = replace(FIGURES, outlets=(Bar("Another outlet", 7, 0),))
    alone = [draw_chart(FIGURES), draw_chart(other)]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(draw_chart, [FIGURES, other] * 3))

    assert alone * 3 == together
