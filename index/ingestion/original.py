"""Originals: the bytes of a file or page, with the text and the metadata that were read from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from index.domain.document import Metadata
from index.reading.extracted_text import ExtractedText

PASTED_NAME: Final = "pasted.txt"
"""The file name of a text that was pasted."""

MetadataFields = Metadata | Mapping[str, Any] | None
"""Metadata given by the caller; it takes precedence over the metadata in a file."""


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a file or page, its name in messages, and the text that was read from it."""

    name: str
    raw: bytes
    reading: ExtractedText

    def restate(self, source: Mapping[str, Any]) -> Self:
        """The same original with other metadata in place of those found in the file."""
        return replace(self, reading=replace(self.reading, found=dict(source)))
