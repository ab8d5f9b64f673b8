"""Resolves host names and decides which IP addresses are public."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from index.errors import UnreachableHost

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], Sequence[Address]]
"""Resolves a host name. Raises UnreachableHost if it does not exist."""

_PRIVATE_NETWORKS: Final = (
    ip_network("192.0.0.0/24"),  # protocol assignments (RFC 6890), which Python before 3.11.10 calls public
    ip_network("192.88.99.0/24"),  # 6to4 relays (withdrawn by RFC 7526)
    ip_network("168.63.129.16/32"),  # Azure's host, reachable from every machine in that cloud
)
_UNICAST: Final = ip_network("2000::/3")
"""All assigned global unicast IPv6 (RFC 4291, IANA), without IPv4-mapped and -compatible addresses."""

_NON_SITE_NETWORKS: Final = (ip_network("2001::/32"), ip_network("2002::/16"), ip_network("3fff::/20"))
"""Teredo and 6to4, which embed an arbitrary IPv4 address, and documentation addresses (RFC 9637)."""

_NAT64: Final = ip_network("64:ff9b::/96")
"""IPv4 addresses as seen from IPv6-only networks, in the last four bytes (RFC 6052)."""


def resolve(host: str) -> list[Address]:
    """All addresses of a host, from the system's resolver with its timeout. Raises UnreachableHost."""
    try:
        entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreachableHost(
            f"The site {host} could not be found. Check the link and your connection."
        ) from error
    return list(dict.fromkeys(ip_address(entry[4][0]) for entry in entries))


def is_public(address: Address) -> bool:
    """Whether an address is a unicast address of the public internet.

    Private, loopback, link-local, shared (CGNAT), multicast, reserved and unspecified addresses are not, nor
    is IPv4 inside IPv6, except for NAT64, where the IPv4 address decides.
    """
    if address.is_multicast or not address.is_global:
        return False
    if isinstance(address, IPv4Address):
        return not address.is_reserved and not any(address in network for network in _PRIVATE_NETWORKS)
    if address in _NAT64:
        return is_public(IPv4Address(address.packed[-4:]))
    return address in _UNICAST and not any(address in network for network in _NON_SITE_NETWORKS)
