"""Pages of lists, as all lists of the bot have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.pager import ListPage, paginate


@pytest.mark.parametrize(
    ("first", "items", "span", "neighbours"),
    [
        (0, [0, 1, 2], (1, 3, 8), [("next", 3)]),
        (3, [3, 4, 5], (4, 6, 8), [("previous", 0), ("next", 6)]),
        (6, [6, 7], (7, 8, 8), [("previous", 3)]),
    ],
)
def test_a_page_has_its_items_their_numbers_and_its_neighbours(
    first: int, items: list[int], span: tuple[int, int, int], neighbours: list[tuple[str, int]]
) -> None:
    page = paginate(range(8), first, 3)

    assert (items, span, neighbours) == (list(page.items), page.span, page.neighbours("previous", "next"))


def test_a_list_that_became_shorter_shows_its_last_page() -> None:
    assert [3] == list(paginate(range(4), 9, 3).items)


def test_an_empty_list_has_an_empty_page_without_neighbours() -> None:
    page = paginate([], 5, 3)

    assert ([], []) == (page.items, page.neighbours("previous", "next"))


def test_the_next_page_begins_with_what_did_not_fit() -> None:
    page = paginate(range(8), 0, 3).shortened(2)

    assert ((1, 2, 8), [("next", 2)]) == (page.span, page.neighbours("previous", "next"))


@given(total=st.integers(1, 50), size=st.integers(1, 10), first=st.integers(0, 60))
def test_every_item_is_on_a_page_that_can_be_turned_to(total: int, size: int, first: int) -> None:
    page, seen = paginate(range(total), first, size), set[int]()
    while page.first > 0:
        page = paginate(range(total), dict(page.neighbours("previous", "next"))["previous"], size)
    while True:
        seen.update(page.items)
        following = dict(page.neighbours("previous", "next")).get("next")
        if following is None:
            break
        page = paginate(range(total), following, size)

    assert set(range(total)) == seen


def test_pages_of_a_list_that_is_cut_elsewhere_are_the_same_value() -> None:
    assert ListPage([3, 4, 5], 3, 3, 8) == paginate(list(range(8)), 3, 3)
