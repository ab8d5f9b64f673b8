"""The English words of the dictionary in symspellpy."""

from functools import cache
from importlib.resources import files
from typing import Final

_DICTIONARY: Final = "frequency_dictionary_en_82_765.txt"


@cache
def list_english_words() -> frozenset[str]:
    """All words, in lower case; read when they are first needed (about 0.1 s)."""
    text = (files("symspellpy") / _DICTIONARY).read_text(encoding="utf-8-sig")
    return frozenset(line.split(" ")[0] for line in text.splitlines())
