"""The speakers whom the team listed, found by any of their names."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.attribution.lexicon import HONORIFICS
from index.attribution.names import Gazetteer, straighten_quotes
from index.domain.document import NO_PARTY
from index.domain.identifiers import digest_text
from index.domain.party import Parties

_CACHED_NAMES: Final = 4096


@dataclass(frozen=True, slots=True)
class ListedSpeaker:
    """A listed speaker's name as the team writes it, and the side they speak for."""

    name: str
    party: str


class SpeakerDirectory:
    """The speakers of `parties`. A change of the list is followed wherever names are looked up in it."""

    def __init__(self, parties: Parties) -> None:
        self._by_name: dict[str, ListedSpeaker] = {}
        names: list[str] = []
        for party, side in parties.parties.items():
            names.append(side.name)
            self._by_name.setdefault(_reduce(side.name), ListedSpeaker(side.name, party))
            for speaker in side.speakers:
                for name in (speaker.name, *speaker.aliases):
                    names.append(name)
                    self._by_name.setdefault(_reduce(name), ListedSpeaker(speaker.name, party))
        self.listed = Gazetteer(names)
        self.digest = digest_text("\n".join(self.listed.names))
        self.find = lru_cache(_CACHED_NAMES)(self._find)

    def name(self, found: str | None) -> str | None:
        """The name that the team writes for a speaker; the one found where they are not listed."""
        known = self.find(found)
        return known.name if known else found

    def party(self, found: str | None) -> str | None:
        """The side of a speaker; None where they are not listed, or stand on no side."""
        known = self.find(found)
        return known.party if known and known.party != NO_PARTY else None

    def _find(self, found: str | None) -> ListedSpeaker | None:
        return self._by_name.get(_reduce(found)) if found else None


def _reduce(name: str) -> str:
    """A name without article, title and possessive ending; in small letters unless it is an abbreviation."""
    words = straighten_quotes(name).removesuffix("'s").split()
    while len(words) > 1 and (words[0].casefold().rstrip(".") in HONORIFICS or words[0].casefold() == "the"):
        words = words[1:]
    joined = " ".join(words)
    return joined if len(words) == 1 and joined.isupper() else joined.casefold()
