"""RTF files, read with striprtf: paragraphs, rows of tables and notes; it tells no headings."""

import re
from typing import Final

from striprtf.striprtf import rtf_to_text

from index.errors import UnreadableDocument
from index.reading.extracted_text import RTF, ExtractedText, join_blocks

_BYTES: Final = "latin-1"
"""An RTF file is ASCII; a byte that is not stands for a character of the code page that the file states."""

_BRACE: Final = re.compile(r"\\[{}\\]|[{}]")
_NOTE: Final = re.compile(r"\{(?:\\\*)?\\footnote\b ?")
_PARAGRAPH: Final = re.compile(r"\\par(?![a-z])|\\cell(?![a-z])")


def read_rtf(raw: bytes, name: str) -> ExtractedText:
    """The text of an RTF file, each note after its paragraph. Raises UnreadableDocument if it is damaged."""
    try:
        source = _move_notes(raw.decode(_BYTES))
        lines = _read(source).replace("\n|", "|").split("\n")
    except (ValueError, LookupError, OverflowError) as error:
        raise UnreadableDocument(f"{name} is damaged: it is no whole RTF file. Save it again.") from error
    return ExtractedText(RTF, *join_blocks((_show_row(line), False) for line in lines))


def _read(source: str) -> str:
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]  # no types there
    # A character beyond U+FFFF may be written as two; half of one is none.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _show_row(line: str) -> str:
    """A row of a table, each cell of which striprtf ends with a bar; any other line as it is."""
    if not line.rstrip().endswith("|"):
        return line
    return " | ".join(cell.strip() for cell in line.rstrip().removesuffix("|").split("|"))


def _move_notes(source: str) -> str:
    """The same file with its notes as paragraphs after theirs; striprtf would leave them out."""
    parts: list[str] = []
    waiting: list[str] = []
    position = 0
    for note in _NOTE.finditer(source):
        if note.start() < position:
            continue
        position = _let_in(source, position, note.start(), waiting, parts)
        end = _find_end(source, note.start())
        waiting.append(r"\par {" + source[note.end() : end])
        position = end
    end = max(position, source.rfind("}"))
    _let_in(source, position, end, waiting, parts)
    return "".join([*parts, *waiting, source[end:]])


def _let_in(source: str, start: int, end: int, waiting: list[str], parts: list[str]) -> int:
    """Take over the source from `start` to `end`, the notes that wait before the first end of a paragraph."""
    stop = _PARAGRAPH.search(source, start, end) if waiting else None
    if stop is not None:
        parts.extend((source[start : stop.start()], *waiting))
        waiting.clear()
        start = stop.start()
    parts.append(source[start:end])
    return end


def _find_end(source: str, start: int) -> int:
    """Where the group that begins at an opening brace ends."""
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return len(source)
