"""A file of any kind that is read: its bytes, and the reader that takes them."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from index.errors import EmptyDocument, UnknownFormat, UnreadableDocument
from index.reading.html import read_html
from index.reading.markdown import read_markdown
from index.reading.plain_text import read_plain_text
from index.reading.reading import Reading, check_not_empty

Reader = Callable[[bytes, str], Reading]

READERS: Final[dict[str, Reader]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_plain_text,
    ".text": read_plain_text,
    ".html": read_html,
    ".htm": read_html,
}
"""The reader for each file name ending, in lower case."""

LARGEST_FILE: Final = 20_000_000
"""Bytes. A book of a thousand pages is about 3,000,000."""


def load(source: Path | str) -> bytes:
    """The bytes of a file; raises UnreadableDocument where it cannot be had or is too large."""
    path = Path(source)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableDocument(
                f"{path} is larger than {LARGEST_FILE // 1_000_000} MB. Split it into parts."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument(f"There is no file {path}. Check the name.") from error
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise UnreadableDocument(f"{path} cannot be read: {reason}.") from error


def read(raw: bytes, name: str) -> Reading:
    """The text of a file's bytes, by the ending of its name.

    Raises UnreadableDocument, or the kind of it that says what is wrong.
    """
    if not raw.strip():
        raise EmptyDocument(f"{name} is empty. Check that it is the right file.")
    reader = READERS.get(Path(name).suffix.lower())
    if reader is None:
        endings = ", ".join(READERS)
        raise UnknownFormat(f"{name} is of a kind that is not read. Files read end in {endings}.")
    return check_not_empty(reader(raw, name), name)
