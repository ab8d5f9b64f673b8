"""Metadata that a file states, without the placeholders that programs write by themselves."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from index.reading.extracted_text import Block, normalise
from index.text.invisible_characters import drop_hidden

_MAX_VALUE_CHARS: Final = 300
"""Longer values are abstracts or garbage, not titles or names."""

_PLACEHOLDER: Final = re.compile(
    r"\W*|(untitled|unknown|python-docx|unbekannt)( author| document)?[\W\d]*|\(?anonymous\)?", re.IGNORECASE
)
_FILE_NAME: Final = re.compile(
    r"microsoft \w+ - .*|\S.*\.(docx?|odt|rtf|indd|tex|dvi|pdf|html?|txt)", re.IGNORECASE
)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def find_metadata(raw_values: Mapping[str, str | None], text: str, blocks: Sequence[Block]) -> dict[str, Any]:
    """The fields of `Metadata` that a file states. Without a stated title, a heading at the start is used."""
    values = {key: to_line(value or "") for key, value in raw_values.items()}
    found = {
        key: value
        for key, value in values.items()
        if len(value) <= _MAX_VALUE_CHARS and not _PLACEHOLDER.fullmatch(value)
    }
    if _FILE_NAME.fullmatch(found.get("title", "")):
        del found["title"]
    if not _LANGUAGE.fullmatch(found.get("language", "en")):
        del found["language"]
    if "title" not in found and blocks and blocks[0].is_heading:
        heading = to_line(text[blocks[0].start : blocks[0].end])
        found |= {"title": heading} if len(heading) <= _MAX_VALUE_CHARS else {}
    return found


def to_line(value: str) -> str:
    """A value on one line, without invisible characters."""
    return " ".join(drop_hidden(normalise(value)).split())
