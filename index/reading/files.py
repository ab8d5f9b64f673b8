"""A file of any kind that is read: its bytes, and what they say."""

from pathlib import Path
from typing import Final

from index.errors import EmptyDocument, UnreadableDocument
from index.reading.extracted_text import ExtractedText
from index.reading.readers import read_in_process
from index.reading.sandbox.limits import FILE_LIMITS, WorkerLimits
from index.reading.sandbox.sandbox import read_in_sandbox

MAX_FILE_BYTES: Final = 20_000_000
"""Bytes. A book of a thousand pages is about 3,000,000."""


def load_bytes(source: Path | str) -> bytes:
    """The bytes of a file; raises UnreadableDocument where it cannot be had or is too large."""
    path = Path(source)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableDocument(f"There is no file {path}. Check the name.") from error
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise UnreadableDocument(f"{path} cannot be read: {reason}.") from error
    if len(raw) > MAX_FILE_BYTES:
        raise UnreadableDocument(
            f"{path} is larger than {MAX_FILE_BYTES // 1_000_000} MB. Split it into parts."
        )
    return raw


def extract_text(
    raw: bytes, name: str, *, is_trusted: bool = False, limits: WorkerLimits = FILE_LIMITS
) -> ExtractedText:
    """The text of a file's bytes, by what they are; the name only tells Markdown from plain text.

    Read in a process of its own, unless the file is trusted. Those of the corpus folder are: whoever can
    write there can change the program beside it as well, they are all Markdown, and a process for each of a
    hundred files takes ten seconds, where reading them takes one.

    `limits` are those of that process.

    Raises UnreadableDocument, or the kind of it that says what is wrong.
    """
    if not raw.strip():
        raise EmptyDocument(f"{name} is empty. Check that it is the right file.")
    return read_in_process(raw, name) if is_trusted else read_in_sandbox(raw, name, limits)
