"""Words that a printed line's end has cut in two: whether the hyphen was theirs or the printer's."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from index.text.word_lists import list_english_words

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-$")
_FIRST: Final = re.compile(r"[^\W\d_]+")
_ADDRESS: Final = re.compile(r"(?<!\S)(?>\S*?(?:https?://|www\.))\S++(?<=[-/_=&?%.])$")
_WITHOUT_SPACES: Final = re.compile(
    r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff65\U00020000-\U0003ffff]"
)
"""Han, Kana and their marks; Korean is written with spaces."""

_CONJUNCTIONS: Final = frozenset({"and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e"})
"""After a hyphen that stands for a word to come: "pre- and post-war"."""


class Hyphens:
    """Joins lines. What the other lines of the document write with or without a hyphen decides first.

    Where they do not tell, an English dictionary does: the whole word, or both halves as words of their own.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._known: set[str] = set()
        for line in lines:
            words = [match[0].casefold() for match in _WORD.finditer(line)]
            self._known.update(words[1:-1] if line.endswith("-") else words[1:])

    def join(self, parts: Sequence[str]) -> list[str]:
        """The lines of a paragraph with what stands between them: joined, they are its text."""
        joined = list(parts[:1])
        for line in parts[1:]:
            joined[-1] = self._close(joined[-1], line)
            joined.append(line)
        return joined

    def _close(self, line: str, following: str) -> str:
        """A line with its hyphen dropped, or a space added, as what follows requires."""
        if _ADDRESS.search(line) or line.endswith("—"):
            return line
        if line.endswith("-") and not line.endswith(" -"):
            return self._mend(line, following)
        if _WITHOUT_SPACES.match(line[-1]) and _WITHOUT_SPACES.match(following[0]):
            return line
        return f"{line} "

    def _mend(self, line: str, following: str) -> str:
        last, first = _LAST.search(line), _FIRST.match(following)
        if last is None or first is None:
            return line
        if first[0] in _CONJUNCTIONS:
            return f"{line} "
        return line[:-1] if self._is_one_word(last[1].casefold(), first[0]) else line

    def _is_one_word(self, left: str, right: str) -> bool:
        whole, hyphened = left + right.casefold(), f"{left}-{right.casefold()}"
        if whole in self._known or hyphened in self._known:
            return whole in self._known
        words = list_english_words()
        if whole in words:
            return True
        is_compound = left in words and right.casefold() in words
        return right[0].islower() and not is_compound
