"""Whom the subject of a word of saying means: a name, a pronoun, or a description."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.attribution.entity_tracker import (
    NO_SPEAKER,
    Entity,
    EntityTracker,
    SpeakerRef,
    Time,
    find_body,
    gender_of_role,
)
from index.attribution.lexicon import DOCUMENT_NOUNS, ORGANISATION_NOUNS, PERSON_NOUNS, SPOKESPERSON_NOUNS
from index.attribution.names import EntityType, Name, make_name, sort_of_noun
from index.attribution.noun_phrases import (
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
from index.attribution.pronouns import is_pronoun, resolve_pronoun

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from index.attribution.parse_units import ParseUnit

_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})


class MentionResolver:
    """Reads the mentions of one frame. `when` is the paragraph and the place of the frame in the text."""

    def __init__(
        self, doc: Doc, frame: ParseUnit, names: Sequence[Name], entities: EntityTracker, when: Time
    ) -> None:
        self._doc = doc
        self._frame = frame
        self._words = frame.words
        self._names = names
        self._entities = entities
        self._when = when

    def resolve_all(self, head: Token) -> tuple[SpeakerRef, ...]:
        """Whom a mention with that head means: one, or several who speak together."""
        heads = [head, *(one for one in head.conjuncts if one.i > head.i and one.pos_ in _NOMINAL)]
        sources = tuple(self.resolve(one) for one in heads)
        for source in sources:
            if source.figure is not None:  # whoever speaks is the next whom "she" means
                self._entities.note_act(source.figure, self._time_at(head.i))
        are_known = len(sources) == 1 or all(source.is_known for source in sources)
        return sources if are_known else ()

    def resolve(self, head: Token) -> SpeakerRef:
        """Whom a mention with that head means, leaving aside those who are joined to it by "and"."""
        if is_pronoun(head):
            return resolve_pronoun(head, self._entities, self._time_at(head.i))
        if head.lemma_.lower() in DOCUMENT_NOUNS and not self._name_at(head):
            return self._read_writing(head)
        return self._read_name(head) or self._read_description(head)

    def add_mentions(self, until: int | None = None) -> None:
        """Let the cast know the names of the frame up to a token, or all."""
        for name in self._names:
            if until is None or name.last < until:
                self._meet(name)
        if until is None:
            self._meet_strangers()

    def _meet_strangers(self) -> None:
        """Note somebody without a name who does something: "he" may mean them from here on."""
        for token in self._doc:
            is_person = (
                token.dep_ == "nsubj" and token.pos_ == "NOUN" and token.lemma_.lower() in PERSON_NOUNS
            )
            if (
                is_person
                and not is_plural(token)
                and not self._frame.holds(token.idx)
                and not self.resolve(token).figure
            ):
                self._entities.stranger = self._time_at(token.i)

    def _meet(self, name: Name) -> Entity | None:
        figure = self._meet_only(name)
        if figure is not None:
            self._learn(figure, self._root_of(name))
        return figure

    def _meet_only(self, name: Name) -> Entity | None:
        """Let the cast know a name, whatever the text around it tells."""
        root = self._root_of(name)
        acts = "nsubj" in (root.head.dep_ if root.dep_ == "appos" else root.dep_)  # nsubjpass as well
        return self._entities.add_mention(name, self._time_at(name.first), acts=acts)

    def _time_at(self, token: int) -> Time:
        return self._when[0], self._when[1] + token

    def _root_of(self, name: Name) -> Token:
        return self._doc[name.first : name.last + 1].root

    def _learn(self, figure: Entity, root: Token) -> None:
        """Note what the text around a name tells of its bearer: roles, and the organisation."""
        heads = [root, *list_beside(root)]
        for name in (root, *root.conjuncts):  # "the lawyers Lund and Sand"
            nouns = (noun for one in (name, *list_beside(name)) for noun in list_nouns(one))
            self._entities.note_roles(figure, (noun.lemma_.lower() for noun in nouns))
        if not figure.gender and " " not in figure.name and figure.roles & ORGANISATION_NOUNS:
            figure.sort = EntityType.BODY  # "Ofcar, the regulator"
        if figure.sort == EntityType.PERSON:
            figure.gender = figure.gender or next(filter(None, map(gender_of_role, figure.roles)), "")
            figure.body = figure.body or next(filter(None, map(self._find_body, heads)), None)

    def _name_at(self, token: Token) -> Name | None:
        return next((name for name in self._names if name.first <= token.i <= name.last), None)

    def _read_named(self, name: Name) -> SpeakerRef:
        figure = self._meet(name)
        return SpeakerRef(figure, figure.body if figure else None)

    def _read_name(self, head: Token) -> SpeakerRef | None:
        """The person in a noun phrase, else the organisation; None where neither is named."""
        core = list(list_core(head))
        names = [name for name in self._names if any(name.first <= token.i <= name.last for token in core)]
        own = [name for name in names if not is_owner(self._root_of(name), head)]
        people = [name for name in own if name.sort == EntityType.PERSON or self._is_person(name)]
        if people:
            return self._read_named(people[-1])
        beside = find_apposition(head)
        if beside is not None and head.pos_ == "NOUN":
            return self._read_apposition(head, beside)
        at_head = self._name_at(head) or self._make_known(head)
        return None if at_head is None else self._read_named(at_head)

    def _make_known(self, head: Token) -> Name | None:
        """The name that a noun in capitals is: one that the parser did not see, or of somebody met before."""
        if head.lemma_.lower() in PERSON_NOUNS | SPOKESPERSON_NOUNS or not head.text[:1].isupper():
            return None
        name = _make_from_head(head, self._words)
        return name if head.pos_ == "PROPN" or self._entities.find(name) else None

    def _read_apposition(self, head: Token, beside: Token) -> SpeakerRef:
        """Who is named beside a description: "their union, the Food Workers' Guild"."""
        name = self._name_at(beside) or _make_from_head(beside, self._words)
        return self._read_named(replace(name, sort=sort_of_noun(head) or name.sort))

    def _is_person(self, name: Name) -> bool:
        """Whether a name is that of a person met before, whatever the parser takes it for here."""
        return any(one.sort == EntityType.PERSON for one in self._entities.find(name))

    def _read_writing(self, head: Token) -> SpeakerRef:
        """Who wrote what a noun such as "letter" means: its owner, else the last whose it was."""
        for token in list_owners(head):
            source = self.resolve(token)
            if source.is_known:
                if source.figure is not None:
                    self._entities.note_roles(source.figure, [f"writes {head.lemma_.lower()}"])
                return source
        if is_indefinite(head):
            return NO_SPEAKER
        writers = self._entities.list_by_role(f"writes {head.lemma_.lower()}")
        return SpeakerRef(writers[0], writers[0].body) if len(writers) == 1 else NO_SPEAKER

    def _read_description(self, head: Token) -> SpeakerRef:
        noun = head.lemma_.lower()
        called = find_called(head)
        if called is not None:
            name = self._name_at(called) or _make_from_head(called, self._words)
            return self._read_named(replace(name, sort=EntityType.PERSON))
        body = self._find_body(head)
        if noun in SPOKESPERSON_NOUNS or is_plural(head) or is_indefinite(head):
            return SpeakerRef(None, body)
        when = self._time_at(head.i)
        if (noun in PERSON_NOUNS and noun not in ORGANISATION_NOUNS) or any(
            one.sort == EntityType.PERSON for one in self._entities.list_by_role(noun)
        ):
            return self._recall_person(noun, body, when)
        named = find_body(self._entities, noun, when) if noun in ORGANISATION_NOUNS else None
        return SpeakerRef(named) if named else SpeakerRef(None, body)

    def _recall_person(self, noun: str, body: Entity | None, when: Time) -> SpeakerRef:
        gender = gender_of_role(noun)

        def fits(one: Entity) -> bool:
            is_apt = one.sort == EntityType.PERSON and (not gender or one.gender in ("", gender))
            return is_apt and (body is None or one.body in (None, body))

        by_role = [one for one in self._entities.list_by_role(noun) if fits(one)]
        near = self._entities.resolve(fits, when)
        chosen = by_role if len(by_role) == 1 else [one for one in near if noun in one.roles] or near
        if len(chosen) == 1:
            self._entities.note_act(chosen[0], when)
            return SpeakerRef(chosen[0], chosen[0].body or body)
        return SpeakerRef(None, body)

    def _find_body(self, head: Token) -> Entity | None:
        """The organisation that a noun phrase names: "the union man", "a spokesperson for the union"."""
        for token in list_near(head):
            name = self._name_at(token)
            is_for = head.lemma_.lower() in SPOKESPERSON_NOUNS and token.dep_ == "pobj"
            if name is not None and (is_for or name.sort != EntityType.PERSON):
                figure = self._meet_only(name)
                return figure if figure and (is_for or figure.sort != EntityType.PERSON) else None
            if (
                name is None
                and token.lemma_.lower() in ORGANISATION_NOUNS
                and not is_indefinite(token)
                and token.dep_ in ("poss", "pobj")
            ):
                body = find_body(self._entities, token.lemma_.lower(), self._time_at(token.i))
                if body is not None:
                    return body
        return None


def _make_from_head(head: Token, words: str) -> Name:
    """A name that the parser did not see, from the capitals of a noun phrase."""
    return make_name(head.doc, words, head.i, head.i, EntityType.UNKNOWN)
