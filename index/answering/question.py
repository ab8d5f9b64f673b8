"""What may be asked, and how it is read: its terms, misspelt words mended, speakers under all their names."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from index.domain.party import Parties
from index.errors import UnusableQuestion
from index.search.retriever import HybridRetriever
from index.search.spelling import SpellingCorrector

MAX_QUESTION_CHARS: Final = 1000
"""Characters. The packaged model reads about as many."""

_WORD: Final = re.compile(r"[^\W_]+(?![^\W_]|['’](?!s\b)[^\W_])", re.IGNORECASE)
"""A word, or one before a possessive ending; of contractions (isn't) nothing is a word by itself."""

_CONTRACTION: Final = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|sha|should|must|need|ai)n['’]?t\b"
    r"|\b(?:what|who|how|that|where|there)s\b|['’](?:s|d|ll|re|ve|m)\b",
    re.IGNORECASE,
)
"""What says nothing of what is asked, also where the apostrophe is left out."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is read.

    `words` is what was asked; `read_as` has misspelt words mended and abbreviations that the record does not
    use written out. `terms` are its words without those that only hold it together, in order, each
    as the stems that meet it: the word's own, and those of other names of the same speaker.
    """

    words: str
    read_as: str
    terms: tuple[tuple[str, ...], ...]

    @property
    def searched(self) -> str:
        """All words to look for."""
        return " ".join((self.read_as, *(stem for term in self.terms for stem in term[1:])))


def check_question(question: str) -> str:
    """The question in the form in which texts are kept. Raises UnusableQuestion."""
    words = unicodedata.normalize("NFC", question).strip()
    if not any(character.isalnum() for character in words):
        raise UnusableQuestion("There are no words in the question. Ask in a few words.")
    if any("\ud800" <= character <= "\udfff" for character in words):
        raise UnusableQuestion("The question holds characters that are not valid text. Type it again.")
    if len(words) > MAX_QUESTION_CHARS:
        raise UnusableQuestion(
            f"The question has {len(words):,} characters; at most {MAX_QUESTION_CHARS:,} are read. "
            "Ask in fewer words."
        )
    return words


class QuestionParser:
    """Reads questions by the words of one record and the names of its speakers."""

    def __init__(self, search: HybridRetriever, spelling: SpellingCorrector, parties: Parties) -> None:
        self._search = search
        self._lexical = search.lexical
        self._spelling = spelling
        self._names = _list_names(parties, search.lexical.stems)

    def parse(
        self, question: str, *, scope: str | None = None, documents: Sequence[str] | None = None
    ) -> Question:
        """Read a question by the words that a scope may see: those of its `documents`, None for all.

        Raises UnusableQuestion.
        """
        words = check_question(question)
        mend = partial(self._mend, scope=scope, documents=documents)
        read_as = _WORD.sub(lambda found: mend(found[0]), words)
        return Question(words, read_as, tuple(self._list_terms(read_as)))

    def _mend(self, word: str, scope: str | None, documents: Sequence[str] | None) -> str:
        """What a word that those documents do not use was meant to be; otherwise the word itself."""
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
        """The terms of a question. No stem is in two of them: a name and its abbreviation are one."""
        met: set[str] = set()
        spoken = _CONTRACTION.sub(" ", words)
        for stem in self._lexical.content_stems(spoken) or self._lexical.content_stems(words):
            if stem not in met:
                others = (other for name in self._names.get(stem, ()) for other in self._lexical.stems(name))
                term = tuple(one for one in dict.fromkeys((stem, *others)) if one not in met)
                met.update(term)
                yield term


def _list_names(parties: Parties, stems_of: Callable[[str], list[str]]) -> Mapping[str, Sequence[str]]:
    """The other names of one word that each such name may stand for, by its stem."""
    names: dict[str, list[str]] = {}
    for speaker in (one for party in parties.parties.values() for one in party.speakers):
        stems = {name: stems_of(name) for name in (speaker.name, *speaker.aliases)}
        short = {name: found[0] for name, found in stems.items() if len(found) == 1}
        for stem in short.values():
            names.setdefault(stem, []).extend(other for other in short if short[other] != stem)
    return names
