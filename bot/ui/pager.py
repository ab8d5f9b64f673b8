"""Pages of a list, and the numbers that the buttons beside one turn to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Self, TypeVar

from discord import ui

T = TypeVar("T")
ButtonT = TypeVar("ButtonT")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """The items of a list from number `first` on, counted from 0: at most `size` of `total`."""

    items: Sequence[T]
    first: int
    size: int
    total: int

    @property
    def following(self) -> int:
        """The number after the last item."""
        return self.first + len(self.items)

    @property
    def span(self) -> tuple[int, int, int]:
        """The numbers of the first and the last item as users count, and how many there are in all."""
        return self.first + 1, self.following, self.total

    def shortened(self, count: int) -> Self:
        """The same page if only so many of its items fit into a message."""
        return replace(self, items=self.items[:count])

    def neighbours(self, previous: ButtonT, following: ButtonT) -> list[tuple[ButtonT, int]]:
        """The buttons that are needed, or their labels, each with the number to turn to."""
        neighbours = [(previous, max(self.first - self.size, 0))] if self.first > 0 else []
        return [*neighbours, (following, self.following)] if self.following < self.total else neighbours


def paginate(items: Sequence[T], first: int, size: int) -> ListPage[T]:
    """The page that begins with a number, or the last page if the list has become shorter."""
    first = max(min(first, (len(items) - 1) // size * size), 0)
    return ListPage(items[first : first + size], first, size, len(items))


def add_row(view: ui.LayoutView, buttons: Iterable[ui.Item[Any]]) -> None:
    """Add a row of buttons, if there are any."""
    if row := list(buttons):
        view.add_item(ui.ActionRow(*row))
