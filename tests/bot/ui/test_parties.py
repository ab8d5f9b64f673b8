"""Which side is meant."""

import pytest

from bot.errors import BadOption
from bot.ui.parties import find_party, list_names, party_digest, read_party_or_none
from index.domain.document import NO_PARTY
from index.domain.party import Parties, Party

LONG = "x" * 60
SIDES = Parties(parties={"ferry": Party(name="The Ferry"), LONG: Party(name="The Long")})


@pytest.mark.parametrize(
    ("given", "expected"),
    [("ferry", "ferry"), (" the FERRY ", "ferry"), ("no side", NO_PARTY), ("none", NO_PARTY), (None, None)],
)
def test_a_side_is_known_by_its_id_and_by_its_name(given: str | None, expected: str | None) -> None:
    assert expected == read_party_or_none(SIDES, given)


def test_another_name_is_no_side() -> None:
    with pytest.raises(BadOption, match="Choose one of these: The Ferry, The Long"):
        read_party_or_none(SIDES, "The Tunnel")


def test_a_side_is_found_again_by_its_short_form_as_long_as_it_is_listed() -> None:
    for party in list_names(SIDES).values():
        assert party == find_party(SIDES, party_digest(party))
        assert len(party_digest(party)) == 8

    assert find_party(SIDES, party_digest(None)) is None
    with pytest.raises(BadOption):
        find_party(Parties(), party_digest("ferry"))
