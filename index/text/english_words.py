"""The English words of the dictionary in symspellpy."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_DICTIONARY: Final = "frequency_dictionary_en_82_765.txt"


@cache
def list_english_words() -> frozenset[str]:
    """All words, in lower case, read when they are first needed (about 0.1 s).

    The package itself is not loaded, which takes longer than reading its file.
    """
    spec = find_spec("symspellpy")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    lines = (folder / _DICTIONARY).read_text(encoding="utf-8-sig").splitlines()
    return frozenset(line.split(" ", 1)[0] for line in lines)
