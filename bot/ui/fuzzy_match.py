"""Whether words fit a text, however they are cased and accented, and with a slip of the hand."""

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz

from index import fold

_MIN_SIMILARITY_PERCENT: Final = 80.0
"""Per cent. One wrong letter of five passes, and two of ten; one of four does not."""

_MIN_FUZZY_LETTERS: Final = 4
"""Letters. Of shorter words, another letter makes another word."""

_WORD: Final = re.compile(r"\w+")


def matches(wanted: str, texts: Iterable[str | None]) -> bool:
    """Whether each wanted word is a part of one in the texts, or nearly one of them. No words fit all."""
    held = [word for text in texts if text for word in split_words(text)]
    return all(_is_held(word, held) for word in split_words(wanted))


def split_words(text: str) -> list[str]:
    """The words of a text in small letters, without accents."""
    return _WORD.findall(fold(text))


def _is_held(word: str, held: Iterable[str]) -> bool:
    is_long = len(word) >= _MIN_FUZZY_LETTERS
    return any(word in one or (is_long and fuzz.ratio(word, one) >= _MIN_SIMILARITY_PERCENT) for one in held)
