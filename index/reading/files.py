"""Loading files and extracting their text."""

from pathlib import Path
from typing import Final

from index.errors import EmptyDocument, UnreadableDocument
from index.reading.extracted_text import ExtractedText
from index.reading.readers import read_in_process
from index.reading.sandbox.limits import FILE_LIMITS, WorkerLimits
from index.reading.sandbox.sandbox import read_in_sandbox

MAX_FILE_BYTES: Final = 20_000_000
"""A book of a thousand pages has about 3,000,000."""


def load_bytes(source: Path | str) -> bytes:
    """The bytes of a file. Raises UnreadableDocument if it cannot be read or is too large."""
    path = Path(source)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableDocument(f"There is no file {path}. Check the name.") from error
    except OSError as error:
        reason = error.strerror or "the file cannot be opened"
        raise UnreadableDocument(f"{path} cannot be read: {reason}.") from error
    if len(raw) > MAX_FILE_BYTES:
        raise UnreadableDocument(
            f"{path} is larger than {MAX_FILE_BYTES // 1_000_000} MB. Split it into parts."
        )
    return raw


def extract_text(
    raw: bytes, name: str, *, is_trusted: bool = False, limits: WorkerLimits = FILE_LIMITS
) -> ExtractedText:
    """The text of a file's bytes. The type is detected from them; see `file_type`.

    Untrusted files are read in a process of their own, with `limits`. Files of the corpus folder are
    trusted: anyone who can write there can change the program as well, and all are Markdown. Reading a
    hundred of them takes one second, and ten with a process for each.

    Raises UnreadableDocument or a subclass.
    """
    if not raw.strip():
        raise EmptyDocument(f"{name} is empty. Check that it is the right file.")
    return read_in_process(raw, name) if is_trusted else read_in_sandbox(raw, name, limits)
