"""Links that open the publisher's page at the quoted words, or a PDF file at their page.

The forms are those of the WICG's "URL Fragment Text Directives", `#:~:text=first words,last words`, and of
RFC 8118 (section 3), `#page=3`.
"""

from typing import Final
from urllib.parse import quote, urldefrag

_END_WORDS: Final = 6
"""Words at either end of a long quotation: few, so that line breaks and notes rarely fall among them."""


def link_to_words(url: str, text: str) -> str:
    """The address of a page with a text directive that highlights the words of a quotation."""
    words = text.split()
    if len(words) <= 2 * _END_WORDS:
        directive = _encode(words)
    else:
        directive = f"{_encode(words[:_END_WORDS])},{_encode(words[-_END_WORDS:])}"
    return f"{url}{':~:' if '#' in url else '#:~:'}text={directive}"


def link_to_page(url: str, page: int) -> str:
    """The address of a PDF file with the page, from 1, at which it opens."""
    return f"{urldefrag(url).url}#page={page}"


def _encode(words: list[str]) -> str:
    # A hyphen is part of the syntax of a directive, so it is encoded as well.
    return quote(" ".join(words), safe="").replace("-", "%2D")
