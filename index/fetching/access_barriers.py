"""Detects access barriers: pages served in place of an article, for login, payment, consent or a CAPTCHA.

They have the status 200, so they are recognised by URL and content. The rules are few: a barrier that they
miss is seen by the moderator, who is shown the text before it is added.
"""

import re
from typing import Final

from index.fetching.links import host_of, read_link
from index.fetching.page import Page
from index.text.word_lists import read_words

_URL_BARRIERS: Final = {
    "a login": {
        "login",
        "log-in",
        "signin",
        "sign-in",
        "signup",
        "register",
        "auth",
        "sso",
        "account",
        "accounts",
    },
    "a paywall": {"subscribe", "subscription", "subscriptions", "paywall"},
    "a consent notice": {"consent"},
    "a bot check": {"captcha", "challenge"},
}
"""Labels of a host and segments of a path to which sites redirect readers without access."""

_CHALLENGE_TITLES: Final = read_words(__package__, "challenge_titles")
"""Beginnings of the titles of challenge pages of Cloudflare, Imperva and others."""

_MAX_BARRIER_CHARS: Final = 1500
"""Barrier pages have less text; articles on this project's subject have more."""

_TITLE_TAG = re.compile(rb"<title[^<>]*>([^<]{1,300})", re.IGNORECASE)
_TITLE_ENDS = re.compile(r"[|–—·.…?!]|\s-\s")
_PASSWORD = re.compile(rb"""<input[^<>]{0,300}?type\s*=\s*["']?password""", re.IGNORECASE)
_NOT_FREE = re.compile(rb'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_FREE = re.compile(rb'"isAccessibleForFree"\s*:\s*"?true', re.IGNORECASE)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|\badvertising partners\b|\bprivacy (?:policy|settings)\b", re.I
)
_PAYMENT = re.compile(
    r"(?:subscribe|log in|sign in|register) (?:now )?to (?:continue|keep|read)"
    r"|already a subscriber|subscribers only|continue reading with",
    re.IGNORECASE,
)


def detect_url_barrier(page: Page) -> str | None:
    """The barrier that a redirect led to, recognised by its URL; None if there is none."""
    new = _names_in(page.url) - _names_in(page.link)
    return next((barrier for barrier, names in _URL_BARRIERS.items() if names & new), None)


def _names_in(link: str) -> set[str]:
    url = read_link(link)
    segments = (segment.partition(".")[0] for segment in url.path.lower().split("/"))
    return {*host_of(url).split("."), *segments}


def detect_page_barrier(html: bytes, text: str) -> str | None:
    """The barrier before an article, recognised by a page's HTML and extracted text; None if there is none.

    Publishers mark paid pages themselves (schema.org's isAccessibleForFree). The other barriers are looked
    for only in pages with little text.
    """
    if _NOT_FREE.search(html) and not _FREE.search(html):
        return "a paywall"
    if len(text) > _MAX_BARRIER_CHARS:
        return None
    if _read_title(html) in _CHALLENGE_TITLES:
        return "a bot check"
    if _PAYMENT.search(text):
        return "a paywall"
    paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph]
    if sum(1 for p in paragraphs if _CONSENT.search(p)) > len(paragraphs) / 2:
        return "a consent notice"
    return "a login" if not text and _PASSWORD.search(html) else None


def _read_title(html: bytes) -> str:
    """A page's title in lower case, without the name of the site."""
    match = _TITLE_TAG.search(html)
    title = match[1].decode("utf-8", "replace").strip().lower() if match else ""
    return _TITLE_ENDS.split(title)[0].strip()
