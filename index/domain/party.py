"""The parties of the dispute and their speakers, as listed in the corpus folder's `parties.yaml`."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from index.domain.dates import PartialDate
from index.domain.document import NO_PARTY, Metadata, SeenWords
from index.errors import BadMetadata


class Speaker(BaseModel):
    """A person or organisation that speaks for a party, with its aliases and the dates of its role."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: SeenWords
    aliases: tuple[SeenWords, ...] = ()
    role: SeenWords | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[SeenWords, ...] = ()


PartyId = Annotated[str, StringConstraints(pattern=r"^[^\s:]+$", max_length=60)]


class Party(BaseModel):
    """A party. `contends` marks those that oppose each other.

    `in_text` is its name inside a sentence, if that differs: the press, not Press.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: SeenWords
    in_text: SeenWords | None = None
    contends: bool = False
    speakers: tuple[Speaker, ...] = ()


class Parties(BaseModel):
    """The listed parties by id, in the order of the file.

    An id has at most 60 characters, no white space and no colon, because it is a part of a button's id.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    parties: dict[PartyId, Party] = {}

    def knows(self, party: str) -> bool:
        """Whether a document may have this party; if no party is listed, any."""
        return not self.parties or party == NO_PARTY or party in self.parties

    @property
    def contending(self) -> tuple[str, ...]:
        """The ids of the parties that oppose each other; an answer names those it has no quotation from."""
        return tuple(party for party, side in self.parties.items() if side.contends)

    def name(self, party: str) -> str:
        """The display name of a party; the id if it is not listed."""
        listed = self.parties.get(party)
        return listed.name if listed else party

    def name_in_text(self, party: str) -> str:
        """The name of a party inside a sentence."""
        listed = self.parties.get(party)
        return (listed.in_text if listed else None) or self.name(party)


def check_party(metadata: Metadata, parties: Parties, where: str = "") -> None:
    """Raise BadMetadata unless the document's party is listed; `where` begins the message."""
    if not parties.knows(metadata.party):
        known = ", ".join(["none", *parties.parties])
        raise BadMetadata(f"{where}unknown side '{metadata.party}'. The sides are {known}.")
