"""Where words begin and end in a normal form, and the words themselves.

A hyphen or an apostrophe between letters, and a point or a comma between digits, is inside a word: *legal*
is no word of *non-legal*, *can* none of *can't*, and *12* none of *12,500*. Scripts that set no spaces
between words are taken character by character.
"""

import re
import unicodedata
from typing import Final, NamedTuple

from index.text.invisible_characters import ACTING
from index.text.scripts import SPACELESS
from index.verification.normal_form import QUOTE

_IS_SPACELESS: Final = re.compile(f"[{SPACELESS}]")
_LETTERS: Final = rf"[^\W{SPACELESS}]+"
_WORD: Final = rf"(?P<word>[{SPACELESS}]|{_LETTERS}(?:(?:[-{QUOTE}]|(?<=\d)[.,](?=\d)){_LETTERS})*)"
_TOKEN: Final = re.compile(rf"{_WORD}|[^\w\s]")
_MARKED_TOKEN: Final = re.compile(rf"{_WORD}|(?P<free>\[[^\[\]{ACTING}]*\]|\.{{3,}})|[^\w\s]")
_WORD_JOINTS: Final = f"-{QUOTE}"
_NUMBER_JOINTS: Final = ".,"


class Token(NamedTuple):
    """A word, or a mark between words, as half-open offsets into a normal form.

    `is_free` where it stands for any words: an ellipsis, or something in brackets.
    """

    start: int
    end: int
    text: str
    is_word: bool
    is_free: bool = False


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a normal form between two offsets."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(m.start(), m.end(), m[0], m.lastgroup == "word") for m in found]


def tokenize_with_marks(text: str, start: int, end: int) -> list[Token]:
    """The tokens of pasted words, of which those marked as alterations are free."""
    return [
        Token(m.start(), m.end(), m[0], m.lastgroup == "word", is_free=m.lastgroup == "free")
        for m in _MARKED_TOKEN.finditer(text, start, end)
    ]


def is_inside_word(text: str, at: int) -> bool:
    """Whether a position between two characters of a normal form lies inside a word."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if _is_letter(left):
        return _is_letter(right) or _joins(left, right, text[at + 1 : at + 2])
    return _is_letter(right) and _joins(text[at - 2 : at - 1] if at > 1 else "", left, right)


def _joins(before: str, mark: str, after: str) -> bool:
    if not (before and after):
        return False
    if mark in _NUMBER_JOINTS:
        return before.isdigit() and after.isdigit()
    return mark in _WORD_JOINTS and _is_letter(before) and _is_letter(after)


def _is_letter(character: str) -> bool:
    if _IS_SPACELESS.match(character):
        return False
    return character.isalnum() or character == "_" or unicodedata.category(character).startswith("M")
