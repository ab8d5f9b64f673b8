"""What a file says about its own source, without what programs write there by themselves."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from index.reading.extracted_text import Block, normalise
from index.text.invisible_characters import drop_hidden

_MAX_VALUE_CHARS: Final = 300
"""Characters. What is longer is an abstract or rubbish, and no title or name."""

_NOTHING: Final = re.compile(
    r"\W*|(untitled|unknown|python-docx|unbekannt)( author| document)?[\W\d]*|\(?anonymous\)?", re.IGNORECASE
)
_FILE_NAME: Final = re.compile(
    r"microsoft \w+ - .*|\S.*\.(docx?|odt|rtf|indd|tex|dvi|pdf|html?|txt)", re.IGNORECASE
)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def find_metadata(stated: Mapping[str, str | None], text: str, blocks: Sequence[Block]) -> dict[str, Any]:
    """The fields of `Metadata` that a file states; a heading at its beginning where it states no title."""
    values = {key: to_line(value or "") for key, value in stated.items()}
    found = {
        key: value
        for key, value in values.items()
        if len(value) <= _MAX_VALUE_CHARS and not _NOTHING.fullmatch(value)
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
    """What was found, on one line, without what cannot be seen: nobody stated that on purpose."""
    return " ".join(drop_hidden(normalise(value)).split())
