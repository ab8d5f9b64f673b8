"""Validation of document metadata: each wrong value with a sentence that says how to correct it."""

from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from index.domain.document import HIDDEN, Stated


class MetadataProblem(NamedTuple):
    """An invalid value of metadata, described in one sentence with its remedy."""

    key: str
    sentence: str


_REMEDIES = {
    "title": "Give the document's title.",
    "published": "Write the date as 2019-10-14, 2019-10 or 2019.",
    "url": "Give a complete address, such as https://example.org/letter, without a password in it.",
    "kind": "Use article, letter, submission, report, ruling, statement or briefing.",
    "language": "Use a code such as en or pt-BR.",
    "about": "Write a list of source ids, such as [S01, S02].",
}


def find_metadata_problems(values: dict[str, Any]) -> list[MetadataProblem]:
    """The problems in values for `Metadata`, one for each invalid or missing key."""
    try:
        Stated.model_validate(values)
    except ValidationError as error:
        keys = {str(fault["loc"][0]): fault for fault in error.errors()}
        return [MetadataProblem(key, _describe(key, fault)) for key, fault in keys.items()]
    return []


def _describe(key: str, fault: ErrorDetails) -> str:
    match fault["type"]:
        case "missing":
            return f"there is no {key}. {_REMEDIES[key]}"
        case code if code == HIDDEN:
            return f"the value of '{key}' {fault['msg']}. Remove it, or type the value again."
    return f"the value of '{key}' is not valid. {_REMEDIES.get(key, 'Please correct it.')}"
