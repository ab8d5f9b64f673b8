"""Resolves pronouns to the author, a person or an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.attribution.entity_tracker import (
    NO_SPEAKER,
    Entity,
    EntityTracker,
    SpeakerRef,
    Time,
    find_clearest,
)
from index.attribution.names import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Token

_WE: Final = frozenset({"i", "we", "my", "our", "me", "us"})
_HE: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_THEY: Final = frozenset({"they", "their", "them"})
_IT: Final = _THEY | {"it", "its"}
_DOCUMENT_VERBS: Final = frozenset({"read", "state", "go", "run", "begin", "end"})
"""Verbs of which "it" is a sign or a letter rather than an organisation."""

_REACH_PARAGRAPHS: Final = 3
"""Distance to which "she" may refer back to an entity known to be a woman, if no nearer person fits."""


def is_pronoun(token: Token) -> bool:
    """Whether a token is a pronoun; "his" and "her" count."""
    return token.pos_ == "PRON" or token.lower_ in _HE


def resolve_pronoun(token: Token, entities: EntityTracker, when: Time) -> SpeakerRef:
    """The speaker that a pronoun at position `when` refers to."""
    word = token.lower_
    if word in _WE:
        return SpeakerRef(is_author=True)
    if word in _HE:
        person = _find_person(_HE[word], entities, when)
        return SpeakerRef(person, person.body) if person else NO_SPEAKER
    if word in _IT and token.head.lemma_ not in _DOCUMENT_VERBS:
        return SpeakerRef(_find_body(word, entities, when))
    return NO_SPEAKER


def _find_person(gender: str, entities: EntityTracker, when: Time) -> Entity | None:
    """The latest person that "he" or "she" may refer to; their gender is recorded."""
    people = entities.resolve(
        lambda one: one.entity_type == EntityType.PERSON and one.gender in ("", gender), when
    )
    if not people:
        people = entities.resolve(
            lambda one: one.entity_type == EntityType.PERSON and one.gender == gender, when, _REACH_PARAGRAPHS
        )
    if people and people[0].acted < (when[0], 0):  # none acted in this paragraph: known gender comes first
        people.sort(key=lambda one: one.gender != gender)
    if not people or max(people[0].acted, people[0].seen) <= entities.unnamed_acted:
        return None
    people[0].gender = gender
    return people[0]


def _find_body(word: str, entities: EntityTracker, when: Time) -> Entity | None:
    """The organisation that was a subject last; for "it", else the only one nearby."""
    bodies = entities.resolve(lambda one: one.entity_type != EntityType.PERSON, when)
    subjects = [one for one in bodies if one.acted >= (when[0] - 1, 0)]
    if word in _THEY:
        return subjects[0] if len(subjects) == 1 else None
    if subjects:
        return find_clearest(subjects)
    certain = [one for one in bodies if one.entity_type == EntityType.BODY]
    return certain[0] if len(certain) == 1 else None
