"""The speakers listed in the corpus, by any of their names."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.attribution.lexicon import HONORIFICS
from index.attribution.names import Gazetteer, straighten_quotes
from index.domain.document import NO_PARTY
from index.domain.identifiers import digest_text
from index.domain.party import Parties

_CACHED_NAMES: Final = 4096
"""Most recently used, so that reducing a name is paid once for most utterances."""


@dataclass(frozen=True, slots=True)
class ListedSpeaker:
    """A listed speaker's canonical name, and their party."""

    name: str
    party: str


class SpeakerDirectory:
    """Looks up the speakers of `parties` by name or alias, ignoring titles, articles and case."""

    def __init__(self, parties: Parties) -> None:
        self._by_name: dict[str, ListedSpeaker] = {}
        names: list[str] = []
        for party_id, party in parties.parties.items():
            names.append(party.name)
            self._by_name.setdefault(_reduce(party.name), ListedSpeaker(party.name, party_id))
            for speaker in party.speakers:
                for name in (speaker.name, *speaker.aliases):
                    names.append(name)
                    self._by_name.setdefault(_reduce(name), ListedSpeaker(speaker.name, party_id))
        self.gazetteer = Gazetteer(names)
        self.digest = digest_text("\n".join(self.gazetteer.names))
        self.find = lru_cache(_CACHED_NAMES)(self._find)

    def name(self, speaker: str | None) -> str | None:
        """The canonical name of a listed speaker; any other name unchanged."""
        listed = self.find(speaker)
        return listed.name if listed else speaker

    def party(self, speaker: str | None) -> str | None:
        """The party of a speaker; None if they are not listed or have none."""
        listed = self.find(speaker)
        return listed.party if listed and listed.party != NO_PARTY else None

    def _find(self, speaker: str | None) -> ListedSpeaker | None:
        return self._by_name.get(_reduce(speaker)) if speaker else None


def _reduce(name: str) -> str:
    """A name without article, title and possessive ending; in lower case unless it is an abbreviation."""
    words = straighten_quotes(name).removesuffix("'s").split()
    while len(words) > 1 and (words[0].casefold().rstrip(".") in HONORIFICS or words[0].casefold() == "the"):
        words = words[1:]
    joined = " ".join(words)
    return joined if len(words) == 1 and joined.isupper() else joined.casefold()
