"""Resolves the subjects of cues (names, pronouns, descriptions) to entities."""

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
from index.attribution.names import EntityType, Name, make_name, type_of_noun
from index.attribution.noun_phrases import (
    find_apposition,
    find_called,
    is_indefinite,
    is_owner,
    is_plural,
    list_appositions,
    list_core,
    list_modifiers,
    list_nouns,
    list_owners,
)
from index.attribution.pronouns import is_pronoun, resolve_pronoun

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from index.attribution.parse_units import ParseUnit

_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})


class MentionResolver:
    """Resolves the mentions of one unit. `when` is the unit's paragraph and offset."""

    def __init__(
        self, doc: Doc, unit: ParseUnit, names: Sequence[Name], entities: EntityTracker, when: Time
    ) -> None:
        self._doc = doc
        self._unit = unit
        self._words = unit.words
        self._names = names
        self._entities = entities
        self._when = when

    def resolve_all(self, head: Token) -> tuple[SpeakerRef, ...]:
        """The speakers that a mention with this head refers to: one, or several joined by "and"."""
        heads = [head, *(one for one in head.conjuncts if one.i > head.i and one.pos_ in _NOMINAL)]
        sources = tuple(self.resolve(one) for one in heads)
        for source in sources:
            if source.entity is not None:  # the next "she" refers to the latest speaker
                self._entities.record_action(source.entity, self._time_at(head.i))
        are_known = len(sources) == 1 or all(source.is_known for source in sources)
        return sources if are_known else ()

    def resolve(self, head: Token) -> SpeakerRef:
        """The speaker that a mention with this head refers to, without those joined to it by "and"."""
        if is_pronoun(head):
            return resolve_pronoun(head, self._entities, self._time_at(head.i))
        if head.lemma_.lower() in DOCUMENT_NOUNS and not self._name_at(head):
            return self._resolve_document(head)
        return self._resolve_name(head) or self._resolve_description(head)

    def add_mentions(self, until: int | None = None) -> None:
        """Add the names of the unit before the token `until`, or all, to the tracker."""
        for name in self._names:
            if until is None or name.last < until:
                self._add_mention(name)
        if until is None:
            self._record_unnamed_subjects()

    def _record_unnamed_subjects(self) -> None:
        """Record subjects without a name: a later "he" may refer to them."""
        for token in self._doc:
            is_person = (
                token.dep_ == "nsubj" and token.pos_ == "NOUN" and token.lemma_.lower() in PERSON_NOUNS
            )
            if (
                is_person
                and not is_plural(token)
                and not self._unit.is_quoted(token.idx)
                and not self.resolve(token).entity
            ):
                self._entities.unnamed_acted = self._time_at(token.i)

    def _add_mention(self, name: Name) -> Entity | None:
        entity = self._add_bare_mention(name)
        if entity is not None:
            self._add_context(entity, self._root_of(name))
        return entity

    def _add_bare_mention(self, name: Name) -> Entity | None:
        """Add a name to the tracker, without the roles that the text around it gives."""
        root = self._root_of(name)
        is_subject = "nsubj" in (root.head.dep_ if root.dep_ == "appos" else root.dep_)  # nsubjpass as well
        return self._entities.add_mention(name, self._time_at(name.first), is_subject=is_subject)

    def _time_at(self, token: int) -> Time:
        return self._when[0], self._when[1] + token

    def _root_of(self, name: Name) -> Token:
        return self._doc[name.first : name.last + 1].root

    def _add_context(self, entity: Entity, root: Token) -> None:
        """Record the roles, gender and organisation that the text around a name gives."""
        heads = [root, *list_appositions(root)]
        for name in (root, *root.conjuncts):  # "the lawyers Lund and Sand"
            nouns = (noun for one in (name, *list_appositions(name)) for noun in list_nouns(one))
            self._entities.note_roles(entity, (noun.lemma_.lower() for noun in nouns))
        if not entity.gender and " " not in entity.name and entity.roles & ORGANISATION_NOUNS:
            entity.entity_type = EntityType.BODY  # "Ofcar, the regulator"
        if entity.entity_type == EntityType.PERSON:
            entity.gender = entity.gender or next(filter(None, map(gender_of_role, entity.roles)), "")
            entity.body = entity.body or next(filter(None, map(self._find_body, heads)), None)

    def _name_at(self, token: Token) -> Name | None:
        return next((name for name in self._names if name.first <= token.i <= name.last), None)

    def _resolve_named(self, name: Name) -> SpeakerRef:
        entity = self._add_mention(name)
        return SpeakerRef(entity, entity.body if entity else None)

    def _resolve_name(self, head: Token) -> SpeakerRef | None:
        """The person named in a noun phrase, else the organisation, else None."""
        core = list(list_core(head))
        names = [name for name in self._names if any(name.first <= token.i <= name.last for token in core)]
        own = [name for name in names if not is_owner(self._root_of(name), head)]
        people = [name for name in own if name.entity_type == EntityType.PERSON or self._is_person(name)]
        if people:
            return self._resolve_named(people[-1])
        beside = find_apposition(head)
        if beside is not None and head.pos_ == "NOUN":
            return self._resolve_apposition(head, beside)
        at_head = self._name_at(head) or self._name_of_capitalised(head)
        return None if at_head is None else self._resolve_named(at_head)

    def _name_of_capitalised(self, head: Token) -> Name | None:
        """The name that a capitalised noun is: one that the parser missed, or a known entity's."""
        if head.lemma_.lower() in PERSON_NOUNS | SPOKESPERSON_NOUNS or not head.text[:1].isupper():
            return None
        name = _make_from_head(head, self._words)
        return name if head.pos_ == "PROPN" or self._entities.find(name) else None

    def _resolve_apposition(self, head: Token, beside: Token) -> SpeakerRef:
        """The entity named in apposition to a description: "their union, the Food Workers' Guild"."""
        name = self._name_at(beside) or _make_from_head(beside, self._words)
        return self._resolve_named(replace(name, entity_type=type_of_noun(head) or name.entity_type))

    def _is_person(self, name: Name) -> bool:
        """Whether a name is a known person's, whatever type the parser gives it."""
        return any(one.entity_type == EntityType.PERSON for one in self._entities.find(name))

    def _resolve_document(self, head: Token) -> SpeakerRef:
        """The author of a document such as "letter": its owner, else the author of the last such document."""
        for token in list_owners(head):
            source = self.resolve(token)
            if source.is_known:
                if source.entity is not None:
                    self._entities.note_roles(source.entity, [f"writes {head.lemma_.lower()}"])
                return source
        if is_indefinite(head):
            return NO_SPEAKER
        writers = self._entities.list_by_role(f"writes {head.lemma_.lower()}")
        return SpeakerRef(writers[0], writers[0].body) if len(writers) == 1 else NO_SPEAKER

    def _resolve_description(self, head: Token) -> SpeakerRef:
        noun = head.lemma_.lower()
        called = find_called(head)
        if called is not None:
            name = self._name_at(called) or _make_from_head(called, self._words)
            return self._resolve_named(replace(name, entity_type=EntityType.PERSON))
        body = self._find_body(head)
        if noun in SPOKESPERSON_NOUNS or is_plural(head) or is_indefinite(head):
            return SpeakerRef(None, body)
        when = self._time_at(head.i)
        if (noun in PERSON_NOUNS and noun not in ORGANISATION_NOUNS) or any(
            one.entity_type == EntityType.PERSON for one in self._entities.list_by_role(noun)
        ):
            return self._find_person(noun, body, when)
        named = find_body(self._entities, noun, when) if noun in ORGANISATION_NOUNS else None
        return SpeakerRef(named) if named else SpeakerRef(None, body)

    def _find_person(self, noun: str, body: Entity | None, when: Time) -> SpeakerRef:
        gender = gender_of_role(noun)

        def fits(one: Entity) -> bool:
            is_such_person = one.entity_type == EntityType.PERSON and (
                not gender or one.gender in ("", gender)
            )
            return is_such_person and (body is None or one.body in (None, body))

        by_role = [one for one in self._entities.list_by_role(noun) if fits(one)]
        near = self._entities.resolve(fits, when)
        chosen = by_role if len(by_role) == 1 else [one for one in near if noun in one.roles] or near
        if len(chosen) == 1:
            self._entities.record_action(chosen[0], when)
            return SpeakerRef(chosen[0], chosen[0].body or body)
        return SpeakerRef(None, body)

    def _find_body(self, head: Token) -> Entity | None:
        """The organisation in a noun phrase: "the union man", "a spokesperson for the union"."""
        for token in list_modifiers(head):
            name = self._name_at(token)
            is_for = head.lemma_.lower() in SPOKESPERSON_NOUNS and token.dep_ == "pobj"
            if name is not None and (is_for or name.entity_type != EntityType.PERSON):
                entity = self._add_bare_mention(name)
                return entity if entity and (is_for or entity.entity_type != EntityType.PERSON) else None
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
    """A name that the parser missed, from the capitalised words of a noun phrase."""
    return make_name(head.doc, words, head.i, head.i, EntityType.UNKNOWN)
