"""Extracts the text of a fetched page, with the URL by which it is cited."""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Final

from index.errors import EmptyDocument, WalledPage
from index.fetching.access_barriers import detect_page_barrier, detect_url_barrier
from index.fetching.links import display_url, is_same_site
from index.fetching.page import Page
from index.reading.extracted_text import HTML, ExtractedText
from index.reading.files import extract_text
from index.reading.sandbox.limits import LINK_LIMITS

_CHARSETS = re.compile(r"iso-8859-|windows-|cp\d|koi8-|gb\d|big5|shift_jis|euc-")
"""Prefixes of the charsets used on the web. Python has other codecs, which no page uses."""

_CHARSET_ALIASES: Final = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}
"""Labels that mean another charset on the web (WHATWG, Encoding Standard, section 4.2)."""


def read_page(page: Page) -> ExtractedText:
    """The text of a page, by the reader for its type.

    Its URL is the canonical one that the page states, if that is on the same site: no page may claim to be
    another site's. Raises WalledPage if an access barrier was served instead, and UnreadableDocument or a
    subclass.
    """
    raw = _in_utf8(page)
    if barrier := detect_url_barrier(page):
        raise _barrier_error(page, barrier)
    try:
        reading = extract_text(raw, page.name, limits=LINK_LIMITS)
    except EmptyDocument as error:
        if barrier := detect_page_barrier(raw, ""):
            raise _barrier_error(page, barrier) from error
        raise
    if reading.media_type == HTML and (barrier := detect_page_barrier(raw, reading.text)):
        raise _barrier_error(page, barrier)
    stated = str(reading.found.get("url") or "")
    address = stated if is_same_site(stated, page.url) else page.url
    return replace(reading, found=reading.found | {"url": address})


def _in_utf8(page: Page) -> bytes:
    """A page's bytes, converted to UTF-8 if the host states another charset."""
    raw = page.raw or b""
    charset = _CHARSET_ALIASES.get(page.charset, page.charset)
    if not page.media_type.startswith("text/") or not _CHARSETS.match(charset):
        return raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        with suppress(LookupError, UnicodeDecodeError):
            return raw.decode(charset).encode("utf-8")
    return raw


def _barrier_error(page: Page, what: str) -> WalledPage:
    return WalledPage(
        f"{display_url(page.link)} is behind {what}. "
        "If you are allowed to, open it in a browser, save it and add the file."
    )
