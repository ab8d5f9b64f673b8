"""Plain text: blank lines separate paragraphs; short lines without closing punctuation are headings."""

import re
from collections.abc import Iterator
from typing import Final

from index.reading.extracted_text import PLAIN, Block, ExtractedText, decode, normalise

_MAX_HEADING_CHARS: Final = 90
"""News headlines and section headings are rarely longer."""

_MAX_WRAPPED_LINE_CHARS: Final = 200
"""A paragraph with a longer line was not hard-wrapped: each of its lines is a paragraph."""

# Both begin at a visible character: otherwise a long run of spaces would take quadratic time.
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_LINE = re.compile(r"\S[^\n]*")
_ENDS_A_SENTENCE = re.compile(r"[.!?:;,…。！？؟।][\"'”’»)\]]*$")


def read_plain_text(raw: bytes, name: str) -> ExtractedText:
    """The text of a plain text file, changed only by `normalise`."""
    text = normalise(decode(raw, name))
    return ExtractedText(PLAIN, text, tuple(_find_blocks(text)))


def _find_blocks(text: str) -> Iterator[Block]:
    spans = [span for paragraph in _PARAGRAPH.finditer(text) for span in _split_paragraph(paragraph)]
    for start, end in spans:
        block = text[start:end]
        offset = start + len(block) - len(block.lstrip())
        words = block.strip()
        is_last = (start, end) == spans[-1]
        yield Block(offset, offset + len(words), not is_last and _is_heading(words))


def _split_paragraph(paragraph: re.Match[str]) -> list[tuple[int, int]]:
    lines = [
        (paragraph.start() + m.start(), paragraph.start() + m.end()) for m in _LINE.finditer(paragraph[0])
    ]
    if max(end - start for start, end in lines) > _MAX_WRAPPED_LINE_CHARS:
        return lines
    return [paragraph.span()]


def _is_heading(words: str) -> bool:
    return "\n" not in words and len(words) <= _MAX_HEADING_CHARS and not _ENDS_A_SENTENCE.search(words)
