"""Whom the subject of a word of saying means: a name, a pronoun, or a description."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from index.speech.cast import Cast, Figure, Time, gender_of_role, list_fitting
from index.speech.names import Name, Sort, make_name, sort_of_noun
from index.speech.phrases import (
    find_apposition,
    find_called,
    is_indefinite,
    is_owner,
    is_plural,
    list_beside,
    list_core,
    list_near,
    list_nouns,
    list_owners,
)
from index.speech.words import BODIES, PEOPLE, SPOKESPEOPLE, WRITINGS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from index.speech.frames import Frame

_HE: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_IT: Final = frozenset({"it", "its", "they", "their", "them"})
_FAR: Final = 3
"""Paragraphs back in which "she" may mean a woman, where nobody nearer fits."""

_THEY: Final = frozenset({"they", "their", "them"})
_OF_WRITINGS: Final = frozenset({"read", "state", "go", "run", "begin", "end"})
"""What "it" does where it means a sign or a letter rather than a body."""

_WE: Final = frozenset({"i", "we", "my", "our", "me", "us"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(frozen=True, slots=True)
class Source:
    """Who is meant, as far as the text tells. `is_author` where the writer speaks of themselves."""

    figure: Figure | None = None
    body: Figure | None = None
    is_author: bool = False

    @property
    def is_known(self) -> bool:
        return self.figure is not None or self.body is not None or self.is_author


NOBODY: Final = Source()


class Reader:
    """Reads the mentions of one frame. `when` is the paragraph and the place of the frame in the text."""

    def __init__(self, doc: Doc, frame: Frame, names: Sequence[Name], cast: Cast, when: Time) -> None:
        self._doc = doc
        self._frame = frame
        self._words = frame.words
        self._names = names
        self._cast = cast
        self._when = when

    def read_all(self, head: Token) -> tuple[Source, ...]:
        """Whom a mention with that head means: one, or several who speak together."""
        heads = [head, *(one for one in head.conjuncts if one.i > head.i and one.pos_ in _NOMINAL)]
        sources = tuple(self.read(one) for one in heads)
        for source in sources:
            if source.figure is not None:  # whoever speaks is the next whom "she" means
                source.figure.acted = max(source.figure.acted, (self._when[0], self._when[1] + head.i))
        return (
            sources if all(source.is_known for source in sources) else sources[:1] if len(heads) == 1 else ()
        )

    def read(self, head: Token) -> Source:
        """Whom a mention with that head means, leaving aside those who are joined to it by "and"."""
        if head.pos_ == "PRON" or head.lower_ in _HE:
            return self._read_pronoun(head)
        if head.lemma_.lower() in WRITINGS and not self._name_at(head):
            return self._read_writing(head)
        return self._read_name(head) or self._read_description(head)

    def meet_all(self, until: int | None = None) -> None:
        """Let the cast know the names of the frame up to a token, or all."""
        for name in self._names:
            if until is None or name.last < until:
                self._meet(name)
        if until is None:
            self._meet_strangers()

    def _meet_strangers(self) -> None:
        """Note somebody without a name who does something: "he" may mean them from here on."""
        for token in self._doc:
            is_person = token.dep_ == "nsubj" and token.pos_ == "NOUN" and token.lemma_.lower() in PEOPLE
            if (
                is_person
                and not is_plural(token)
                and not self._frame.holds(token.idx)
                and not self.read(token).figure
            ):
                self._cast.stranger = (self._when[0], self._when[1] + token.i)

    def _meet(self, name: Name) -> Figure | None:
        figure = self._meet_only(name)
        if figure is not None:
            self._learn(figure, self._root_of(name))
        return figure

    def _meet_only(self, name: Name) -> Figure | None:
        """Let the cast know a name, whatever the text around it tells."""
        root = self._root_of(name)
        acts = "nsubj" in (root.head.dep_ if root.dep_ == "appos" else root.dep_)  # nsubjpass as well
        return self._cast.meet(name, (self._when[0], self._when[1] + name.first), acts=acts)

    def _root_of(self, name: Name) -> Token:
        return self._doc[name.first : name.last + 1].root

    def _learn(self, figure: Figure, root: Token) -> None:
        """Note what the text around a name tells of its bearer: roles, and the organisation."""
        heads = [root, *list_beside(root)]
        for name in (root, *root.conjuncts):  # "the lawyers Lund and Sand"
            nouns = (noun for one in (name, *list_beside(name)) for noun in list_nouns(one))
            figure.roles.update(noun.lemma_.lower() for noun in nouns)
        if not figure.gender and " " not in figure.name and figure.roles & BODIES:
            figure.sort = Sort.BODY  # "Ofcar, the regulator"
        if figure.sort == Sort.PERSON:
            figure.gender = figure.gender or next(filter(None, map(gender_of_role, figure.roles)), "")
            figure.body = figure.body or next(filter(None, map(self._find_body, heads)), None)

    def _name_at(self, token: Token) -> Name | None:
        return next((name for name in self._names if name.first <= token.i <= name.last), None)

    def _read_pronoun(self, head: Token) -> Source:
        word, when = head.lower_, (self._when[0], self._when[1] + head.i)
        if word in _WE:
            return Source(is_author=True)
        if word in _HE:
            gender = _HE[word]
            people = self._cast.recall(
                lambda one: one.sort == Sort.PERSON and one.gender in ("", gender), when
            )
            if not people:
                people = self._cast.recall(
                    lambda one: one.sort == Sort.PERSON and one.gender == gender, when, _FAR
                )
            if people and people[0].acted < (
                when[0],
                0,
            ):  # in another paragraph, who is known to be one goes first
                people.sort(key=lambda one: one.gender != gender)
            if people and max(people[0].acted, people[0].seen) > self._cast.stranger:
                people[0].gender = gender
                return Source(people[0], people[0].body)
        elif word in _IT and head.head.lemma_ not in _OF_WRITINGS:
            return self._recall_body(word, when)
        return NOBODY

    def _recall_body(self, word: str, when: Time) -> Source:
        """The organisation that did something last, for "it" else the only one near."""
        since = (when[0] - 1, 0)
        bodies = self._cast.recall(lambda one: one.sort != Sort.PERSON, when)
        acting = [one for one in bodies if one.acted >= since]
        bodies = [one for one in bodies if one.sort == Sort.BODY]
        if word in _THEY:
            return Source(acting[0]) if len(acting) == 1 else NOBODY
        chosen = acting or bodies
        is_clear = len(chosen) == 1 or (acting and acting[0].acted > acting[1].acted)
        return Source(chosen[0]) if is_clear else NOBODY

    def _read_name(self, head: Token) -> Source | None:
        """The person in a noun phrase, else the organisation; None where neither is named."""
        core = list(list_core(head))
        names = [name for name in self._names if any(name.first <= token.i <= name.last for token in core)]
        own = [name for name in names if not is_owner(self._root_of(name), head)]
        people = [name for name in own if name.sort == Sort.PERSON or self._is_person(name)]
        if people:
            person = self._meet(people[-1])
            return Source(person, person.body if person else None)
        beside = find_apposition(head)
        if beside is not None and head.pos_ == "NOUN":
            return self._read_apposition(head, beside)
        at_head = self._name_at(head) or self._make_known(head)
        if at_head is not None:
            figure = self._meet(at_head)
            return Source(figure, figure.body if figure else None)
        return None

    def _make_known(self, head: Token) -> Name | None:
        """The name that a noun in capitals is: one that the parser did not see, or of somebody met before."""
        if head.lemma_.lower() in PEOPLE | SPOKESPEOPLE or not head.text[:1].isupper():
            return None
        name = _make_from_head(head, self._words)
        return name if head.pos_ == "PROPN" or self._cast.find(name) else None

    def _read_apposition(self, head: Token, beside: Token) -> Source:
        """Who is named beside a description: "their union, the Food Workers' Guild"."""
        name = self._name_at(beside) or _make_from_head(beside, self._words)
        figure = self._meet(replace(name, sort=sort_of_noun(head) or name.sort))
        return Source(figure, figure.body if figure else None)

    def _is_person(self, name: Name) -> bool:
        """Whether a name is that of a person met before, whatever the parser takes it for here."""
        return any(one.sort == Sort.PERSON for one in self._cast.find(name))

    def _read_writing(self, head: Token) -> Source:
        """Who wrote what a noun such as "letter" means: its owner, else the last whose it was."""
        for token in list_owners(head):
            source = self.read(token)
            if source.is_known:
                if source.figure is not None:
                    source.figure.roles.add(f"writes {head.lemma_.lower()}")
                return source
        if is_indefinite(head):
            return NOBODY
        writers = [one for one in self._cast.figures if f"writes {head.lemma_.lower()}" in one.roles]
        return Source(writers[0], writers[0].body) if len(writers) == 1 else NOBODY

    def _read_description(self, head: Token) -> Source:
        noun = head.lemma_.lower()
        called = find_called(head)
        if called is not None:
            figure = self._meet(
                replace(self._name_at(called) or _make_from_head(called, self._words), sort=Sort.PERSON)
            )
            return Source(figure, figure.body if figure else None)
        body = self._find_body(head)
        if noun in SPOKESPEOPLE or is_plural(head):
            return Source(None, body)
        if is_indefinite(head):
            return Source(None, body)
        when = (self._when[0], self._when[1] + head.i)
        if (noun in PEOPLE and noun not in BODIES) or any(
            noun in one.roles for one in self._cast.figures if one.sort == Sort.PERSON
        ):
            return self._recall_person(head, noun, body, when)
        if noun in BODIES:
            fitting = list(list_fitting(self._cast, noun, when))
            if fitting and (len(fitting) == 1 or fitting[0].acted > fitting[1].acted):
                return Source(fitting[0])
        return Source(None, body)

    def _recall_person(self, head: Token, noun: str, body: Figure | None, when: Time) -> Source:
        gender = gender_of_role(noun)

        def fits(one: Figure) -> bool:
            is_apt = one.sort == Sort.PERSON and (not gender or one.gender in ("", gender))
            return is_apt and (body is None or one.body in (None, body))

        by_role = [one for one in self._cast.figures if noun in one.roles and fits(one)]
        near = self._cast.recall(fits, when)
        chosen = by_role if len(by_role) == 1 else [one for one in near if noun in one.roles] or near
        if len(chosen) == 1:
            chosen[0].acted = max(chosen[0].acted, when)
            return Source(chosen[0], chosen[0].body or body)
        return Source(None, body)

    def _find_body(self, head: Token) -> Figure | None:
        """The organisation that a noun phrase names: "the union man", "a spokesperson for the union"."""
        for token in list_near(head):
            name = self._name_at(token)
            is_for = head.lemma_.lower() in SPOKESPEOPLE and token.dep_ == "pobj"
            if name is not None and (is_for or name.sort != Sort.PERSON):
                figure = self._meet_only(name)
                return figure if figure and (is_for or figure.sort != Sort.PERSON) else None
            if (
                name is None
                and token.lemma_.lower() in BODIES
                and not is_indefinite(token)
                and token.dep_ in ("poss", "pobj")
            ):
                when = (self._when[0], self._when[1] + token.i)
                fitting = list(list_fitting(self._cast, token.lemma_.lower(), when))
                if fitting and (len(fitting) == 1 or fitting[0].acted > fitting[1].acted):
                    return fitting[0]
        return None


def _make_from_head(head: Token, words: str) -> Name:
    """A name that the parser did not see, from the capitals of a noun phrase."""
    return make_name(head.doc, words, head.i, head.i, Sort.UNKNOWN)
