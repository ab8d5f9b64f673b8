"""The text that a reader extracts from a file, with its blocks and pages."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from index.domain.pages import PageStarts, page_of
from index.errors import EmptyDocument, UnknownFormat

MARKDOWN: Final = "text/markdown"
PLAIN: Final = "text/plain"
HTML: Final = "text/html"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EPUB: Final = "application/epub+zip"
RTF: Final = "application/rtf"
"""Media types of the files that can be read."""

LINE_BREAK: Final = "\v"
"""Stands for a line break of HTML until white space is collapsed."""

_HTML_WHITE_SPACE: Final = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, or a paragraph or list item, as half-open character offsets into the text."""

    start: int
    end: int
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """A text with its blocks in order, and the metadata that the file states.

    `found` maps field names of `Metadata` to values; `pages` gives the offset at which each page begins.
    """

    media_type: str
    text: str
    blocks: tuple[Block, ...]
    found: dict[str, Any] = field(default_factory=dict)
    pages: PageStarts = ()

    def page_of(self, offset: int) -> int | None:
        """The number of the page that contains an offset; None if the file has no pages."""
        return page_of(self.pages, offset)


def decode(raw: bytes, name: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a byte order mark.

    Raises UnknownFormat for anything else: a guessed encoding would put wrong letters into quotations.
    """
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownFormat(f"{name} is not text in UTF-8. Save it as UTF-8 and try again.") from error
    if "\0" in text:
        raise UnknownFormat(f"{name} is a binary file, not text. Give a text, Markdown or HTML file.")
    return text


def normalise(text: str) -> str:
    """The canonical form in which texts are stored: NFC, with lines ended by `\\n`."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def join_blocks(parts: Iterable[tuple[str, bool]]) -> tuple[str, tuple[Block, ...]]:
    """One text from blocks (text, whether a heading), separated by blank lines, with the blocks' offsets."""
    texts: list[str] = []
    blocks: list[Block] = []
    position = 0
    for words, is_heading in parts:
        stripped = normalise(words).strip()
        if stripped:
            blocks.append(Block(position, position + len(stripped), is_heading))
            texts.append(stripped)
            position += len(stripped) + len("\n\n")
    return "\n\n".join(texts), tuple(blocks)


def collapse_white_space(words: str) -> str:
    """The text of an HTML block with white space collapsed as browsers do; LINE_BREAK becomes `\\n`."""
    return "\n".join(_HTML_WHITE_SPACE.sub(" ", line).strip(" ") for line in words.split(LINE_BREAK))


def check_not_empty(reading: ExtractedText, name: str) -> ExtractedText:
    """The argument, unchanged. Raises EmptyDocument if it has no block other than headings."""
    if any(not block.is_heading for block in reading.blocks):
        return reading
    raise EmptyDocument(f"{name} contains no text to quote. Check that it is the right file.")


_SUPERSCRIPTS: Final = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")

SUPERSCRIPT_DIGITS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def to_superscripts(words: str) -> str:
    """Superscript text with its digits as superscript characters; a mark in brackets is unchanged.

    Otherwise the mark of a note would become part of the number before it.
    """
    return words if "[" in words else words.translate(_SUPERSCRIPTS)
