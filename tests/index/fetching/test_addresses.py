"""IP addresses: which of them are on the public internet."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreachableHost
from index.fetching.addresses import is_public, resolve

PRIVATE = [
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24",
    "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4",
    "168.63.129.16/32 ::/8 100::/64 2001::/32 2001:db8::/32 2002::/16 3fff::/20",
    "fc00::/7 fe80::/10 fec0::/10 ff00::/8 64:ff9b:1::/48",
]


@st.composite
def private_addresses(draw: st.DrawFn) -> IPv4Address | IPv6Address:
    network = ip_network(draw(st.sampled_from(" ".join(PRIVATE).split())))
    return network[draw(st.integers(0, network.num_addresses - 1))]


@given(private_addresses())
def test_no_address_of_a_network_that_is_not_public_is_public(address: IPv4Address | IPv6Address) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4), st.sampled_from(["::", "::ffff:0:0", "2002::", "::ffff:0:0:0"]))
def test_no_address_inside_another_is_public(inner: IPv4Address, around: str) -> None:
    shift = 80 if around == "2002::" else 0

    assert not is_public(IPv6Address(int(IPv6Address(around)) | int(inner) << shift))


@given(st.ip_addresses(v=4))
def test_behind_nat64_the_inner_address_decides(inner: IPv4Address) -> None:
    assert is_public(inner) == is_public(IPv6Address(int(IPv6Address("64:ff9b::")) | int(inner)))


@pytest.mark.parametrize("text", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "2a00:1450:4001::200e"])
def test_an_address_that_anyone_can_reach_is_public(text: str) -> None:
    assert is_public(ip_address(text))


def test_a_number_stands_for_itself_once() -> None:
    assert [IPv4Address("127.0.0.1")] == resolve("127.1")


@pytest.mark.parametrize("host", ["a..b", "a" * 300, "999.999.999.999"])
def test_a_name_that_cannot_be_is_not_known(host: str) -> None:
    with pytest.raises(UnreachableHost, match=r"^The site "):
        resolve(host)
