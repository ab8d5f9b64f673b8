"""The readers by media type, each imported on first use: most files need one, and some are slow to import."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from index.errors import EmptyDocument
from index.reading.extracted_text import (
    DOCX,
    EPUB,
    HTML,
    MARKDOWN,
    PDF,
    PLAIN,
    RTF,
    ExtractedText,
    check_not_empty,
)
from index.reading.file_type import detect_type

ReadFunction = Callable[[bytes, str], ExtractedText]

_READERS: Final[dict[str, tuple[str, str]]] = {
    MARKDOWN: ("markdown", "read_markdown"),
    PLAIN: ("plain_text", "read_plain_text"),
    HTML: ("html", "read_html"),
    PDF: ("pdf.reader", "read_pdf"),
    DOCX: ("docx", "read_docx"),
    EPUB: ("epub", "read_epub"),
    RTF: ("rtf", "read_rtf"),
}
"""Module and function for each media type."""


def read_in_process(raw: bytes, name: str) -> ExtractedText:
    """The text of a file's bytes, extracted in this process by the reader for their detected type.

    Raises UnreadableDocument or a subclass.
    """
    if not raw.strip():
        raise EmptyDocument(f"{name} is empty. Check that it is the right file.")
    module, function = _READERS[detect_type(raw, name)]
    read: ReadFunction = getattr(import_module(f"index.reading.{module}"), function)
    return check_not_empty(read(raw, name), name)
