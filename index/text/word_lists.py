"""Lists of words, kept beside the code that reads them: `data/NAME.txt` in its package.

A file has an entry a line, in lower case and in order; lines that begin with # say what is listed.
"""

from functools import cache
from importlib.resources import files


@cache
def read_words(package: str, name: str) -> frozenset[str]:
    """The entries of a package's list."""
    text = (files(package) / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
