"""Dehyphenation: whether a hyphen at the end of a line belongs to the word or only breaks it."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from index.text.word_lists import list_english_words

_HYPHENATED_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_HALF_WORD: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-$")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_URL_AT_END: Final = re.compile(r"(?<!\S)(?>\S*?(?:https?://|www\.))\S++(?<=[-/_=&?%.])$")
_UNSPACED_SCRIPT: Final = re.compile(
    r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff65\U00020000-\U0003ffff]"
)
"""Han, Kana and their punctuation, written without spaces; Korean has spaces."""

_CONJUNCTIONS: Final = frozenset({"and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e"})
"""A hyphen before one of these stands for an omitted word: "pre- and post-war"."""


class Hyphens:
    """Joins lines of a paragraph. The spelling of the word elsewhere in the document decides first.

    If it does not occur, an English dictionary decides: it lists the joined word, or both halves as words.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._document_words: set[str] = set()
        for line in lines:
            words = [match[0].casefold() for match in _HYPHENATED_WORD.finditer(line)]
            self._document_words.update(words[1:-1] if line.endswith("-") else words[1:])

    def join(self, parts: Sequence[str]) -> list[str]:
        """The lines of a paragraph with hyphens and spaces fixed; concatenated, they are its text."""
        joined = list(parts[:1])
        for line in parts[1:]:
            joined[-1] = self._end_line(joined[-1], line)
            joined.append(line)
        return joined

    def _end_line(self, line: str, following: str) -> str:
        """A line with its hyphen dropped, or a space appended, as the following line requires."""
        if _URL_AT_END.search(line) or line.endswith("—"):
            return line
        if line.endswith("-") and not line.endswith(" -"):
            return self._dehyphenate(line, following)
        if _UNSPACED_SCRIPT.match(line[-1]) and _UNSPACED_SCRIPT.match(following[0]):
            return line
        return f"{line} "

    def _dehyphenate(self, line: str, following: str) -> str:
        last, first = _LAST_HALF_WORD.search(line), _FIRST_WORD.match(following)
        if last is None or first is None:
            return line
        if first[0] in _CONJUNCTIONS:
            return f"{line} "
        return line[:-1] if self._is_one_word(last[1].casefold(), first[0]) else line

    def _is_one_word(self, left: str, right: str) -> bool:
        whole, hyphenated = left + right.casefold(), f"{left}-{right.casefold()}"
        if whole in self._document_words or hyphenated in self._document_words:
            return whole in self._document_words
        words = list_english_words()
        if whole in words:
            return True
        is_compound = left in words and right.casefold() in words
        return right[0].islower() and not is_compound
