"""Short ids that stay the same on every machine, so that they can be quoted and linked.

They are base-32 characters (RFC 4648, lower case) of SHA-256 digests. A quotation's id begins with
its version's key, by which the version is found again; the rest names the span. Both parts are kept
short; where two quotations would share an id, theirs are longer, and where two documents would, the later
one's is made anew.
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


def _base32(*parts: object, bits: int = 256) -> str:
    joined = "\0".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(joined).digest()[: bits // 8]
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()


def digest_bytes(raw: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def digest_file(file: Path) -> str:
    """The same of a file, of which only a part is in memory at once."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def digest_text(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def checksum(*parts: object) -> str:
    """SHA-256 over the parts of a stored row, so that a byte changed by hand is found."""
    return digest_text("\0".join(repr(part) for part in parts))


def is_id(text: str) -> bool:
    """Whether a text looks like an id; anything else need not be looked for."""
    return text.isascii() and text.isalnum()


def document_id(scope: str, origin: str) -> str:
    """All characters of a document's id. `origin` is its path in the corpus folder or its digest."""
    return _base32("document", scope, origin)


def version_key(document: str, number: int, text_digest: str) -> str:
    """The characters with which the ids of a version's quotations begin."""
    return _base32("version", document, number, text_digest)[:KEY_LENGTH]


def quotation_id(key: str, text_digest: str, start: int, end: int) -> str:
    """Twenty characters of the id of the span `[start, end)` in the version with that key and text."""
    return key + _base32("quotation", key, text_digest, start, end, bits=80)


def question_key(scope: str, question: str) -> str:
    """Sixteen characters that name a question asked in a scope, however it is spaced, cased and ended."""
    words = " ".join(unicodedata.normalize("NFC", question).casefold().split()).rstrip(" ?!.…")
    return _base32("question", scope, words)[:QUESTION_KEY_LENGTH]


def speaker_key(name: str) -> str:
    """Sixteen characters that name a speaker, however long the name is."""
    return _base32("speaker", name)[:_NAME_KEY_LENGTH]


def party_key(party: str) -> str:
    """The same for a side, by its id."""
    return _base32("party", party)[:_NAME_KEY_LENGTH]


def user_key(record: str, user: str) -> str:
    """The same for a user, whose id it does not show, and who has another in another record."""
    return _base32("user", record, user)[:_NAME_KEY_LENGTH]


def place_key(record: str, place: str) -> str:
    """The same for a place, which cannot be told from it, nor be the same in another record."""
    return _base32("place", record, place)[:_NAME_KEY_LENGTH]
