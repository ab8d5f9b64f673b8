"""Word lists, stored as `data/NAME.txt` in the package that uses them.

A file has one entry a line, in lower case and sorted; lines that begin with # describe the list.
"""

from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Final


@cache
def read_words(package: str, name: str) -> frozenset[str]:
    """The entries of a list of a package."""
    text = (files(package) / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


FUNCTION_WORDS: Final = read_words(__package__, "function_words")
"""Words that carry a sentence's grammar, not its subject; in lower case."""

_DICTIONARY: Final = "frequency_dictionary_en_82_765.txt"


@cache
def list_english_words() -> frozenset[str]:
    """The English words of symspellpy's dictionary, in lower case, read on first use (about 0.1 s).

    symspellpy itself is not imported: that takes longer than reading its file.
    """
    spec = find_spec("symspellpy")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    lines = (folder / _DICTIONARY).read_text(encoding="utf-8-sig").splitlines()
    return frozenset(line.split(" ", 1)[0] for line in lines)
