"""The sources on which briefings are based, as listed in the corpus folder's `sources.yaml`."""

from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict

from index.domain.dates import PartialDate
from index.domain.document import Kind, SeenWords, WebAddress
from index.errors import CorpusError
from index.text.yaml_file import read_yaml, tell_fault

SOURCES_FILE: Final = "sources.yaml"


class CitedSource(BaseModel):
    """A text published elsewhere. `fetch` is true if `url` is the original publisher's address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: SeenWords
    author: SeenWords | None = None
    publisher: SeenWords | None = None
    published: PartialDate | None = None
    url: WebAddress
    docket: SeenWords | None = None
    kind: Kind
    party: SeenWords
    rights: SeenWords
    fetch: bool


class CitedSources(BaseModel):
    """The listed sources by id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: dict[str, CitedSource] = {}


def read_cited_sources(corpus: Path) -> dict[str, CitedSource]:
    """The listed sources of a corpus folder by id; none if it has no such file. Raises CorpusError."""
    path = corpus / SOURCES_FILE
    try:
        values: Any = read_yaml(path)
        return CitedSources.model_validate(values or {}).sources
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise CorpusError(f"{path} is not valid: {tell_fault(error)}. Please correct it.") from error
