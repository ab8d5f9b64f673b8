"""Links: where a redirect leads, and which addresses are one site's."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import BadLink
from index.fetching.links import (
    display_url,
    host_of,
    is_link,
    is_same_site,
    origin_of,
    read_link,
    resolve_redirect,
)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://site.example", "https://site.example"),
        ("  HTTP://SITE.example/A?b=C#d ", "http://site.example/A?b=C"),
        ("https://site.example/a b/ü", "https://site.example/a%20b/%C3%BC"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[2606:4700::1111]/a", "http://[2606:4700::1111]/a"),
    ],
)
def test_a_link_is_read_without_its_fragment(text: str, address: str) -> None:
    assert address == str(read_link(text))


ANYTHING = st.text(st.characters(), max_size=60)  # lone surrogates too: a terminal may pass them on
PIECES = st.lists(
    st.sampled_from(["https:", "//", "/", "?", "#", "@", ":", "[", "]", "xn--", ".", "a", "80", "é", "\\"]),
    max_size=8,
).map("".join)


@given(ANYTHING | PIECES, st.sampled_from(["", "http://", "https://", "https://site.example"]))
@example("/\udcff", "https://site.example")
def test_any_text_is_a_link_or_is_refused(text: str, start: str) -> None:
    try:
        url = read_link(start + text)
    except BadLink as error:
        assert str(error).isprintable()
    else:
        assert url.scheme in ("http", "https")
        assert host_of(url).isascii() and origin_of(url).isascii()
        assert not url.userinfo
        assert len(str(url)) <= 2000


@given(ANYTHING | PIECES | PIECES.map("//{}".format))
@example("//.xn--")
@example("https:////:]>^")
def test_any_redirect_is_followed_or_is_refused(location: str) -> None:
    try:
        url = resolve_redirect(read_link("https://site.example/a/b?c"), location)
    except BadLink as error:
        assert str(error).isprintable()
    else:
        assert url == read_link(str(url))


def test_a_host_is_told_in_ascii_so_that_it_looks_like_no_other() -> None:
    assert "xn--80ak6aa92e.com" == host_of(read_link("https://\u0430\u0440\u0440\u04cf\u0435.com/"))
    assert "::1" == host_of(read_link("http://[::1]/"))


@pytest.mark.parametrize("link", ["https://site.example/" + "ü" * 500, "https://site.example/" + "a" * 2000])
def test_a_link_is_as_long_as_it_is_when_it_is_sent(link: str) -> None:
    with pytest.raises(BadLink, match=r"^The link has more than 2,000 characters\."):
        read_link(link)


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("/b", "https://site.example/b"),
        ("b?c=d#e", "https://site.example/a/b?c=d"),
        ("//other.example", "https://other.example"),
        ("http://other.example/", "http://other.example/"),
    ],
)
def test_a_redirect_is_read_from_where_it_stands(location: str, address: str) -> None:
    assert address == str(resolve_redirect(read_link("https://site.example/a/"), location))


@pytest.mark.parametrize(
    ("one", "other", "is_one_site"),
    [
        ("https://site.example/a", "http://www.site.example/b", True),
        ("https://amp.site.example/a", "https://site.example/a", True),
        ("https://site.example/a", "https://m.site.example/a", True),
        ("https://site.example/", "https://other.example/", False),
        ("https://ours.host.example/", "https://theirs.host.example/", False),
        ("https://site.example/", "https://mysite.example/", False),
        ("https://www.m.site.example/", "https://site.example/", True),
        ("https://theirs.host.example/", "https://host.example/", False),
        ("https://m.example/", "https://www.example/", False),
        ("https://bücher.example/", "https://www.xn--bcher-kva.example/", True),
        ("https://site.example/", "https://example/", False),
        ("https://site.example/", "/a", False),
        ("https://site.example/", "", False),
    ],
)
def test_a_site_is_a_host_with_its_other_names(one: str, other: str, is_one_site: bool) -> None:
    assert is_one_site == is_same_site(one, other) == is_same_site(other, one)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("https://a", True), (" FTP://a", True), ("a/b.txt", False), ("C:/a", False), ("/http://a", False)],
)
def test_a_link_is_told_from_a_file(text: str, is_one: bool) -> None:
    assert is_one == is_link(text)


def test_an_origin_names_the_port_that_is_meant() -> None:
    assert "https://site.example:443" == origin_of(read_link("https://site.example/a"))
    assert "http://site.example:80" == origin_of(read_link("http://site.example:80/"))


def test_a_link_is_shown_without_what_a_terminal_would_act_on() -> None:
    assert "http://a�[2J" == display_url("http://a\x1b[2J")
    assert 201 == len(display_url("a" * 500))
