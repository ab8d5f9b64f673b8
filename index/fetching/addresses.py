"""IP addresses: what a name stands for, and which of them are on the public internet."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from index.errors import UnreachableHost

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], Sequence[Address]]
"""Looks a host's name up. Raises UnreachableHost where nobody knows it."""

_ALSO_PRIVATE: Final = (
    ip_network("192.88.99.0/24"),  # relays from IPv4 to 6to4 (RFC 7526 withdrew them)
    ip_network("168.63.129.16/32"),  # a cloud's own machine, as every machine in that cloud sees it
)
_UNICAST: Final = ip_network("2000::/3")
"""All of IPv6 that is given out (RFC 4291, IANA): neither mapped nor compatible IPv4 lies in it."""

_TUNNELS: Final = (ip_network("2001::/32"), ip_network("2002::/16"))
"""Teredo and 6to4, which carry an IPv4 address that anyone may choose. No publisher is found there."""

_NAT64: Final = ip_network("64:ff9b::/96")
"""Where a network without IPv4 shows the IPv4 internet: the last four bytes are the address (RFC 6052)."""


def resolve(host: str) -> list[Address]:
    """All addresses of a host, as the system gives them; the system bounds the time.

    Raises UnreachableHost.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreachableHost(f"There is no site {host}. Check the link, and the connection.") from error
    return list(dict.fromkeys(ip_address(entry[4][0]) for entry in found))


def is_public(address: Address) -> bool:
    """Whether an address is one machine's on the public internet.

    Private, loopback, link-local, shared (CGNAT), multicast, reserved and unspecified addresses are not, and
    neither is IPv4 inside IPv6, except behind NAT64, where the IPv4 address decides.
    """
    if address.is_multicast or not address.is_global:
        return False
    if isinstance(address, IPv4Address):
        return not address.is_reserved and not any(address in network for network in _ALSO_PRIVATE)
    if address in _NAT64:
        return is_public(IPv4Address(address.packed[-4:]))
    return address in _UNICAST and not any(address in network for network in _TUNNELS)
