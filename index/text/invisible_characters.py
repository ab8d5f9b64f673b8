"""Invisible characters that change how a text is displayed: control characters and bidirectional formatting.

Source: Unicode Standard Annex #9, "Unicode Bidirectional Algorithm", section 2.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_CONTROLS: Final = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
"""Control characters, except white space."""

_BIDI_CONTROLS: Final = "\u202a-\u202e\u2066-\u206f"
"""Bidirectional embeddings, overrides and isolates, and deprecated format characters."""

_DIRECTION_MARKS: Final = "\u061c\u200e\u200f"
"""Direction marks. Texts in Arabic and Hebrew need them; they can reorder numbers."""

DISPLAY_CONTROLS: Final = f"{_CONTROLS}{_BIDI_CONTROLS}{_DIRECTION_MARKS}"
"""Every character that can change what a reader sees, for use inside `[…]` of a regular expression."""

_JOINERS: Final = "\u200c\u200d"
"""Zero-width joiner and non-joiner, used in Persian and Indic spelling and in composed emoji."""

_VISIBLE_FORMATS: Final = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Signs above and before numbers: format characters that are visible (Unicode Standard, section 9.2)."""

_ALLOWED: Final = re.compile(rf"[\s{_JOINERS}{_VISIBLE_FORMATS}]")
_REVEALED_CHARACTER: Final = re.compile(f"[{_CONTROLS}{_BIDI_CONTROLS}]")
_DISPLAY_CONTROL: Final = re.compile(f"[{DISPLAY_CONTROLS}]")


def find_hidden(text: str) -> str | None:
    """The code point, such as "U+202E", of the first invisible character that no spelling needs."""
    return next(map(_code_point, filter(_is_hidden, text)), None)


def drop_hidden(text: str) -> str:
    """The text without the characters that `find_hidden` reports."""
    return "".join(character for character in text if not _is_hidden(character))


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf") and not _ALLOWED.match(character)


def changes_display(text: str) -> bool:
    """Whether a text contains a character that can change what a reader sees."""
    return _DISPLAY_CONTROL.search(text) is not None


def reveal(text: str, form: str = "<U+{:04X}>") -> str:
    """The text with control characters and bidirectional controls written as code points: <U+202E>.

    Direction marks stay, since they reorder no letters.
    """
    return _REVEALED_CHARACTER.sub(lambda match: form.format(ord(match[0])), text)


def find_revealed(text: str) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the characters that `reveal` replaces."""
    return (match.span() for match in _REVEALED_CHARACTER.finditer(text))


def reveal_all(text: str, form: str = "<U+{:04X}>") -> str:
    """Like `reveal`, and direction marks too, since two texts may differ in nothing else."""
    return _DISPLAY_CONTROL.sub(lambda match: form.format(ord(match[0])), text)


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"
