"""A fetched page, as received."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Self

from httpx2 import URL, Headers

from index.fetching.links import display_url, host_of

_SUFFIXES: Final = {
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
"""The file name suffix for each media type."""

_CHARSET = re.compile(r"\bcharset\s*=\s*[\"']?([\w.:-]{1,40})")

_MAX_VALIDATOR_CHARS: Final = 1000
"""Longer validators are not stored or sent back."""


@dataclass(frozen=True, slots=True)
class Validators:
    """Validators for conditional requests (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, headers: Headers) -> Self:
        """The validators of a response, without those that cannot be sent back."""
        return cls(_drop_unsendable(headers.get("etag")), _drop_unsendable(headers.get("last-modified")))

    def headers(self) -> dict[str, str]:
        """Request headers that ask for the page only if it has changed."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}


def read_content_type(headers: Headers) -> tuple[str, str]:
    """The media type and the charset that a response states, in lower case, or ""."""
    media_type, _, rest = headers.get("content-type", "").lower().partition(";")
    charset = _CHARSET.search(rest)
    return media_type.strip(), charset[1] if charset else ""


def _drop_unsendable(value: str | None) -> str | None:
    is_sendable = value and value.isascii() and value.isprintable() and len(value) <= _MAX_VALIDATOR_CHARS
    return value if is_sendable else None


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its URLs.

    `link` was requested; `url` is the URL after all redirects; `moved_to` is the target of permanent
    redirects, if there were any. `raw` is None if the page has not changed since its validators were issued.
    `media_type` and `charset` are as the host states them, in lower case, or "".
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
        """A file name for the page: its URL, with the suffix of its media type."""
        url = URL(self.url)
        path = display_url(f"{host_of(url)}{url.raw_path.decode('ascii').partition('?')[0]}".rstrip("/"))
        suffix = _SUFFIXES.get(self.media_type)
        own = PurePosixPath(path).suffix.lower()
        # Markdown, among others, is often served as text/plain: then the URL's own suffix is better.
        is_fitting = own == suffix or (suffix == ".txt" and own in _SUFFIXES.values())
        return path if suffix is None or is_fitting else path + suffix
