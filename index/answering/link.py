"""Links that open the publisher's page at the quoted words, by a text fragment.

The form is that of the WICG's "URL Fragment Text Directives": `#:~:text=first words,last words`.
"""

from typing import Final
from urllib.parse import quote

_WORDS: Final = 6
"""Words at either end; a page's own line breaks and notes rarely fall inside so few."""


def link_to_words(url: str, text: str) -> str:
    """The address of the page, with the directive that marks the words of a quotation on it."""
    words = text.split()
    if len(words) <= 2 * _WORDS:
        directive = _encode(words)
    else:
        directive = f"{_encode(words[:_WORDS])},{_encode(words[-_WORDS:])}"
    return f"{url}{':~:' if '#' in url else '#:~:'}text={directive}"


def _encode(words: list[str]) -> str:
    # A dash has a meaning in a directive, so it is encoded as well.
    return quote(" ".join(words), safe="").replace("-", "%2D")
