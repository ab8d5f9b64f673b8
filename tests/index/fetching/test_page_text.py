"""A page becomes a text, under the address by which it is to be cited."""

from dataclasses import replace

import pytest

from index.errors import EmptyDocument, UnreadableDocument, WalledPage
from index.fetching.fetcher import Fetcher
from index.fetching.page_text import read_page
from tests.index.fetching.site import Site, answer, redirect
from tests.index.fetching.test_page import make_page

WORDS = "The office publishes its list of markets every year, and those who are named reply to it."


COOKIES = (
    "<p>We and our partners use cookies to show you advertisements that fit what you like to read.</p>"
    "<p>You can change your consent to each of them whenever you like, in the settings of this page.</p>"
)


def make_html(head: str = "", body: str = "") -> bytes:
    paragraphs = body or "".join(f"<p>{WORDS} It was number {n} of its kind.</p>" for n in range(4))
    page = (
        f"<html><head><title>A letter</title>{head}</head><body><article>{paragraphs}</article></body></html>"
    )
    return page.encode()


@pytest.mark.parametrize(
    ("stated", "address"),
    [
        ("https://www.site.example/letter", "https://www.site.example/letter"),
        ("https://m.site.example/letter", "https://m.site.example/letter"),
        ("https://other.example/letter", "https://site.example/letter?from=mail"),
        ("javascript:alert(1)", "https://site.example/letter?from=mail"),
        ("https://user:password@site.example/letter", "https://site.example/letter?from=mail"),
        ("", "https://site.example/letter?from=mail"),
    ],
)
def test_a_page_is_cited_by_the_address_it_states_where_that_is_its_sites(stated: str, address: str) -> None:
    html = make_html(f'<link rel="canonical" href="{stated}">')

    reading = read_page(make_page("https://site.example/letter?from=mail", raw=html))

    assert address == reading.found["url"]
    assert WORDS in reading.text


def test_a_page_that_came_by_redirects_is_cited_by_their_end(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {"/a": redirect("/b"), "/b": answer(make_html())}

    assert site.link("/b") == read_page(fetcher.fetch(site.link("/a"))).found["url"]


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("iso-8859-2", "iso-8859-2"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_a_page_is_read_in_the_charset_that_its_host_states(charset: str, codec: str) -> None:
    words = {"cp1252": "“Straße” — naïve", "iso-8859-2": "Łódź, Kraków", "koi8-r": "Чайка и аист"}[codec]
    html = make_html(body=f"<p>{WORDS}</p><p>{words}: {WORDS}</p>").decode()

    reading = read_page(make_page("https://site.example/a", raw=html.encode(codec), charset=charset))

    assert f"{words}: " in reading.text


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "idna", "unicode_escape", "nonsense", ""])
def test_a_page_in_utf_8_is_read_so_whatever_its_host_states(charset: str) -> None:
    html = make_html(body=f"<p>Straße und Łódź: {WORDS}</p><p>{WORDS} Twice.</p>")

    reading = read_page(make_page("https://site.example/a", raw=html, charset=charset))

    assert "Straße und Łódź" in reading.text


def test_a_text_that_is_no_page_is_read_as_well() -> None:
    raw = b"---\ntitle: A letter\nurl: https://other.example/\n---\nOne."

    reading = read_page(make_page("https://site.example/a", "text/markdown", raw))

    assert {"title": "A letter", "url": "https://site.example/a"} == reading.found


@pytest.mark.parametrize(
    ("link", "html", "wall"),
    [
        ("https://site.example/login", make_html(), "a login"),
        (
            "https://site.example/a",
            b"<html><title>Just a moment...</title></html>",
            "a bot check",
        ),
        ("https://site.example/a", b'<html><form><input type="password"></form></html>', "a login"),
        ("https://site.example/a", make_html('<script>{"isAccessibleForFree": false}</script>'), "a paywall"),
        (
            "https://site.example/a",
            make_html(body=f"<p>{WORDS}</p><p>{WORDS} Already a subscriber? Log in.</p>"),
            "a paywall",
        ),
        (
            "https://site.example/a",
            make_html(body=COOKIES),
            "a consent notice",
        ),
    ],
)
def test_a_page_behind_a_wall_is_refused_with_a_word(link: str, html: bytes, wall: str) -> None:
    page = replace(make_page(link, raw=html), link="https://site.example/a")

    with pytest.raises(WalledPage) as caught:
        read_page(page)

    remedy = "If you are allowed to, open it in a browser, save it and add the file."
    assert f"https://site.example/a is behind {wall}. {remedy}" == str(caught.value)


@pytest.mark.parametrize(
    ("raw", "media_type", "kind"),
    [
        (b"", "text/html", EmptyDocument),
        (b"<html><p>Menu</p></html>", "text/html", EmptyDocument),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nbroken", "application/pdf", UnreadableDocument),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nbroken", "text/plain", UnreadableDocument),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nbroken", "text/html", UnreadableDocument),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "image/png", UnreadableDocument),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "text/plain", UnreadableDocument),
        (b"MZ\0\0" * 100, "", UnreadableDocument),
    ],
)
def test_what_is_no_text_is_refused_whatever_the_host_calls_it(
    raw: bytes, media_type: str, kind: type[UnreadableDocument]
) -> None:
    with pytest.raises(kind):
        read_page(make_page("https://site.example/a", media_type, raw))
