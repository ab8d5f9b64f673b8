"""What is taken for the address of a page, to be cited and linked."""

import re
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import SplitResult, urlsplit

_SCHEMES: Final = ("http", "https")
_HOST: Final = re.compile(r"(?=.*[a-z0-9])(?:[a-z0-9_-]{1,63}(?:\.|$))+", re.IGNORECASE)
"""What a host is made of once IDNA has encoded it: labels between dots."""


def is_web_address(text: str) -> bool:
    """Whether a text is a page's whole address: of a host, without a password, white space and controls."""
    if not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        port, host = parts.port, _encode_host(parts)
    except ValueError:  # brackets or a port that are none
        return False
    return parts.scheme in _SCHEMES and "@" not in parts.netloc and port != 0 and bool(host)


def _encode_host(parts: SplitResult) -> str:
    """The host in ASCII, or nothing where it is none. Raises ValueError."""
    host = parts.hostname or ""
    if "[" in parts.netloc:
        return "" if IPv6Address(host).scope_id else host  # a scope is this machine's own
    encoded = host if host.isascii() else _encode_name(host)
    return encoded if _HOST.fullmatch(encoded) else ""


def _encode_name(host: str) -> str:
    """A name as IDNA writes it, or nothing: the standard library knows the IDNA of 2003 only."""
    from httpx2 import URL, InvalidURL  # here, not above: few hosts need it, and it takes a while to load

    try:
        return URL(f"https://{host}/").raw_host.decode("ascii")
    except InvalidURL:
        return ""
