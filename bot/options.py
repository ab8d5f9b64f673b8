"""What users give to commands, read. Raises BadOption for what does not fit."""

from collections.abc import Callable
from datetime import date

from bot.errors import BadOption
from bot.words import answers as words
from index.dates import first_day, last_day
from index.parties import Parties


def read_party(parties: Parties, given: str | None) -> str | None:
    """The party meant: its id, or its name as a user may type it past the choices."""
    if given is None:
        return None
    for party_id, party in parties.parties.items():
        if given.strip().casefold() in (party_id.casefold(), party.name.casefold()):
            return party_id
    raise BadOption(words.unknown_party(parties))


def read_since(given: str | None) -> date | None:
    """The first day meant."""
    return _read_date("since", given, first_day)


def read_until(given: str | None) -> date | None:
    """The last day meant."""
    return _read_date("until", given, last_day)


def _read_date(option: str, given: str | None, read: Callable[[str], date]) -> date | None:
    if given is None:
        return None
    try:
        return read(given.strip())
    except ValueError as error:
        raise BadOption(words.bad_date(option)) from error
