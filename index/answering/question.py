"""Parses questions: spelling corrected, terms listed, and names of speakers expanded to their aliases."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final

from index.domain.document import EVERYONE
from index.domain.party import Parties
from index.errors import UnusableQuestion
from index.search.retriever import HybridRetriever
from index.search.spelling import SpellingCorrector

MAX_QUESTION_CHARS: Final = 1000
"""About as much as the packaged encoder reads."""

_WORD: Final = re.compile(r"[^\W_]+(?![^\W_]|['’](?!s\b)[^\W_])", re.IGNORECASE)
"""A word, without a possessive ending. No part of a contraction (isn't) is a word."""

_CONTRACTION: Final = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|sha|should|must|need|ai)n['’]?t\b"
    r"|\b(?:what|who|how|that|where|there)s\b|['’](?:s|d|ll|re|ve|m)\b",
    re.IGNORECASE,
)
"""Contractions, with or without the apostrophe: they say nothing about the subject of a question."""


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question.

    `words` is the question as asked. `read_as` has misspelt words corrected, and names that the record does
    not use replaced by other names of the same speaker. `terms` are its content words in order, each with the
    stems that match it: its own, and those of other names of the same speaker.
    """

    words: str
    read_as: str
    terms: tuple[tuple[str, ...], ...]

    @property
    def searched(self) -> str:
        """All words for the lexical search."""
        return " ".join((self.read_as, *(stem for term in self.terms for stem in term[1:])))


def check_question(question: str) -> str:
    """A question in the form in which texts are stored (NFC, stripped). Raises UnusableQuestion."""
    words = unicodedata.normalize("NFC", question).strip()
    if not any(character.isalnum() for character in words):
        raise UnusableQuestion("There are no words in the question. Ask in a few words.")
    if any("\ud800" <= character <= "\udfff" for character in words):
        raise UnusableQuestion("The question contains characters that are not valid text. Type it again.")
    if len(words) > MAX_QUESTION_CHARS:
        raise UnusableQuestion(
            f"The question has {len(words):,} characters; the limit is {MAX_QUESTION_CHARS:,}. "
            "Ask in fewer words."
        )
    return words


class QuestionParser:
    """Parses questions with the vocabulary of one record and the names of its speakers."""

    def __init__(self, search: HybridRetriever, spelling: SpellingCorrector, parties: Parties) -> None:
        self._search = search
        self._lexical = search.lexical
        self._spelling = spelling
        self._names = _list_other_names(parties, search.lexical.stems)

    def parse(
        self, question: str, *, scope: str = EVERYONE, documents: Sequence[str] | None = None
    ) -> Question:
        """Parse a question with the words that a scope may see: those of its `documents`, None for all.

        Raises UnusableQuestion.
        """
        words = check_question(question)
        correct = partial(self._correct, scope=scope, documents=documents)
        read_as = _WORD.sub(lambda match: correct(match[0]), words)
        return Question(words, read_as, tuple(self._list_terms(read_as)))

    def _correct(self, word: str, scope: str, documents: Sequence[str] | None) -> str:
        """The correction of a word that the documents do not use; otherwise the word itself."""
        stems = self._lexical.stems(word)
        if not stems or _CONTRACTION.fullmatch(word) or self._spelling.knows(word, scope):
            return word
        if self._search.contains(stems[0], documents):
            return word
        for name in self._names.get(stems[0], ()):
            if any(self._search.contains(stem, documents) for stem in self._lexical.stems(name)):
                return name
        return self._spelling.correct(word, scope) or word

    def _list_terms(self, words: str) -> Iterator[tuple[str, ...]]:
        """The terms of a question. No stem is in two terms: a name and its abbreviation are one term."""
        seen: set[str] = set()
        without_contractions = _CONTRACTION.sub(" ", words)
        for stem in self._lexical.content_stems(without_contractions) or self._lexical.content_stems(words):
            if stem not in seen:
                others = (other for name in self._names.get(stem, ()) for other in self._lexical.stems(name))
                term = tuple(other for other in dict.fromkeys((stem, *others)) if other not in seen)
                seen.update(term)
                yield term


def _list_other_names(parties: Parties, stems_of: Callable[[str], list[str]]) -> Mapping[str, Sequence[str]]:
    """The other one-word names of the same speaker, by the stem of each one-word name."""
    names: dict[str, list[str]] = {}
    for speaker in chain.from_iterable(party.speakers for party in parties.parties.values()):
        stems = {name: stems_of(name) for name in (speaker.name, *speaker.aliases)}
        short = {name: own[0] for name, own in stems.items() if len(own) == 1}
        for stem in short.values():
            names.setdefault(stem, []).extend(other for other in short if short[other] != stem)
    return names
