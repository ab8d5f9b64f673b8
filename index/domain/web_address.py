"""The test for web addresses that may be cited and linked."""

import re
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import SplitResult, urlsplit

_SCHEMES: Final = ("http", "https")
_HOST: Final = re.compile(r"(?=.*[a-z0-9])(?:[a-z0-9_-]{1,63}(?:\.|$))+", re.IGNORECASE)
"""A host after IDNA encoding: labels of at most 63 characters between dots (RFC 1035, section 2.3.1)."""


def is_web_address(text: str) -> bool:
    """Whether a text is a complete web address: http or https, a host, no password, no spaces or controls."""
    if not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        port, host = parts.port, _encode_host(parts)
    except ValueError:  # invalid brackets or port
        return False
    return parts.scheme in _SCHEMES and "@" not in parts.netloc and port != 0 and bool(host)


def _encode_host(parts: SplitResult) -> str:
    """The host in ASCII, or nothing if it is invalid. Raises ValueError."""
    host = parts.hostname or ""
    if "[" in parts.netloc:
        return "" if IPv6Address(host).scope_id else host  # a zone id names an interface of this machine
    encoded = host if host.isascii() else _encode_name(host)
    return encoded if _HOST.fullmatch(encoded) else ""


def _encode_name(host: str) -> str:
    """A host name in IDNA 2008, or nothing if it has none. The standard library has only IDNA 2003."""
    from httpx2 import URL, InvalidURL  # imported here: slow to load, and few hosts need it

    try:
        return URL(f"https://{host}/").raw_host.decode("ascii")
    except InvalidURL:
        return ""
