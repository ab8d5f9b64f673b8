"""Web addresses that may be cited, and linked on Discord."""

import pytest
from httpx2 import URL
from hypothesis import given
from hypothesis import strategies as st

from index.domain.web_address import is_web_address


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org/a_(b)?c=d&e=%20#:~:text=f",
        "HTTPS://Example.ORG./",
        "https://a_b.example.org:8080/",
        "https://müller.example/straße",
        "https://日本.example/",
        "https://xn--mller-kva.example/",
        "http://192.0.2.1/",
        "http://[2001:db8::1]:80/",
    ],
)
def test_the_address_of_a_page_is_taken(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://",
        "https:///letter",
        "https:example.org",
        "//example.org/",
        "example.org",
        "ftp://example.org/",
        "javascript:alert(1)//example.org",
        "https://[::1",
        "https://[zz]/",
        "https://[fe80::1%25eth0]/",
        "https://user:pw@example.org/",
        "https://user@example.org/",
        "https://@example.org/",
        "https://example.org:0/",
        "https://example.org:65536/",
        "https://example.org:http/",
        "https://a..b/",
        "https://./",
        "https://-/",
        "https://%65xample.org/",
        "https://exa<mple.org/",
        "https://\x00x",
        "https://example.org/a b",
        "https://example.org/a\nb",
        "https://example.org/\u202egro",
        "https://ex\u200bample.org/",
        "https://example.org/\ud800",
        f"https://{'a' * 64}.org/",
    ],
)
def test_nothing_else_is(address: str) -> None:
    assert not is_web_address(address)


parts = st.sampled_from(
    ["a", "example", "ä", "日本", "1", ".", "-", "_", "@", ":", "80", "[", "]", "/", "%41", "\\", "?"]
)


@given(st.lists(parts, max_size=7).map("".join), st.text(max_size=20))
def test_whatever_is_taken_names_a_host_to_others_as_well(text: str, path: str) -> None:
    address = f"https://{text}/{path}"
    if not is_web_address(address):
        return

    read = URL(address)

    assert read.raw_host
    assert not read.userinfo
