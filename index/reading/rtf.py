"""RTF files, read with striprtf: paragraphs, table rows and notes. Headings are not detected."""

import re
from typing import Final

from striprtf.striprtf import rtf_to_text

from index.errors import UnreadableDocument
from index.reading.extracted_text import RTF, ExtractedText, join_blocks

_ENCODING: Final = "latin-1"
"""RTF is ASCII; Latin-1 passes other bytes on to striprtf, which decodes them by the stated code page."""

_BRACE: Final = re.compile(r"\\[{}\\]|[{}]")
_FOOTNOTE: Final = re.compile(r"\{(?:\\\*)?\\footnote\b ?")
_PARAGRAPH_END: Final = re.compile(r"\\par(?![a-z])|\\cell(?![a-z])")


def read_rtf(raw: bytes, name: str) -> ExtractedText:
    """The text of an RTF file, each note after its paragraph. Raises UnreadableDocument if it is damaged."""
    try:
        source = _move_notes(raw.decode(_ENCODING))
        lines = _read(source).replace("\n|", "|").split("\n")
    except (ValueError, LookupError, OverflowError) as error:
        raise UnreadableDocument(
            f"{name} is damaged: it is not a complete RTF file. Save it again."
        ) from error
    return ExtractedText(RTF, *join_blocks((_format_row(line), False) for line in lines))


def _read(source: str) -> str:
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]  # no types there
    # Characters beyond U+FFFF may be written as surrogate pairs; a lone surrogate is replaced.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _format_row(line: str) -> str:
    """A table row, whose cells striprtf ends with "|", with " | " between cells; other lines unchanged."""
    if not line.rstrip().endswith("|"):
        return line
    return " | ".join(cell.strip() for cell in line.rstrip().removesuffix("|").split("|"))


def _move_notes(source: str) -> str:
    """The source with each note moved to a paragraph after its own; striprtf would drop notes."""
    parts: list[str] = []
    pending: list[str] = []
    position = 0
    for note in _FOOTNOTE.finditer(source):
        if note.start() < position:
            continue
        position = _copy(source, position, note.start(), pending, parts)
        end = _find_group_end(source, note.start())
        pending.append(r"\par {" + source[note.end() : end])
        position = end
    end = max(position, source.rfind("}"))
    _copy(source, position, end, pending, parts)
    return "".join([*parts, *pending, source[end:]])


def _copy(source: str, start: int, end: int, pending: list[str], parts: list[str]) -> int:
    """Append `source[start:end]` to `parts`, inserting pending notes at the first end of a paragraph."""
    stop = _PARAGRAPH_END.search(source, start, end) if pending else None
    if stop is not None:
        parts.extend((source[start : stop.start()], *pending))
        pending.clear()
        start = stop.start()
    parts.append(source[start:end])
    return end


def _find_group_end(source: str, start: int) -> int:
    """The offset after the group that begins with the brace at `start`."""
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return len(source)
