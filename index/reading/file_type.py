"""What a file is, told by its bytes. Its name only tells Markdown from plain text."""

import re
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from index.errors import UnknownFormat, UnreadableDocument
from index.reading.archive import open_archive, read_entry
from index.reading.extracted_text import DOCX, EPUB, HTML, MARKDOWN, PDF, PLAIN, RTF, decode

ENDINGS: Final[dict[str, str]] = {
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
"""The type that each ending of a name promises, in lower case."""

_WORD: Final = b"wordprocessingml.document.main+xml"
_WORD_WITH_MACROS: Final = b"ms-word.document.macroEnabled"
_BEGINS_PAGE: Final = re.compile(
    r"(?>\s|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_MAX_HEAD_BYTES: Final = 4096
"""Characters in which a page says that it is one."""

_HEAD: Final = 1024
"""Bytes in which a PDF reader looks for the sign of a PDF file."""

_END_OF_ARCHIVE: Final = b"PK\x05\x06"
_MAX_TAIL_BYTES: Final = 22 + 0xFFFF
"""Bytes of the record that ends an archive, with the longest comment."""


def detect_type(raw: bytes, name: str) -> str:
    """The media type of a file that is read.

    Raises UnknownFormat for a type that is not read, and for a file that is of two types at once.
    """
    begun = raw[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if begun.startswith(b"%PDF-"):
        return _check_single(raw, name, PDF, "a PDF file")
    if raw.startswith(b"PK"):
        if b"%PDF-" in raw[:_HEAD]:
            raise _refuse_mixture(name, "a PDF file")
        with open_archive(raw, name) as archive:
            return _tell_archive(archive, name)
    if begun.startswith(b"{\\rtf"):
        return _check_single(raw, name, RTF, "an RTF file")
    return _tell_text(raw, name)


def _check_single(raw: bytes, name: str, media_type: str, kind: str) -> str:
    """The type, unless the file is an archive as well, to those that read files from their end."""
    place = raw.rfind(_END_OF_ARCHIVE, -_MAX_TAIL_BYTES)
    if place >= 0 and len(raw) == place + 22 + int.from_bytes(raw[place + 20 : place + 22], "little"):
        raise _refuse_mixture(name, kind)
    return media_type


def _refuse_mixture(name: str, kind: str) -> UnknownFormat:
    return UnknownFormat(
        f"{name} is {kind} and an archive at once, which no honest program makes. Save it again."
    )


def _tell_archive(archive: ZipFile, name: str) -> str:
    paths = set(archive.namelist())
    if "mimetype" in paths and read_entry(archive, "mimetype", name).strip() == EPUB.encode():
        return EPUB
    if "[Content_Types].xml" not in paths:
        raise UnknownFormat(f"{name} is an archive. Unpack it and add the documents in it.")
    types = read_entry(archive, "[Content_Types].xml", name)
    if _WORD_WITH_MACROS in types or any(path.lower().endswith("vbaproject.bin") for path in paths):
        raise UnknownFormat(f"{name} is a Word file with macros. Save it as .docx without them.")
    if _WORD not in types:
        raise UnknownFormat(f"{name} is an Office file, but not a text. Save its text as a Word or PDF file.")
    return DOCX


def _tell_text(raw: bytes, name: str) -> str:
    promised = ENDINGS.get(Path(name).suffix.lower())
    try:
        text = decode(raw, name)
    except UnknownFormat:
        if promised == HTML and b"\0" not in raw:
            return HTML  # a page may be in another encoding, which it states itself
        _check_not_known(raw, name)
        raise
    if promised == HTML or _BEGINS_PAGE.match(text[:_MAX_HEAD_BYTES]):
        return HTML
    if promised is None:
        endings = ", ".join(ENDINGS)
        raise UnknownFormat(f"{name} is of a kind that is not read. Files read end in {endings}.")
    if promised not in (MARKDOWN, PLAIN):
        kind = Path(name).suffix[1:].upper()
        raise UnreadableDocument(f"{name} is named as a {kind} file and is none. Check it, or save it again.")
    return promised


def _check_not_known(raw: bytes, name: str) -> None:
    """Raise UnknownFormat with the kind of a binary file, where that is known."""
    import puremagic  # here, since its tables take longer to load than most files to read

    try:
        kinds = puremagic.magic_string(raw[:_HEAD]) if b"\0" in raw[1:] and raw[0] else []
    except puremagic.PureError:
        return
    if kinds:
        raise UnknownFormat(
            f"{name} is of a kind that is not read ({kinds[0].name}). Save its text and add that."
        )
