"""Characters that nobody sees and that act on what is seen: controls, and what turns the order of letters.

The order that they make: Unicode Standard Annex #9, "Unicode Bidirectional Algorithm", section 2.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_CONTROLS: Final = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
"""But for those that are white space."""

_TURNING: Final = "\u202a-\u202e\u2066-\u206f"
"""Embeddings, overrides and isolates, and the format characters that Unicode deprecates."""

_MARKS: Final = "\u061c\u200e\u200f"
"""Marks of a direction, which texts in Arabic and Hebrew need; numbers may change their places by them."""

ACTING: Final = f"{_CONTROLS}{_TURNING}{_MARKS}"
"""All that can change what a reader sees, as a set of a pattern holds it."""

_JOINERS: Final = "\u200c\u200d"
"""What Persian and Indian scripts, and pictures made of several, are spelt with."""

_VISIBLE: Final = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Signs above and before numbers: format characters that are seen (Unicode Standard, section 9.2)."""

_ALLOWED: Final = re.compile(rf"[\s{_JOINERS}{_VISIBLE}]")
_REVEALED: Final = re.compile(f"[{_CONTROLS}{_TURNING}]")
_ACTING: Final = re.compile(f"[{ACTING}]")


def find_hidden(text: str) -> str | None:
    """The number, as U+202E, of the first character that is not seen and that no name is spelt with."""
    return next(map(_name, filter(_is_hidden, text)), None)


def drop_hidden(text: str) -> str:
    """The text without such characters."""
    return "".join(character for character in text if not _is_hidden(character))


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf") and not _ALLOWED.match(character)


def acts(text: str) -> bool:
    """Whether a text holds what can change what a reader sees."""
    return _ACTING.search(text) is not None


def reveal(text: str, form: str = "<U+{:04X}>") -> str:
    """The text with controls, and what turns the letters around it, by their numbers: <U+202E>.

    Marks of a direction stay, as they turn no letters.
    """
    return _REVEALED.sub(lambda match: form.format(ord(match[0])), text)


def find_revealed(text: str) -> Iterator[tuple[int, int]]:
    """Where what `reveal` replaces begins and ends."""
    return (match.span() for match in _REVEALED.finditer(text))


def reveal_all(text: str, form: str = "<U+{:04X}>") -> str:
    """The same with marks of a direction, for where a difference may be nothing else."""
    return _ACTING.sub(lambda match: form.format(ord(match[0])), text)


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
