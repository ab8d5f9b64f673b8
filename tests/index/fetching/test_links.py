"""Links: where a redirect leads, and which addresses are one site's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import BadLink
from index.fetching.links import follow, is_link, is_same_site, origin_of, read_link, show


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
    assert address == str(read_link(text)).replace("bücher", "xn--bcher-kva")


@settings(deadline=None)  # the first name in another script loads the tables of them
@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "https://site.example"]))
def test_any_text_is_a_link_or_is_refused(text: str, start: str) -> None:
    try:
        url = read_link(start + text)
    except BadLink as error:
        assert str(error).isprintable()
    else:
        assert url.scheme in ("http", "https")
        assert url.host
        assert not url.userinfo


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
    assert address == str(follow(read_link("https://site.example/a/"), location))


@pytest.mark.parametrize(
    ("one", "other", "is_one_site"),
    [
        ("https://site.example/a", "http://www.site.example/b", True),
        ("https://amp.site.example/a", "https://site.example/a", True),
        ("https://site.example/a", "https://m.site.example/a", True),
        ("https://site.example/", "https://other.example/", False),
        ("https://ours.host.example/", "https://theirs.host.example/", False),
        ("https://site.example/", "https://mysite.example/", False),
        ("https://site.example/", "https://example/", False),
        ("https://site.example/", "/a", False),
        ("https://site.example/", "", False),
    ],
)
def test_a_site_is_a_host_with_those_below_it(one: str, other: str, is_one_site: bool) -> None:
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
    assert "http://a�[2J" == show("http://a\x1b[2J")
    assert 201 == len(show("a" * 500))
