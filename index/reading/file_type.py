"""File types, detected from a file's bytes. Its name only distinguishes Markdown from plain text."""

import re
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from index.errors import UnknownFormat, UnreadableDocument
from index.reading.archive import open_archive, read_entry
from index.reading.extracted_text import DOCX, EPUB, HTML, MARKDOWN, PDF, PLAIN, RTF, decode

SUFFIXES: Final[dict[str, str]] = {
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".txt": PLAIN,
    ".text": PLAIN,
    ".html": HTML,
    ".htm": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".epub": EPUB,
    ".rtf": RTF,
}
"""The media type for each file name suffix, in lower case."""

_WORD: Final = b"wordprocessingml.document.main+xml"
_WORD_WITH_MACROS: Final = b"ms-word.document.macroEnabled"
_HTML_START: Final = re.compile(
    r"(?>\s|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_MAX_HTML_START_CHARS: Final = 4096
"""Characters searched for the tag that marks an HTML page."""

_MAGIC_BYTES: Final = 1024
"""PDF readers accept the signature `%PDF-` anywhere in this many bytes."""

_END_OF_ARCHIVE: Final = b"PK\x05\x06"
_MAX_TAIL_BYTES: Final = 22 + 0xFFFF
"""Size of a ZIP archive's end record with the longest comment."""


def detect_type(raw: bytes, name: str) -> str:
    """The media type of a file.

    Raises UnknownFormat for an unsupported type, and for a file that is valid as two types at once.
    """
    start = raw[:_MAGIC_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-"):
        return _check_single(raw, name, PDF, "a PDF file")
    if raw.startswith(b"PK"):
        if b"%PDF-" in raw[:_MAGIC_BYTES]:
            raise _refuse_mixture(name, "a PDF file")
        with open_archive(raw, name) as archive:
            return _detect_archive_type(archive, name)
    if start.startswith(b"{\\rtf"):
        return _check_single(raw, name, RTF, "an RTF file")
    return _detect_text_type(raw, name)


def _check_single(raw: bytes, name: str, media_type: str, kind: str) -> str:
    """The type, unless the file is also a ZIP archive, which is read from its end."""
    start = raw.rfind(_END_OF_ARCHIVE, -_MAX_TAIL_BYTES)
    if start >= 0 and len(raw) == start + 22 + int.from_bytes(raw[start + 20 : start + 22], "little"):
        raise _refuse_mixture(name, kind)
    return media_type


def _refuse_mixture(name: str, kind: str) -> UnknownFormat:
    return UnknownFormat(f"{name} is both {kind} and an archive, which suggests tampering. Save it again.")


def _detect_archive_type(archive: ZipFile, name: str) -> str:
    paths = set(archive.namelist())
    if "mimetype" in paths and read_entry(archive, "mimetype", name).strip() == EPUB.encode():
        return EPUB
    if "[Content_Types].xml" not in paths:
        raise UnknownFormat(f"{name} is an archive. Unpack it and add the documents in it.")
    types = read_entry(archive, "[Content_Types].xml", name)
    if _WORD_WITH_MACROS in types or any(path.lower().endswith("vbaproject.bin") for path in paths):
        raise UnknownFormat(f"{name} is a Word file with macros. Save it as .docx without them.")
    if _WORD not in types:
        raise UnknownFormat(
            f"{name} is an Office file, but not a text document. Save its text as a Word or PDF file."
        )
    return DOCX


def _detect_text_type(raw: bytes, name: str) -> str:
    expected = SUFFIXES.get(Path(name).suffix.lower())
    try:
        text = decode(raw, name)
    except UnknownFormat:
        if expected == HTML and b"\0" not in raw:
            return HTML  # a page may state an encoding other than UTF-8
        _refuse_known_binary(raw, name)
        raise
    if expected == HTML or _HTML_START.match(text[:_MAX_HTML_START_CHARS]):
        return HTML
    if expected is None:
        endings = ", ".join(SUFFIXES)
        raise UnknownFormat(f"{name} is of a type that cannot be read. File names must end in {endings}.")
    if expected not in (MARKDOWN, PLAIN):
        kind = Path(name).suffix[1:].upper()
        raise UnreadableDocument(
            f"{name} is named like a {kind} file but is not one. Check it, or save it again."
        )
    return expected


def _refuse_known_binary(raw: bytes, name: str) -> None:
    """Raise UnknownFormat naming the type of a binary file, if it is recognised."""
    import puremagic  # here: its tables take longer to load than most files to read

    try:
        kinds = puremagic.magic_string(raw[:_MAGIC_BYTES]) if b"\0" in raw[1:] and raw[0] else []
    except puremagic.PureError:
        return
    if kinds:
        raise UnknownFormat(
            f"{name} is of a type that cannot be read ({kinds[0].name}). "
            "Add PDF, Word, EPUB, RTF, HTML, Markdown or plain text."
        )
