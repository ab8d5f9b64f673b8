"""The readers, each loaded when a file of its type comes: most files need one, and some are slow to load."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from index.errors import EmptyDocument
from index.reading import file_type
from index.reading.reading import Reading, check_not_empty

Reader = Callable[[bytes, str], Reading]

_READERS: Final[dict[str, tuple[str, str]]] = {
    file_type.MARKDOWN: ("markdown", "read_markdown"),
    file_type.PLAIN: ("plain_text", "read_plain_text"),
    file_type.HTML: ("html", "read_html"),
    file_type.PDF: ("pdf", "read_pdf"),
    file_type.DOCX: ("docx", "read_docx"),
    file_type.EPUB: ("epub", "read_epub"),
    file_type.RTF: ("rtf", "read_rtf"),
}
"""The module and function for each media type."""


def read_here(raw: bytes, name: str) -> Reading:
    """The text of a file's bytes, read in this process, by whatever reader its content asks for.

    Raises UnreadableDocument, or the kind of it that says what is wrong.
    """
    if not raw.strip():
        raise EmptyDocument(f"{name} is empty. Check that it is the right file.")
    module, function = _READERS[file_type.tell_type(raw, name)]
    reader: Reader = getattr(import_module(f"index.reading.{module}"), function)
    return check_not_empty(reader(raw, name), name)
