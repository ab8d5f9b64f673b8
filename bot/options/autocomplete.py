"""The choices that Discord offers while an option is typed, and the value of the chosen one."""

from collections.abc import Iterable, Mapping
from typing import Final

from discord import app_commands
from rapidfuzz import fuzz, process

from bot.errors import BadOption
from bot.markdown import escape, shorten
from bot.runtime.async_index import scope_of
from bot.runtime.thread_pool import Threads
from bot.strings import quotes as words
from bot.ui.parties import unknown_party
from index import Index, Parties, fold

CHOICES: Final = 25
"""Choices that Discord shows of an autocompletion."""

_MAX_CHOICE_CHARS: Final = 100
_MIN_FUZZY_CHARS: Final = 3
_MIN_SIMILARITY_PERCENT: Final = 72
"""From so many characters on, misspelt names are found, and how alike they must be: one letter in four may be
another."""

_MAX_NAMES: Final = 3

Choice = app_commands.Choice[str]


class Autocomplete:
    """The names on the record, off the event loop and not behind questions."""

    def __init__(self, index: Index, *, threads: Threads) -> None:
        self._quotes = index.quotes
        self._threads = threads

    async def speakers(self, server: int | None, current: str) -> list[Choice]:
        """The speakers quoted in a server's documents. The value of a long name is its beginning."""
        scope = scope_of(server)
        return await self._threads.completion.run(
            lambda: _offer(self._quotes.names(scope=scope).speakers, current)
        )

    async def publishers(self, server: int | None, current: str) -> list[Choice]:
        """The publishers of a server's documents."""
        scope = scope_of(server)
        return await self._threads.completion.run(
            lambda: _offer(self._quotes.names(scope=scope).publishers, current)
        )

    async def read_speaker(self, server: int | None, given: str) -> str:
        """The one speaker meant. Raises BadOption, which names those who may be."""
        scope = scope_of(server)
        meant = await self._threads.checks.run(lambda: self._quotes.find_speakers(given, scope=scope))
        if len(meant) == 1 or (len(given) >= _MAX_CHOICE_CHARS - 1 and meant):
            return meant[0]
        near = meant or [choice.name for choice in await self.speakers(server, given)]
        named = [escape(shorten(name, 100)) for name in near[:_MAX_NAMES]]
        tell = words.several_speakers if meant else words.unknown_speaker
        raise BadOption(tell(escape(shorten(given, 100)), named))

    async def find_speaker(self, server: int | None, key: str) -> str | None:
        """The speaker with a key, if a server sees any."""
        scope = scope_of(server)
        return await self._threads.checks.run(lambda: self._quotes.find_speaker(key, scope=scope))


def choose_party(parties: Parties, current: str) -> list[Choice]:
    """The sides whose names fit what was typed."""
    return choose({party.name: party_id for party_id, party in parties.parties.items()}, current)


def read_party(parties: Parties, given: str | None) -> str | None:
    """The side meant: its id, or its name as a user may type it past the choices. Raises BadOption."""
    if given is None:
        return None
    for party_id, party in parties.parties.items():
        if given.strip().casefold() in (party_id.casefold(), party.name.casefold()):
            return party_id
    raise unknown_party(parties)


def choose(values: Mapping[str, str], current: str) -> list[Choice]:
    """The values whose names fit what was typed, the best first, as many as Discord shows.

    Accents and capitals do not count. Where no name holds it, names are offered that are spelt nearly so.
    """
    return _form((name, values[name]) for name in rank({name: fold(name) for name in values}, current))


def rank(names: Mapping[str, str], current: str) -> list[str]:
    """The names that fit, given with their plain forms, the best first.

    Those that begin with what was typed, those with a word that does, and others that hold it; where there
    are none, those that are spelt nearly so.
    """
    typed = fold(current)
    places = {name: f" {plain}".find(f" {typed}") for name, plain in names.items() if typed in plain}
    found = sorted(places, key=lambda name: (places[name] != 0, places[name] < 0))
    if found or len(typed) < _MIN_FUZZY_CHARS:
        return found
    alike = process.extract(
        typed, names, scorer=fuzz.partial_ratio, score_cutoff=_MIN_SIMILARITY_PERCENT, limit=CHOICES
    )
    return [name for _, _, name in alike]


def _offer(names: Mapping[str, str], current: str) -> list[Choice]:
    return _form((name, name) for name in rank(names, current))


def _form(offered: Iterable[tuple[str, str]]) -> list[Choice]:
    choices: dict[str, str] = {}
    for name, value in offered:
        choices.setdefault(value[:_MAX_CHOICE_CHARS].strip(), shorten(name, _MAX_CHOICE_CHARS))
        if len(choices) == CHOICES:
            break
    return [Choice(name=name, value=value) for value, name in choices.items()]
