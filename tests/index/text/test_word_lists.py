"""The lists of words that are kept as data, each beside the code that reads it."""

from itertools import combinations
from pathlib import Path

import pytest

import index

LISTS = sorted(Path(index.__file__).parent.glob("*/data/*.txt"))


def read(path: Path) -> list[str]:
    """A list, its head first."""
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_says_what_it_holds_and_has_each_entry_once_in_order_and_in_lower_case(path: Path) -> None:
    head, *entries = read(path)

    assert head.startswith("# ")
    assert sorted(set(entries)) == entries
    assert [entry.strip().lower() for entry in entries] == entries
    assert entries and all(entries)


@pytest.mark.parametrize(
    "names",
    [
        ("women_names", "men_names"),
        ("women", "men", "people"),
        ("reporting_verbs", "quoting_verbs", "irregular_forms"),
        ("quoting_verbs", "position_verbs"),
        ("never_last", "numbered"),
        ("never_last", "shortened"),
    ],
)
def test_no_word_is_in_two_lists_that_differ_in_what_it_means(names: tuple[str, ...]) -> None:
    lists = [set(read(path)[1:]) for path in LISTS if path.stem in names]

    assert len(names) == len(lists)
    assert [] == [one & other for one, other in combinations(lists, 2) if one & other]


def test_every_list_is_read_by_a_module_beside_it() -> None:
    def is_read(path: Path) -> bool:
        modules = path.parent.parent.glob("*.py")
        return any(f'(__package__, "{path.stem}")' in one.read_text(encoding="utf-8") for one in modules)

    assert LISTS
    assert [] == [path for path in LISTS if not is_read(path)]
