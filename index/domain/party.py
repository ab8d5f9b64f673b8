"""The sides of the dispute, as the corpus folder's `parties.yaml` names them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from index.domain.dates import PartialDate
from index.domain.document import NO_PARTY, Metadata, SeenWords
from index.errors import BadMetadata


class Speaker(BaseModel):
    """A person or body that speaks for a party, under all its names, in a role between two dates."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: SeenWords
    aliases: tuple[SeenWords, ...] = ()
    role: SeenWords | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[SeenWords, ...] = ()


PartyId = Annotated[str, StringConstraints(pattern=r"^[^\s:]+$", max_length=60)]


class Party(BaseModel):
    """A side of the dispute. `contends` where it is one of those that stand against each other."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: SeenWords
    contends: bool = False
    speakers: tuple[Speaker, ...] = ()


class Parties(BaseModel):
    """All sides by their ids, in the order in which the team lists them.

    An id has at most 60 characters, no white space and no colon: buttons carry it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    parties: dict[PartyId, Party] = {}

    def knows(self, party: str) -> bool:
        """Whether a document may stand on that side. Where no side is listed, on any."""
        return not self.parties or party == NO_PARTY or party in self.parties

    @property
    def contending(self) -> tuple[str, ...]:
        """The sides that stand against each other, by id: an answer says which of them is not heard."""
        return tuple(party for party, side in self.parties.items() if side.contends)

    def name(self, party: str) -> str:
        """The name shown for a side."""
        known = self.parties.get(party)
        return known.name if known else party


def check_party(metadata: Metadata, parties: Parties, where: str = "") -> None:
    """Raise BadMetadata unless the document stands on a side that the team knows."""
    if not parties.knows(metadata.party):
        known = ", ".join(["none", *parties.parties])
        raise BadMetadata(f"{where}unknown party '{metadata.party}'. The parties are {known}.")
