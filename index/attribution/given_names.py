"""Common given names, by which "he" and "she" tell two people apart. A name that is not here fits both."""

from typing import Final

from index.text.word_lists import read_words

FEMALE_NAMES: Final = read_words(__package__, "women_names")
MALE_NAMES: Final = read_words(__package__, "men_names")


def guess_gender(name: str) -> str:
    """The letter f or m by the given name of a person; empty where it does not tell."""
    given = next(iter(name.split()), "").casefold()
    return "f" if given in FEMALE_NAMES else "m" if given in MALE_NAMES else ""
