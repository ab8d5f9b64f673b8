"""What lies behind a link, as it came."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Self

from httpx2 import URL, Headers

from index.fetching.links import display_url, host_of

_ENDINGS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/epub+zip": ".epub",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
}
"""The endings by which files of these kinds are named."""

_CHARSET = re.compile(r"\bcharset\s*=\s*[\"']?([\w.:-]{1,40})")

_MAX_VALIDATOR_CHARS: Final = 1000
"""Characters. Longer marks are not sent back."""


@dataclass(frozen=True, slots=True)
class Validators:
    """The marks by which a host tells whether a page has changed since (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, headers: Headers) -> Self:
        """Those of an answer; what may not be sent back is left out."""
        return cls(_keep(headers.get("etag")), _keep(headers.get("last-modified")))

    def headers(self) -> dict[str, str]:
        """The lines of a request for the page only if it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


def read_content_type(headers: Headers) -> tuple[str, str]:
    """The media type and the charset that an answer states, in lower case, or empty."""
    media_type, _, rest = headers.get("content-type", "").lower().partition(";")
    charset = _CHARSET.search(rest)
    return media_type.strip(), charset[1] if charset else ""


def _keep(value: str | None) -> str | None:
    is_sendable = value and value.isascii() and value.isprintable() and len(value) <= _MAX_VALIDATOR_CHARS
    return value if is_sendable else None


@dataclass(frozen=True, slots=True)
class Page:
    """A page and where it was found.

    `link` is what was asked for and `url` where the redirects ended; `moved_to` is the address to be used
    from now on, where the host says that there is another. `raw` is None where the host says that the page
    is still what its validators stand for.
    `media_type` and `charset` are what the host says of it, in lower case, or empty.
    """

    link: str
    url: str
    moved_to: str | None
    raw: bytes | None
    media_type: str
    charset: str
    validators: Validators

    @property
    def name(self) -> str:
        """A file name for the page: its address, ending as the host says what it is."""
        url = URL(self.url)
        path = display_url(f"{host_of(url)}{url.raw_path.decode('ascii').partition('?')[0]}".rstrip("/"))
        ending = _ENDINGS.get(self.media_type)
        named = PurePosixPath(path).suffix.lower()
        is_told = named == ending or (
            ending == ".txt" and named in _ENDINGS.values()
        )  # Markdown goes as text
        return path if ending is None or is_told else path + ending
