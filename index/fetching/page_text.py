"""The text of a page that was fetched, with the address by which it is to be cited."""

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
"""How the names of charsets begin in which pages are written. Python knows others, which no page is in."""

_MEANT: Final = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}
"""What is meant by these names (WHATWG, Encoding Standard, section 4.2)."""


def read_page(page: Page) -> ExtractedText:
    """Read a page with the reader for what it is.

    The address found is the canonical one that the page states, where that is the same site's: no page may
    pass itself off as another site's. Raises WalledPage where something stands before the page, and
    UnreadableDocument, or the kind of it that says what is wrong.
    """
    raw = _in_utf8(page)
    if door := detect_url_barrier(page):
        raise _walled(page, door)
    try:
        reading = extract_text(raw, page.name, limits=LINK_LIMITS)
    except EmptyDocument as error:
        if wall := detect_page_barrier(raw, ""):
            raise _walled(page, wall) from error
        raise
    if reading.media_type == HTML and (wall := detect_page_barrier(raw, reading.text)):
        raise _walled(page, wall)
    stated = str(reading.found.get("url") or "")
    address = stated if is_same_site(stated, page.url) else page.url
    return replace(reading, found=reading.found | {"url": address})


def _in_utf8(page: Page) -> bytes:
    """A page's bytes in UTF-8 where its host says in what they are written: then nobody has to guess."""
    raw = page.raw or b""
    charset = _MEANT.get(page.charset, page.charset)
    if not page.media_type.startswith("text/") or not _CHARSETS.match(charset):
        return raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        with suppress(LookupError, UnicodeDecodeError):
            return raw.decode(charset).encode("utf-8")
    return raw


def _walled(page: Page, what: str) -> WalledPage:
    return WalledPage(
        f"{display_url(page.link)} is behind {what}. "
        "Open it in a browser, save it and add the file, if you may."
    )
