"""Pages that stand before the page: a login, a payment, a question about consent, a test for people.

They come with the status of a page that was found, so they are told by what they say. The rules are few and
plain: where none of them holds, whoever adds the page sees its text first.
"""

import re
from typing import Final

from index.fetching.links import host_of, read_link
from index.fetching.page import Page
from index.text.word_lists import read_words

_DOORS: Final = {
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
    "a payment": {"subscribe", "subscription", "subscriptions", "paywall"},
    "a question about consent": {"consent"},
    "a test that only people pass": {"captcha", "challenge"},
}
"""Labels of a host, or segments of a path, to which sites send those who may not read yet."""

_CHALLENGES: Final = read_words(__package__, "challenge_titles")
"""How the titles begin of the pages with which Cloudflare, Imperva and others hold programs off."""

_MAX_BARRIER_CHARS: Final = 1500
"""Characters. What such a page says is shorter; an article of this project's subject is longer."""

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
    """What the host sent on to instead of the page, told by its address; None where that is ordinary."""
    asked, came = _names_in(page.link), _names_in(page.url)
    return next((door for door, names in _DOORS.items() if names & (came - asked)), None)


def _names_in(link: str) -> set[str]:
    url = read_link(link)
    segments = (segment.partition(".")[0] for segment in url.path.lower().split("/"))
    return {*host_of(url).split("."), *segments}


def detect_page_barrier(html: bytes, text: str) -> str | None:
    """What stands before an article, told by a page and the text read from it; None where nothing does.

    A publisher says itself that a page is not free (schema.org's isAccessibleForFree). Everything else is
    told from pages with hardly a text.
    """
    if _NOT_FREE.search(html) and not _FREE.search(html):
        return "a payment"
    if len(text) > _MAX_BARRIER_CHARS:
        return None
    if _read_title(html) in _CHALLENGES:
        return "a test that only people pass"
    if _PAYMENT.search(text):
        return "a payment"
    paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph]
    if sum(1 for p in paragraphs if _CONSENT.search(p)) > len(paragraphs) / 2:
        return "a question about consent"
    return "a login" if not text and _PASSWORD.search(html) else None


def _read_title(html: bytes) -> str:
    """A page's title in lower case, up to the name of the site."""
    match = _TITLE_TAG.search(html)
    title = match[1].decode("utf-8", "replace").strip().lower() if match else ""
    return _TITLE_ENDS.split(title)[0].strip()
