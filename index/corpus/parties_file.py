"""The file of the corpus folder that lists the parties, `parties.yaml`."""

from pathlib import Path
from typing import Any, Final

import yaml

from index.domain.party import Parties
from index.errors import CorpusError
from index.text.yaml_file import read_yaml, tell_fault

PARTIES_FILE: Final = "parties.yaml"


def read_parties(corpus: Path) -> Parties:
    """The listed parties of a corpus folder; none if it has no such file. Raises CorpusError."""
    path = corpus / PARTIES_FILE
    try:
        values: Any = read_yaml(path)
        return Parties.model_validate(values or {})
    except FileNotFoundError:
        return Parties()
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise CorpusError(f"{path} is not valid: {tell_fault(error)}. Please correct it.") from error
