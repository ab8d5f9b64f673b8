"""Whom a pronoun means: the writer, a person, or an organisation."""

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
_OF_WRITINGS: Final = frozenset({"read", "state", "go", "run", "begin", "end"})
"""What "it" does where it means a sign or a letter rather than a body."""

_REACH_PARAGRAPHS: Final = 3
"""Paragraphs back in which "she" may mean a woman, where nobody nearer fits."""


def is_pronoun(token: Token) -> bool:
    """Whether a token stands for somebody; "his" and "her" do as well."""
    return token.pos_ == "PRON" or token.lower_ in _HE


def resolve_pronoun(token: Token, entities: EntityTracker, when: Time) -> SpeakerRef:
    """Whom a pronoun means at a time."""
    word = token.lower_
    if word in _WE:
        return SpeakerRef(is_author=True)
    if word in _HE:
        person = _recall_person(_HE[word], entities, when)
        return SpeakerRef(person, person.body) if person else NO_SPEAKER
    if word in _IT and token.head.lemma_ not in _OF_WRITINGS:
        return SpeakerRef(_recall_body(word, entities, when))
    return NO_SPEAKER


def _recall_person(gender: str, entities: EntityTracker, when: Time) -> Entity | None:
    """The person last named or acting whom "he" or "she" may mean; their gender is known from then on."""
    people = entities.resolve(lambda one: one.sort == EntityType.PERSON and one.gender in ("", gender), when)
    if not people:
        people = entities.resolve(
            lambda one: one.sort == EntityType.PERSON and one.gender == gender, when, _REACH_PARAGRAPHS
        )
    if people and people[0].acted < (when[0], 0):  # in another paragraph, who is known to be one goes first
        people.sort(key=lambda one: one.gender != gender)
    if not people or max(people[0].acted, people[0].seen) <= entities.stranger:
        return None
    people[0].gender = gender
    return people[0]


def _recall_body(word: str, entities: EntityTracker, when: Time) -> Entity | None:
    """The organisation that did something last, for "it" else the only one near."""
    bodies = entities.resolve(lambda one: one.sort != EntityType.PERSON, when)
    acting = [one for one in bodies if one.acted >= (when[0] - 1, 0)]
    if word in _THEY:
        return acting[0] if len(acting) == 1 else None
    if acting:
        return find_clearest(acting)
    sure = [one for one in bodies if one.sort == EntityType.BODY]
    return sure[0] if len(sure) == 1 else None
