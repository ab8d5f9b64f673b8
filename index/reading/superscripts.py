"""Raised figures, written as such: the mark of a note after a number is no part of the number."""

from typing import Final

_RAISED: Final = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")

SUPERSCRIPT_DIGITS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def to_superscripts(words: str) -> str:
    """Words that stand higher than the line, their figures as raised ones; a mark in brackets as it is."""
    return words if "[" in words else words.translate(_RAISED)
