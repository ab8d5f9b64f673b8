"""Links: which are followed at all, where a redirect leads, and which addresses are one site's."""

import re
from typing import Final

from httpx2 import URL, InvalidURL

from index.errors import BadLink

SCHEMES: Final = ("http", "https")
DEFAULT_PORTS: Final = {"http": 80, "https": 443}

_MAX_LINK_CHARS: Final = 2000
"""Characters, as in the address of a document."""

_HIGHEST_PORT: Final = 65535
_MAX_SHOWN_CHARS: Final = 200
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9._:-]+")
"""What a host is made of once IDNA has encoded it: a name, or an IP address without its zone."""

_SAME_PAGES = re.compile(r"(?:(?:www|m|mobile|amp)\.)+(?=.+\.)")
"""Names below a site's own under which it shows the same pages. Others may be other people's."""


def is_link(text: str) -> bool:
    """Whether a text is meant as a link, and not as a file's name."""
    return _LINK.match(text.strip()) is not None


def read_link(text: str) -> URL:
    """The address that a link names, without its fragment. Raises BadLink."""
    _check_length(text)
    try:
        url = URL(text.strip()).copy_with(fragment=None)
    except (InvalidURL, ValueError) as error:  # characters that are none are a ValueError
        raise BadLink(f"{display_url(text)} is not a web address. Check how it is written.") from error
    if url.userinfo:
        raise BadLink("There is a user name or a password in the link. Give it without them.")
    if url.scheme not in SCHEMES:
        raise BadLink(f"{display_url(text)} is not a web address: it must start with http:// or https://.")
    _check_length(str(url))  # what is not ASCII is longer now
    if not _HOST.fullmatch(host_of(url)):
        raise BadLink(f"{display_url(text)} names no site that can be looked up. Check how it is written.")
    if not 0 < port_of(url) <= _HIGHEST_PORT:
        raise BadLink(f"{display_url(text)} names a port that does not exist. Check how it is written.")
    return url


def resolve_redirect(url: URL, location: str) -> URL:
    """Where a page sends on to. Raises BadLink where that is not a web address."""
    try:
        target = str(url.join(location))
    except (InvalidURL, ValueError) as error:  # the standard library, which joins them, raises the latter
        raise BadLink(
            f"{display_url(url)} sends on to an address that cannot be read. Try another link."
        ) from error
    return read_link(target)


def _check_length(link: str) -> None:
    if len(link) > _MAX_LINK_CHARS:
        raise BadLink(f"The link has more than {_MAX_LINK_CHARS:,} characters. Give the page's own address.")


def host_of(url: URL) -> str:
    """The host as it is looked up, in ASCII.

    So nothing that looks like another name is shown, and no name that IDNA cannot decode is decoded.
    """
    return url.raw_host.decode("ascii")


def port_of(url: URL) -> int:
    """The port that a link names, or that of its scheme."""
    return DEFAULT_PORTS[url.scheme] if url.port is None else url.port


def origin_of(url: URL) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    return f"{url.scheme}://{host_of(url)}:{port_of(url)}"


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses are one site's: of one host, but for www., m., mobile. or amp. before it."""
    try:
        return _site(one) == _site(other)
    except BadLink:
        return False


def _site(link: str) -> str:
    host = host_of(read_link(link))
    prefix = _SAME_PAGES.match(host)
    return host[prefix.end() :] if prefix else host


def display_url(link: URL | str) -> str:
    """A link as a message shows it: not too long, without what a terminal would act on."""
    visible = "".join(c if c.isprintable() else "�" for c in str(link))
    return visible if len(visible) <= _MAX_SHOWN_CHARS else f"{visible[:_MAX_SHOWN_CHARS]}…"
