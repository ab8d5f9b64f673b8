"""The sides of the dispute, as the corpus folder's `parties.yaml` names them."""

from pathlib import Path
from typing import Annotated, Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from index.corpus.yaml_file import describe_validation_error, read_yaml
from index.domain.dates import PartialDate
from index.domain.document import NO_PARTY, SeenWords
from index.errors import CorpusError

PARTIES_FILE: Final = "parties.yaml"


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


def read_parties(corpus: Path) -> Parties:
    """The parties of a corpus folder; none where it has no such file. Raises CorpusError."""
    path = corpus / PARTIES_FILE
    try:
        values: Any = read_yaml(path)
        return Parties.model_validate(values or {})
    except FileNotFoundError:
        return Parties()
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise CorpusError(f"{path} does not fit: {tell_fault(error)}. Mend it.") from error


def tell_fault(error: Exception) -> str:
    """The first fault of a YAML file, with its line or its place."""
    if isinstance(error, ValidationError):
        fault = error.errors()[0]
        return f"{' → '.join(map(str, fault['loc']))}: {fault['msg']}"
    line, problem = describe_validation_error(error)
    return problem if line is None else f"line {line + 1}: {problem}"
