"""Links: which are followed at all, where a redirect leads, and which addresses are one site's."""

import re
from typing import Final

from httpx2 import URL, InvalidURL

from index.errors import BadLink

SCHEMES: Final = ("http", "https")
DEFAULT_PORTS: Final = {"http": 80, "https": 443}

_LONGEST: Final = 2000
"""Characters, as in the address of a document."""

_HIGHEST_PORT: Final = 65535
_SHOWN: Final = 200
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9._:-]+")
"""What a host is made of once IDNA has encoded it: a name, or an IP address without its zone."""


def is_link(text: str) -> bool:
    """Whether a text is meant as a link, and not as a file's name."""
    return _LINK.match(text.strip()) is not None


def read_link(text: str) -> URL:
    """The address that a link names, without its fragment. Raises BadLink."""
    if len(text) > _LONGEST:
        raise BadLink(f"The link has more than {_LONGEST:,} characters. Give the page's own address.")
    try:
        url = URL(text.strip()).copy_with(fragment=None)
    except InvalidURL as error:
        raise BadLink(f"{show(text)} is not a web address. Check how it is written.") from error
    if url.scheme not in SCHEMES:
        raise BadLink(f"{show(text)} is not a web address: it must start with http:// or https://.")
    if url.userinfo:
        raise BadLink("There is a user name or a password in the link. Give it without them.")
    if not _HOST.fullmatch(url.raw_host.decode("ascii")):
        raise BadLink(f"{show(text)} names no site that can be looked up. Check how it is written.")
    if not 0 < port_of(url) <= _HIGHEST_PORT:
        raise BadLink(f"{show(text)} names a port that does not exist. Check how it is written.")
    return url


def follow(url: URL, location: str) -> URL:
    """Where a page sends on to. Raises BadLink where that is not a web address."""
    try:
        target = str(url.join(location))
    except InvalidURL as error:
        raise BadLink(f"{show(url)} sends on to an address that cannot be read. Try another link.") from error
    return read_link(target)


def port_of(url: URL) -> int:
    """The port that a link names, or that of its scheme."""
    return DEFAULT_PORTS[url.scheme] if url.port is None else url.port


def origin_of(url: URL) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    return f"{url.scheme}://{url.host}:{port_of(url)}"


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses are one site's: of one host, or of a host and one below it (m., amp., www.)."""
    try:
        hosts = sorted((_site(one), _site(other)), key=len)
    except BadLink:
        return False
    return hosts[1] == hosts[0] or ("." in hosts[0] and hosts[1].endswith(f".{hosts[0]}"))


def _site(link: str) -> str:
    return read_link(link).host.removeprefix("www.")


def show(link: URL | str) -> str:
    """A link as a message shows it: not too long, without what a terminal would act on."""
    visible = "".join(c if c.isprintable() else "�" for c in str(link))
    return visible if len(visible) <= _SHOWN else f"{visible[:_SHOWN]}…"
