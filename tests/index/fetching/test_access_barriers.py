"""Access barriers, recognised by URL, title, text and the publisher's own mark."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.access_barriers import detect_page_barrier, detect_url_barrier
from tests.index.fetching.test_page import make_page

ARTICLE = "The office publishes its list of markets every year, and those who are named reply to it. " * 20


@pytest.mark.parametrize(
    ("asked", "came", "door"),
    [
        ("https://site.example/a", "https://site.example/login?next=/a", "a login"),
        ("https://site.example/a", "https://accounts.site.example/a", "a login"),
        ("https://site.example/a", "https://site.example/user/Sign-In.aspx", "a login"),
        ("https://site.example/a", "https://consent.site.example/v2/collect", "a consent notice"),
        ("https://site.example/a", "https://site.example/subscribe/", "a paywall"),
        ("https://site.example/a", "https://site.example/captcha", "a bot check"),
        ("https://site.example/a", "https://www.site.example/2019/a", None),
        ("https://site.example/a", "https://site.example/why-a-login-is-asked-for", None),
        ("https://site.example/login/history", "https://site.example/login/history/", None),
    ],
)
def test_a_door_is_told_by_the_address_that_the_link_did_not_name(
    asked: str, came: str, door: str | None
) -> None:
    assert door == detect_url_barrier(replace(make_page(came), link=asked))


CHALLENGE = b"<html><head><title>Just a moment...</title></head><body>Enable JavaScript</body></html>"
COOKIES = (
    "We and our partners use cookies to show you advertisements that fit.\n\n"
    "You can change your consent at any time.\n\nOur privacy policy says more."
)


@pytest.mark.parametrize(
    ("html", "text", "wall"),
    [
        (CHALLENGE, "", "a bot check"),
        (b"<TITLE>\n Attention Required! | Cloudflare</TITLE>", "", "a bot check"),
        (b"<title>Access Denied</title>", "You do not have permission.", "a bot check"),
        (b"<title>Pardon Our Interruption</title>", "", "a bot check"),
        (b"", COOKIES, "a consent notice"),
        (b'{"isAccessibleForFree": "False"}', ARTICLE, "a paywall"),
        (b'{"isAccessibleForFree":false}', "", "a paywall"),
        (b"", "The first lines are free. Subscribe to continue reading.", "a paywall"),
        (b"", "Already a subscriber? Log in.", "a paywall"),
        (b'<form><input name="p" type="password"></form>', "", "a login"),
    ],
)
def test_a_wall_is_told(html: bytes, text: str, wall: str) -> None:
    assert wall == detect_page_barrier(html, text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (b"<title>Access Denied: a history of blocking</title>", "A short statement."),
        (b"<title>Access denied</title>", ARTICLE),
        (b'<input type="password">', "A short statement with a login at its side."),
        (b'{"isAccessibleForFree": true, "hasPart": {"isAccessibleForFree": false}}', ARTICLE),
        (b"", ARTICLE + "Subscribe to keep reading us."),
        (b"", "The court ruled.\n\nIt spoke of cookies.\n\nIt asked for no consent of theirs."[:40]),
        (b"", ""),
        (b"<title></title>", "A short statement."),
    ],
)
def test_an_article_is_not_taken_for_a_wall(html: bytes, text: str) -> None:
    assert detect_page_barrier(html, text) is None


@given(st.sampled_from([b"<title", b"<input ", b'"isAccessibleForFree"   ', b"<title>" + b" | " * 99]))
def test_no_page_takes_long_to_look_at(piece: bytes) -> None:
    assert detect_page_barrier(piece * (200_000 // len(piece)), "") in (None, "a login")


def test_a_text_that_goes_on_is_not_searched() -> None:
    assert detect_page_barrier(b"", COOKIES * 20) is None
