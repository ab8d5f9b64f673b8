"""Keys under which a name is kept, so that the names it may stand for are found without a look at all others.

Two names that may mean the same share a key; not all that share one do.
"""

import re
from collections.abc import Iterator
from typing import Final

_WORDS: Final = 3
"""Words of a beginning or an end that make a key: longer names with the same are few."""

_WORD: Final = re.compile(r"\w+")


def list_keys(name: str) -> Iterator[str]:
    """The keys of a name that a text gives in full."""
    words = name.casefold().split()
    for count in range(1, min(_WORDS, len(words)) + 1):
        yield _key_beginning(words[:count])
        yield _key_end(words[-count:])
    if len(words) == 1:
        yield _key_single(words[0])
    if len(words) == 3:
        yield _key_outer(words[0], words[2])
    yield _key_initials(list_initials(name))


def key_whole(name: str) -> str:
    """The key of the same name, and of those of which it is the end."""
    return _key_end(name.casefold().split())


def key_surname(name: str) -> str:
    """The key of all names with the same last word."""
    return _key_end(name.casefold().split()[-1:])


def list_keys_of_people(name: str) -> Iterator[str]:
    """The keys of the people of whose name this may be a part, or who were known by a part of it."""
    words = name.casefold().split()
    yield _key_end(words)
    yield _key_beginning(words[:1])
    yield from map(_key_single, words[-1:])
    if len(words) == 2:
        yield _key_outer(*words)


def list_keys_of_bodies(name: str) -> Iterator[str]:
    """The keys of the organisations for whose name this may be short, or whose name was short for it."""
    words = name.casefold().split()
    yield _key_end(words)
    yield _key_beginning(words)
    yield _key_initials(name)
    yield from map(_key_single, (*words[:1], *words[-1:], list_initials(name).casefold()))


def list_initials(name: str) -> str:
    """The capitals with which the words of a name begin."""
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())


def _key_beginning(words: list[str]) -> str:
    return " ".join([*words[:_WORDS], "…"])


def _key_end(words: list[str]) -> str:
    return " ".join(["…", *words[-_WORDS:]])


def _key_single(word: str) -> str:
    return word


def _key_outer(first: str, last: str) -> str:
    return f"{first} … {last}"


def _key_initials(initials: str) -> str:
    return f"{initials}."
