"""The sides as users see them: their colours, and which one is meant."""

import hashlib
from typing import Final

from bot.errors import BadOption
from bot.markdown import escape, shorten
from bot.strings import answers as words
from bot.strings.add_document import NO_SIDE
from index import NO_PARTY, Parties

_COLOURS: Final = (0xF6821F, 0x5B8DEF, 0x3FA796, 0xB76DD1, 0xD9534F, 0xE0B13E, 0x8A94A6)
"""One for each party, in the order of the corpus folder's list."""

_MAX_PARTIES: Final = 20
_MAX_NAME_CHARS: Final = 40
"""Sides that are named in a sentence, and characters of each: however escaped, they fit into 2,000."""

_NO_COLOUR: Final = 0x4E5058
_KEY_LENGTH: Final = 8


def colour_of(parties: Parties, party: str) -> int:
    """The colour of a side; grey for no side, and for one that is not listed."""
    listed = list(parties.parties)
    return _COLOURS[listed.index(party) % len(_COLOURS)] if party in listed else _NO_COLOUR


def name_party(parties: Parties, party: str) -> str:
    """The name of a side, or that it is none."""
    return NO_SIDE if party == NO_PARTY else parties.name(party)


def list_names(parties: Parties) -> dict[str, str]:
    """The ids of all sides by their names, and that of none."""
    return {side.name: party for party, side in parties.parties.items()} | {NO_SIDE: NO_PARTY}


def read_party_or_none(parties: Parties, given: str | None) -> str | None:
    """The side meant by its id or its name. Raises BadOption."""
    if given is None:
        return None
    wanted = given.strip().casefold()
    for name, party in list_names(parties).items():
        if wanted in (party.casefold(), name.casefold()):
            return party
    raise unknown_party(parties)


def unknown_party(parties: Parties) -> BadOption:
    """The error for a side that is not listed."""
    names = [escape(shorten(party.name, _MAX_NAME_CHARS)) for party in parties.parties.values()]
    return BadOption(words.unknown_party(names[:_MAX_PARTIES], len(names[_MAX_PARTIES:])))


def party_digest(party: str | None) -> str:
    """A side as the id of a button can carry it, however long its own is."""
    return hashlib.sha256(party.encode()).hexdigest()[:_KEY_LENGTH] if party else ""


def find_party(parties: Parties, short: str | None) -> str | None:
    """The side that was shortened so. Raises BadOption if it is not listed any more."""
    if not short:
        return None
    for party in list_names(parties).values():
        if party_digest(party) == short:
            return party
    raise unknown_party(parties)
