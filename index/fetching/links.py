"""Parses and validates links, resolves redirects, and compares sites."""

import re
from typing import Final

from httpx2 import URL, InvalidURL

from index.errors import BadLink

SCHEMES: Final = ("http", "https")
DEFAULT_PORTS: Final = {"http": 80, "https": 443}

_MAX_LINK_CHARS: Final = 2000
"""The same limit as for the URL of a document."""

_MAX_PORT: Final = 65535
"""Ports have 16 bits."""

_MAX_SHOWN_CHARS: Final = 200
"""Longer links are truncated in messages, to keep them readable."""

_URL_START = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9._:-]+")
"""A host after IDNA encoding: a name, or an IP address without a zone."""

_MIRROR_PREFIX = re.compile(r"(?:(?:www|m|mobile|amp)\.)+(?=.+\.)")
"""Subdomains on which a site serves the same pages. Other subdomains may belong to other people."""


def is_link(text: str) -> bool:
    """Whether a text is a link rather than a file name."""
    return _URL_START.match(text.strip()) is not None


def read_link(text: str) -> URL:
    """The URL of a link, without its fragment. Raises BadLink."""
    _check_length(text)
    try:
        url = URL(text.strip()).copy_with(fragment=None)
    except (InvalidURL, ValueError) as error:  # lone surrogates raise ValueError
        raise BadLink(f"{display_url(text)} is not a web address. Check the spelling.") from error
    if url.userinfo:
        raise BadLink("The link contains a user name or a password. Give it without them.")
    if url.scheme not in SCHEMES:
        raise BadLink(f"{display_url(text)} is not a web address: it must start with http:// or https://.")
    _check_length(str(url))  # characters outside ASCII are longer now
    if not _HOST.fullmatch(host_of(url)):
        raise BadLink(f"{display_url(text)} does not name a valid site. Check the spelling.")
    if not 0 < port_of(url) <= _MAX_PORT:
        raise BadLink(f"{display_url(text)} names a port that does not exist. Check the spelling.")
    return url


def resolve_redirect(url: URL, location: str) -> URL:
    """The URL that a redirect leads to. Raises BadLink if it is not a web address."""
    try:
        target = str(url.join(location))
    except (InvalidURL, ValueError) as error:  # urllib, which joins them, raises ValueError
        raise BadLink(f"{display_url(url)} redirects to an invalid address. Try another link.") from error
    return read_link(target)


def _check_length(link: str) -> None:
    if len(link) > _MAX_LINK_CHARS:
        raise BadLink(f"The link has more than {_MAX_LINK_CHARS:,} characters. Give the page's own address.")


def host_of(url: URL) -> str:
    """The host in ASCII, as it is resolved.

    Not decoded, so that no look-alike of another name is shown, and IDNA cannot fail.
    """
    return url.raw_host.decode("ascii")


def port_of(url: URL) -> int:
    """The port of a URL, or the default of its scheme."""
    return DEFAULT_PORTS[url.scheme] if url.port is None else url.port


def origin_of(url: URL) -> str:
    """Scheme, host and port: the scope of a robots.txt."""
    return f"{url.scheme}://{host_of(url)}:{port_of(url)}"


def is_same_site(first: str, second: str) -> bool:
    """Whether two URLs have the same host, apart from a prefix www., m., mobile. or amp."""
    try:
        return _site(first) == _site(second)
    except BadLink:
        return False


def _site(link: str) -> str:
    host = host_of(read_link(link))
    prefix = _MIRROR_PREFIX.match(host)
    return host[prefix.end() :] if prefix else host


def display_url(link: URL | str) -> str:
    """A link for a message: truncated, with characters that are not printable replaced."""
    visible = "".join(c if c.isprintable() else "�" for c in str(link))
    return visible if len(visible) <= _MAX_SHOWN_CHARS else f"{visible[:_MAX_SHOWN_CHARS]}…"
