"""Small talk: messages to a bot that ask nothing of a record, such as greetings, thanks and "help"."""

import re
from typing import Final

from index.answering.question import check_question
from index.errors import SmallTalk
from index.text.folding import fold
from index.text.word_lists import FUNCTION_WORDS, read_words

_MARKUP: Final = re.compile(r"<[@#]?[!&]?\d+>|<a?:\w+:\d+>")
"""Mentions and emoji as chat programs write them."""

_CAPITALS: Final = re.compile(r"\b[^\W\d_a-z]{2,}\b")
"""Abbreviations, such as US, IT and WHO, which are no function words."""

_REPEATED: Final = re.compile(r"(.{1,2}?)\1+")
_PHRASES: Final = frozenset(tuple(phrase.split()) for phrase in read_words(__package__, "small_talk"))
_ADDRESS: Final = frozenset((word,) for word in read_words(__package__, "address"))


def is_small_talk(message: str) -> bool:
    """Whether a message is made of small talk, or of nothing but words that carry grammar.

    Letters may be repeated ("hiii", "thankssss").
    """
    message = _MARKUP.sub(" ", message)
    words = _list_words(message)
    has_abbreviation = not message.isupper() and not FUNCTION_WORDS.isdisjoint(
        abbreviation.lower() for abbreviation in _CAPITALS.findall(message)
    )
    return not has_abbreviation and (FUNCTION_WORDS.issuperset(words) or _is_made_of(_squeeze(words)))


def check_asks(message: str) -> None:
    """Raise SmallTalk for a message that asks nothing of a record, UnusableQuestion for an unusable one."""
    if is_small_talk(check_question(message)):
        raise SmallTalk("That asks nothing that documents could answer. Ask what you want to know.")


def _list_words(message: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"['’]", "", fold(message)))


def _squeeze(words: list[str]) -> tuple[str, ...]:
    """The words with each letter, or pair of letters, that is repeated written once."""
    return tuple(_REPEATED.sub(r"\1", word) for word in words)


_KNOWN: Final = frozenset(_squeeze(list(phrase)) for phrase in _PHRASES | _ADDRESS)
_LONGEST: Final = max(map(len, _KNOWN))


def _is_made_of(words: tuple[str, ...]) -> bool:
    """Whether the words are known phrases, one after the other."""
    reached = {0}
    for end in range(1, len(words) + 1):
        starts = range(max(end - _LONGEST, 0), end)
        if any(start in reached and words[start:end] in _KNOWN for start in starts):
            reached.add(end)
    return len(words) in reached
