"""Which side is meant."""

import pytest

from bot.errors import BadOption
from bot.sides import find_side, list_names, read_side, shorten_side
from index.documents import NO_PARTY
from index.parties import Parties, Party

LONG = "x" * 60
SIDES = Parties(parties={"ferry": Party(name="The Ferry"), LONG: Party(name="The Long")})


@pytest.mark.parametrize(
    ("given", "expected"),
    [("ferry", "ferry"), (" the FERRY ", "ferry"), ("no side", NO_PARTY), ("none", NO_PARTY), (None, None)],
)
def test_a_side_is_known_by_its_id_and_by_its_name(given: str | None, expected: str | None) -> None:
    assert expected == read_side(SIDES, given)


def test_another_name_is_no_side() -> None:
    with pytest.raises(BadOption, match="The sides are The Ferry, The Long"):
        read_side(SIDES, "The Tunnel")


def test_a_side_is_found_again_by_its_short_form_as_long_as_it_is_listed() -> None:
    for party in list_names(SIDES).values():
        assert party == find_side(SIDES, shorten_side(party))
        assert len(shorten_side(party)) == 8

    assert find_side(SIDES, shorten_side(None)) is None
    with pytest.raises(BadOption):
        find_side(Parties(), shorten_side("ferry"))
