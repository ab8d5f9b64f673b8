"""Blocking keys for names, so that the entities that a name may refer to are found without scanning all.

Two names that may refer to the same entity share a key; the reverse need not hold.
"""

import re
from collections.abc import Iterator
from typing import Final

_KEY_WORDS: Final = 3
"""Words at the beginning or end that form a key; few longer names share them."""

_WORD: Final = re.compile(r"\w+")


def list_keys(name: str) -> Iterator[str]:
    """The keys of an entity's full name."""
    words = name.casefold().split()
    for count in range(1, min(_KEY_WORDS, len(words)) + 1):
        yield _key_beginning(words[:count])
        yield _key_end(words[-count:])
    if len(words) == 1:
        yield _key_single(words[0])
    if len(words) == 3:
        yield _key_outer(words[0], words[2])
    yield _key_initials(list_initials(name))


def key_whole(name: str) -> str:
    """The key of names that equal a name or end with it."""
    return _key_end(name.casefold().split())


def key_surname(name: str) -> str:
    """The key of all names with the same last word."""
    return _key_end(name.casefold().split()[-1:])


def list_keys_of_people(name: str) -> Iterator[str]:
    """The keys of people whose name may contain this name, or be a part of it."""
    words = name.casefold().split()
    yield _key_end(words)
    yield _key_beginning(words[:1])
    yield from map(_key_single, words[-1:])
    if len(words) == 2:
        yield _key_outer(*words)


def list_keys_of_bodies(name: str) -> Iterator[str]:
    """The keys of organisations whose name this may abbreviate, or which may abbreviate it."""
    words = name.casefold().split()
    yield _key_end(words)
    yield _key_beginning(words)
    yield _key_initials(name)
    yield from map(_key_single, (*words[:1], *words[-1:], list_initials(name).casefold()))


def list_initials(name: str) -> str:
    """The initials of the capitalised words of a name."""
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())


def _key_beginning(words: list[str]) -> str:
    return " ".join([*words[:_KEY_WORDS], "…"])


def _key_end(words: list[str]) -> str:
    return " ".join(["…", *words[-_KEY_WORDS:]])


def _key_single(word: str) -> str:
    return word


def _key_outer(first: str, last: str) -> str:
    return f"{first} … {last}"


def _key_initials(initials: str) -> str:
    return f"{initials}."
