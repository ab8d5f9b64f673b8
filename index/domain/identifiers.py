"""Short ids, the same on every machine, so that they can be quoted and linked.

They are base-32 characters (RFC 4648, lower case) of SHA-256 digests. A quotation's id begins with the key of
its version, by which the version is found again; the rest identifies the span. Both parts are short. If two
quotations would share an id, both get longer ones; if two documents would, the later one gets another id.
"""

import base64
import hashlib
import unicodedata
from pathlib import Path
from typing import Final

ID_LENGTH: Final = 8
KEY_LENGTH: Final = 4
QUESTION_KEY_LENGTH: Final = 16
_NAME_KEY_LENGTH: Final = 16
"""Characters of 5 bits each. They never change: ids are stored, and quoted outside the record."""


def _base32(*parts: object, bits: int = 256) -> str:
    joined = "\0".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(joined).digest()[: bits // 8]
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()


def digest_bytes(raw: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def digest_file(file: Path) -> str:
    """SHA-256 of a file as 64 hexadecimal digits; the file is read in parts, so its size does not matter."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def digest_text(text: str) -> str:
    """SHA-256 of a text in UTF-8 as 64 hexadecimal digits."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def checksum(*parts: object) -> str:
    """SHA-256 of the parts of a stored row, which detects any later change of a byte."""
    return digest_text("\0".join(repr(part) for part in parts))


def is_id(text: str) -> bool:
    """Whether a text has the form of an id; if not, it need not be looked up."""
    return text.isascii() and text.isalnum()


def document_id(scope: str, origin: str) -> str:
    """The full id of a document, to be shortened. `origin` is its path in the corpus folder or its digest."""
    return _base32("document", scope, origin)


def version_key(document: str, number: int, text_digest: str) -> str:
    """The key of a version: the ids of its quotations begin with these `KEY_LENGTH` characters."""
    return _base32("version", document, number, text_digest)[:KEY_LENGTH]


def quotation_id(key: str, text_digest: str, start: int, end: int) -> str:
    """The full quotation id (20 characters), to be shortened, of the span `[start, end)` of a version."""
    return key + _base32("quotation", key, text_digest, start, end, bits=80)


def question_key(scope: str, question: str) -> str:
    """The key of a question in a scope (16 characters), whatever its spacing, case and final punctuation."""
    words = " ".join(unicodedata.normalize("NFC", question).casefold().split()).rstrip(" ?!.…")
    return _base32("question", scope, words)[:QUESTION_KEY_LENGTH]


def speaker_key(name: str) -> str:
    """The key of a speaker (16 characters), short enough for a button."""
    return _base32("speaker", name)[:_NAME_KEY_LENGTH]


def party_key(party: str) -> str:
    """The key of a party (16 characters), from its id."""
    return _base32("party", party)[:_NAME_KEY_LENGTH]


def user_key(record: str, user: str) -> str:
    """The key of a user in a record (16 characters): it hides the user's id and differs between records."""
    return _base32("user", record, user)[:_NAME_KEY_LENGTH]


def place_key(record: str, place: str) -> str:
    """The key of a place, such as a channel, in a record: it hides the id and differs between records."""
    return _base32("place", record, place)[:_NAME_KEY_LENGTH]
