"""A page's name, and the marks by which its host knows it again."""

import pytest
from httpx2 import Headers

from index.fetching.page import Page, Validators, read_content_type


def make_page(url: str, media_type: str = "text/html", raw: bytes = b"", charset: str = "") -> Page:
    return Page(
        link=url,
        url=url,
        moved_to=None,
        raw=raw,
        media_type=media_type,
        charset=charset,
        validators=Validators(),
    )


@pytest.mark.parametrize(
    ("url", "media_type", "name"),
    [
        ("https://site.example/2019/10/letter/?a=b", "text/html", "site.example/2019/10/letter.html"),
        ("https://site.example/", "text/html", "site.example.html"),
        ("https://site.example/letter.html", "text/html", "site.example/letter.html"),
        ("https://site.example/letter.PDF", "application/pdf", "site.example/letter.PDF"),
        ("https://site.example/letter.php", "application/pdf", "site.example/letter.php.pdf"),
        ("https://site.example/letter.md", "text/plain", "site.example/letter.md"),
        ("https://site.example/letter.pdf", "application/octet-stream", "site.example/letter.pdf"),
        ("https://site.example/letter", "", "site.example/letter"),
        ("https://site.example/%1b%5b2J%0aü", "text/html", "site.example/%1b%5b2J%0a%C3%BC.html"),
    ],
)
def test_a_page_is_named_by_its_address_and_what_the_host_says_it_is(
    url: str, media_type: str, name: str
) -> None:
    assert name == make_page(url, media_type).name


@pytest.mark.parametrize(
    ("stated", "media_type", "charset"),
    [
        ("text/html; charset=UTF-8", "text/html", "utf-8"),
        ('TEXT/HTML;a=b;Charset = "ISO-8859-1"', "text/html", "iso-8859-1"),
        ("text/html", "text/html", ""),
        ("text/html; charset=", "text/html", ""),
        ("", "", ""),
    ],
)
def test_what_the_host_says_of_a_page_is_read(stated: str, media_type: str, charset: str) -> None:
    assert (media_type, charset) == read_content_type(Headers({"Content-Type": stated}))


def test_only_marks_that_may_be_sent_back_are_kept() -> None:
    assert Validators('W/"1"', "Mon") == Validators.of(Headers({"ETag": 'W/"1"', "Last-Modified": "Mon"}))
    assert Validators() == Validators.of(Headers([(b"ETag", b"\xe9"), (b"Last-Modified", b"a" * 2000)]))
    assert {"If-None-Match": "1"} == Validators("1").headers()
