"""Tokens of a normal form: words, and punctuation marks between them.

A hyphen or an apostrophe between letters, and a point or a comma between digits, is a part of the word:
*legal* is not a word of *non-legal*, nor *can* of *can't*, nor *12* of *12,500*. In scripts without spaces
between words, each character is a word.
"""

import re
import unicodedata
from typing import Final, NamedTuple

from index.text.invisible_characters import DISPLAY_CONTROLS
from index.text.scripts import SPACELESS
from index.verification.normal_form import QUOTE

_IS_SPACELESS: Final = re.compile(f"[{SPACELESS}]")
_LETTERS: Final = rf"[^\W{SPACELESS}]+"
_WORD: Final = rf"(?P<word>[{SPACELESS}]|{_LETTERS}(?:(?:[-{QUOTE}]|(?<=\d)[.,](?=\d)){_LETTERS})*)"
_TOKEN: Final = re.compile(rf"{_WORD}|[^\w\s]")
_TOKEN_OR_MARK: Final = re.compile(rf"{_WORD}|(?P<free>\[[^\[\]{DISPLAY_CONTROLS}]*\]|\.{{3,}})|[^\w\s]")
_WORD_JOINTS: Final = f"-{QUOTE}"
_NUMBER_JOINTS: Final = ".,"


class Token(NamedTuple):
    """A word or a punctuation mark, with half-open offsets in a normal form.

    `is_free` marks a token that may stand for any words: an ellipsis, or a text in brackets.
    """

    start: int
    end: int
    text: str
    is_word: bool
    is_free: bool = False


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a normal form between two offsets."""
    matches = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(m.start(), m.end(), m[0], m.lastgroup == "word") for m in matches]


def tokenize_with_marks(text: str, start: int, end: int) -> list[Token]:
    """The tokens of pasted words, with editorial marks as free tokens."""
    return [
        Token(m.start(), m.end(), m[0], m.lastgroup == "word", is_free=m.lastgroup == "free")
        for m in _TOKEN_OR_MARK.finditer(text, start, end)
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
