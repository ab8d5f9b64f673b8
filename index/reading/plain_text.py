"""Plain text: paragraphs between blank lines, short lines without a full stop as headings."""

import re
from collections.abc import Iterator
from typing import Final

from index.reading.extracted_text import PLAIN, Block, ExtractedText, decode, normalise

_MAX_HEADING_CHARS: Final = 90
"""Characters. Headlines and section headings of the news run to about this length."""

_MAX_WRAPPED_LINE_CHARS: Final = 200
"""Characters. A text with longer lines was not wrapped by hand: each line is a paragraph."""

# Both begin at a visible character, so that long runs of spaces are not tried from every one of them.
_CHUNK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_LINE = re.compile(r"\S[^\n]*")
_ENDS_A_SENTENCE = re.compile(r"[.!?:;,…。！？؟।][\"'”’»)\]]*$")


def read_plain_text(raw: bytes, name: str) -> ExtractedText:
    """The text of a plain file, unchanged but for its canonical form."""
    text = normalise(decode(raw, name))
    return ExtractedText(PLAIN, text, tuple(_find_blocks(text)))


def _find_blocks(text: str) -> Iterator[Block]:
    spans = [span for chunk in _CHUNK.finditer(text) for span in _split_chunk(chunk)]
    for start, end in spans:
        block = text[start:end]
        offset = start + len(block) - len(block.lstrip())
        words = block.strip()
        is_last = (start, end) == spans[-1]
        yield Block(offset, offset + len(words), not is_last and _is_heading(words))


def _split_chunk(chunk: re.Match[str]) -> list[tuple[int, int]]:
    lines = [(chunk.start() + m.start(), chunk.start() + m.end()) for m in _LINE.finditer(chunk[0])]
    if max(end - start for start, end in lines) > _MAX_WRAPPED_LINE_CHARS:
        return lines
    return [chunk.span()]


def _is_heading(words: str) -> bool:
    return "\n" not in words and len(words) <= _MAX_HEADING_CHARS and not _ENDS_A_SENTENCE.search(words)
