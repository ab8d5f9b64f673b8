"""Tracks the people and organisations mentioned in a text, and resolves later mentions to them.

The tracker is mutable, unlike most of the program: it lives while one text is read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeVar

from index.attribution.lexicon import FEMALE_NOUNS as WOMEN_NOUNS
from index.attribution.lexicon import GENERIC_ORGANISATION_NOUNS, HONORIFICS, ORGANISATION_NOUNS, guess_gender
from index.attribution.lexicon import MALE_NOUNS as MEN_NOUNS
from index.attribution.name_keys import (
    key_surname,
    key_whole,
    list_initials,
    list_keys,
    list_keys_of_bodies,
    list_keys_of_people,
)
from index.attribution.names import EntityType, Name

Time = tuple[int, int]
"""A position in the text: the number of the paragraph, and an offset that increases within the text."""

_NEVER: Final = (-9, 0)
_MAX_ENTITIES: Final = 500
"""Candidates considered for one mention. A text with more similar or nearby names is a list, not prose."""

_REACH_PARAGRAPHS: Final = 1
"""Distance to which a pronoun or description may refer back."""


@dataclass(slots=True)
class Entity:
    """A person or organisation of the text, under the fullest name so far.

    `number` counts the entities of the text. `seen` and `acted` are the positions of the last mention and the
    last mention as the subject of a verb. Only the tracker changes an entity, since it is indexed by name.
    """

    name: str
    entity_type: EntityType
    number: int
    gender: str = ""
    body: "Entity | None" = None
    roles: set[str] = field(default_factory=set)
    short_names: set[str] = field(default_factory=set)
    seen: Time = _NEVER
    acted: Time = _NEVER
    indexed_name: str = ""


_Key = TypeVar("_Key")
_EntitiesByKey = defaultdict[_Key, dict[int, Entity]]
"""For each key, entities by number, the last mentioned at the end."""


@dataclass(frozen=True, slots=True)
class SpeakerRef:
    """A resolved mention: an entity, its organisation, or the author ("we said")."""

    entity: Entity | None = None
    body: Entity | None = None
    is_author: bool = False

    @property
    def is_known(self) -> bool:
        return self.entity is not None or self.body is not None or self.is_author


NO_SPEAKER: Final = SpeakerRef()


class EntityTracker:
    """The entities of one text, indexed by name, role and paragraph of the last mention.

    No look-up scans all entities: a text may mention tens of thousands.
    """

    def __init__(self) -> None:
        self.unnamed_acted = _NEVER  # the last time that an unnamed person was a subject
        self._count = 0
        self._by_key: _EntitiesByKey[str] = defaultdict(dict)
        self._by_word: _EntitiesByKey[str] = defaultdict(dict)
        self._by_role: _EntitiesByKey[str] = defaultdict(dict)
        self._by_paragraph: _EntitiesByKey[int] = defaultdict(dict)

    def add_mention(self, name: Name, when: Time, *, is_subject: bool = False) -> Entity | None:
        """The entity with a name mentioned at `when`, created if new; None if the name is ambiguous."""
        existing = self.find(name)
        if len(existing) > 1 or (not existing and name.honorific and self._has_namesake(name)):
            return None
        entity = existing[0] if existing else self._create(name)
        _add_name(entity, name)
        entity.seen = max(entity.seen, when)
        self._index(entity, when)
        if is_subject:
            self.record_action(entity, when)
        return entity

    def record_action(self, entity: Entity, when: Time) -> None:
        """Record that an entity is the subject of a verb."""
        entity.acted = max(entity.acted, when)
        _move_to_end(entity, self._by_paragraph[when[0]])

    def note_roles(self, entity: Entity, roles: Iterable[str]) -> None:
        """Record roles that the text gives an entity."""
        for role in roles:
            entity.roles.add(role)
            _move_to_end(entity, self._by_role[role])

    def list_by_role(self, role: str) -> list[Entity]:
        """The entities with a role, in order of first mention."""
        return _merge(self._by_role.get(role, {}))

    def resolve(
        self, fits: Callable[[Entity], bool], when: Time, reach: int = _REACH_PARAGRAPHS
    ) -> list[Entity]:
        """The entities mentioned in this paragraph or the `reach` paragraphs before it, latest first.

        Those that were a subject there come before those that were only mentioned.
        """
        since = (when[0] - reach, 0)
        recent = _merge(*(self._by_paragraph.get(when[0] - back, {}) for back in range(reach + 1)))
        near = [one for one in recent if since <= max(one.seen, one.acted) < when and fits(one)]
        return sorted(
            near, key=lambda one: (one.acted if one.acted >= since else _NEVER, one.seen), reverse=True
        )

    def find(self, name: Name) -> list[Entity]:
        """The entities that a name may refer to: those with that name, else those whose name contains it."""
        called = [one for one in self._look_up(key_whole(name.text)) if _is_same(one, name.text)]
        if called:
            return called[-1:]
        if name.entity_type != EntityType.BODY or " " not in name.text:
            near = self._look_up(*list_keys_of_people(name.text))
            people = [one for one in near if one.entity_type == EntityType.PERSON and _is_part(name, one)]
            if people:
                return people
        for one in reversed(self._look_up(*list_keys_of_bodies(name.text))):
            if one.entity_type != EntityType.PERSON and _is_same_body(one.name, name.text):
                return [one]
        return []

    def find_bodies(self, noun: str) -> list[Entity]:
        """The organisations whose name or role contains a noun, in order of first mention."""
        matches = _merge(self._by_word.get(noun, {}), self._by_role.get(noun, {}))
        return [
            one
            for one in matches
            if one.entity_type != EntityType.PERSON
            and (noun in one.roles or noun in one.name.casefold().split())
        ]

    def _has_namesake(self, name: Name) -> bool:
        """Whether another entity has the same surname, such as a relative."""
        near = self._look_up(key_surname(name.text))
        return any(one.name.split()[-1:] == name.text.split()[-1:] for one in near)

    def _create(self, name: Name) -> Entity:
        self._count += 1
        return Entity(name.text, name.entity_type, self._count)

    def _index(self, entity: Entity, when: Time) -> None:
        """Index an entity by its current name, as the last one mentioned."""
        if entity.indexed_name != entity.name:
            entity.indexed_name = entity.name
            for key in list_keys(entity.name):
                _move_to_end(entity, self._by_key[key])
        for word in ORGANISATION_NOUNS.intersection(entity.name.casefold().split()):
            _move_to_end(entity, self._by_word[word])
        for role in ORGANISATION_NOUNS & entity.roles:
            _move_to_end(entity, self._by_role[role])
        _move_to_end(entity, self._by_paragraph[when[0]])

    def _look_up(self, *keys: str) -> list[Entity]:
        return _merge(*(self._by_key.get(key, {}) for key in keys))


def _move_to_end(entity: Entity, by_number: dict[int, Entity]) -> None:
    """Move an entity to the end, or append it."""
    by_number.pop(entity.number, None)
    by_number[entity.number] = entity


def _merge(*mappings: dict[int, Entity]) -> list[Entity]:
    """The last `_MAX_ENTITIES` of each mapping, in order of first mention."""
    merged = {
        one.number: one
        for by_number in mappings
        for one in islice(reversed(by_number.values()), _MAX_ENTITIES)
    }
    return [merged[number] for number in sorted(merged)]


def _is_same(entity: Entity, text: str) -> bool:
    return text in entity.short_names or entity.name.casefold() == text.casefold()


def _is_part(name: Name, entity: Entity) -> bool:
    """Whether a name is the given name or surname of an entity of compatible gender."""
    whole, part = entity.name.casefold().split(), name.text.casefold().split()
    if len(part) >= len(whole):
        return len(part) > len(whole) == 1 and part[-1] == whole[0] and _agree(name, entity)
    is_part = (
        part == whole[-len(part) :]
        or part == whole[:1]
        or (len(part) == 2 == len(whole) - 1 and part == [whole[0], whole[2]])
    )
    return is_part and _agree(name, entity)


def _agree(name: Name, entity: Entity) -> bool:
    gender = HONORIFICS.get(name.honorific, "") or guess_gender(name.text if " " in name.text else "")
    return not gender or not entity.gender or gender == entity.gender


def _is_same_body(existing: str, text: str) -> bool:
    """Whether one of two names abbreviates the other: "the Guild"."""
    return _abbreviates(text, existing) or (
        existing.casefold() in ORGANISATION_NOUNS and _abbreviates(existing, text)
    )


def _abbreviates(short: str, whole: str) -> bool:
    """Whether a name is the beginning, the last word or the initials of another."""
    if whole.casefold().startswith(short.casefold() + " ") or whole.endswith(" " + short):
        return True
    return len(short) > 1 and short.isupper() and short == list_initials(whole)


def _add_name(entity: Entity, name: Name) -> None:
    is_short = entity.entity_type == EntityType.PERSON or entity.name.casefold() in ORGANISATION_NOUNS
    if len(name.text) > len(entity.name) and is_short and not name.text.isupper():
        entity.short_names.add(entity.name)
        entity.name = name.text
    if entity.entity_type == EntityType.UNKNOWN or name.honorific:
        entity.entity_type = name.entity_type
    gender = HONORIFICS.get(name.honorific, "")
    entity.gender = (
        gender
        or entity.gender
        or (guess_gender(entity.name) if entity.entity_type == EntityType.PERSON else "")
    )


def gender_of_role(noun: str) -> str:
    """ "f" or "m" if a noun for a person implies it, else ""."""
    return "f" if noun in WOMEN_NOUNS else "m" if noun in MEN_NOUNS else ""


def find_body(entities: EntityTracker, noun: str, when: Time) -> Entity | None:
    """The organisation that a noun refers to: one whose name or role contains it, else any nearby one."""
    matches = [one for one in entities.find_bodies(noun) if one.seen < when]
    if matches:
        return find_clearest(sorted(matches, key=lambda one: one.seen, reverse=True))
    if noun not in GENERIC_ORGANISATION_NOUNS:
        return None
    near = entities.resolve(lambda one: one.entity_type != EntityType.PERSON, when)
    acting = [one for one in near if one.acted > _NEVER]
    return find_clearest(acting or [one for one in near if one.entity_type == EntityType.BODY])


def find_clearest(candidates: Sequence[Entity]) -> Entity | None:
    """The first candidate, if it is the only one or was a subject later than the second."""
    is_clear = len(candidates) == 1 or (len(candidates) > 1 and candidates[0].acted > candidates[1].acted)
    return candidates[0] if is_clear else None
