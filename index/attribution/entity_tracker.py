"""Who has been named in a text so far, and who is meant where a text does not name them again.

Unlike most of the program this is a thing that changes: it is read along with the text, and thrown away.
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
"""A paragraph and a place in the text."""

_NEVER: Final = (-9, 0)
_MAX_ENTITIES: Final = 500
"""Figures among whom one is looked for. Where more are alike or near, the text is a list and no prose."""

_REACH_PARAGRAPHS: Final = 1
"""Paragraphs back in which a pronoun or a description may find whom it means."""


@dataclass(slots=True)
class Entity:
    """Somebody named in the text: the fullest name so far, and what the text tells of them.

    `number` counts the figures of the text. `seen` and `acted` are the times (paragraph, place) at which they
    were last named, and last the subject of a verb. What changes does so by the cast, which finds them by it.
    """

    name: str
    sort: EntityType
    number: int
    gender: str = ""
    body: "Entity | None" = None
    roles: set[str] = field(default_factory=set)
    short_names: set[str] = field(default_factory=set)
    seen: Time = _NEVER
    acted: Time = _NEVER
    filed_as: str = ""


_Key = TypeVar("_Key")
_Shelf = defaultdict[_Key, dict[int, Entity]]
"""Figures by their numbers, for each key."""


@dataclass(frozen=True, slots=True)
class SpeakerRef:
    """Who is meant, as far as the text tells. `is_author` where the writer speaks of themselves."""

    figure: Entity | None = None
    body: Entity | None = None
    is_author: bool = False

    @property
    def is_known(self) -> bool:
        return self.figure is not None or self.body is not None or self.is_author


NO_SPEAKER: Final = SpeakerRef()


class EntityTracker:
    """The figures of one text, found by their names, their roles and where they were last named.

    None of that looks at all figures: a text may name tens of thousands. A shelf has the last named last.
    """

    def __init__(self) -> None:
        self.stranger = _NEVER  # when somebody without a name did something
        self._count = 0
        self._by_key: _Shelf[str] = defaultdict(dict)
        self._by_word: _Shelf[str] = defaultdict(dict)
        self._by_role: _Shelf[str] = defaultdict(dict)
        self._by_paragraph: _Shelf[int] = defaultdict(dict)

    def add_mention(self, name: Name, when: Time, *, acts: bool = False) -> Entity | None:
        """The figure with a name, who is named here; None where two share it."""
        known = self.find(name)
        if len(known) > 1 or (not known and name.honorific and self._has_namesake(name)):
            return None
        figure = known[0] if known else self._bring_in(name)
        _learn(figure, name)
        figure.seen = max(figure.seen, when)
        self._file(figure, when)
        if acts:
            self.note_act(figure, when)
        return figure

    def note_act(self, figure: Entity, when: Time) -> None:
        """Note that somebody did something."""
        figure.acted = max(figure.acted, when)
        _put(figure, self._by_paragraph[when[0]])

    def note_roles(self, figure: Entity, roles: Iterable[str]) -> None:
        """Note what somebody is said to be."""
        for role in roles:
            figure.roles.add(role)
            _put(figure, self._by_role[role])

    def list_by_role(self, role: str) -> list[Entity]:
        """Those who were said to be that, in the order in which they came in."""
        return _order(self._by_role.get(role, {}))

    def resolve(
        self, fits: Callable[[Entity], bool], when: Time, reach: int = _REACH_PARAGRAPHS
    ) -> list[Entity]:
        """Those named in this paragraph or the `reach` before it, the last first.

        Whoever did something there goes before those who were only named.
        """
        since = (when[0] - reach, 0)
        lately = _order(*(self._by_paragraph.get(when[0] - back, {}) for back in range(reach + 1)))
        near = [one for one in lately if since <= max(one.seen, one.acted) < when and fits(one)]
        return sorted(
            near, key=lambda one: (one.acted if one.acted >= since else _NEVER, one.seen), reverse=True
        )

    def find(self, name: Name) -> list[Entity]:
        """The figures that a name may mean: those called so, else those of whose name it is a part."""
        called = [one for one in self._look_up(key_whole(name.text)) if _is_same(one, name.text)]
        if called:
            return called[-1:]
        if name.sort != EntityType.BODY or " " not in name.text:
            near = self._look_up(*list_keys_of_people(name.text))
            people = [one for one in near if one.sort == EntityType.PERSON and _is_part(name, one)]
            if people:
                return people
        for one in reversed(self._look_up(*list_keys_of_bodies(name.text))):
            if one.sort != EntityType.PERSON and _is_same_body(one.name, name.text):
                return [one]
        return []

    def find_bodies(self, noun: str) -> list[Entity]:
        """The organisations whose name or role holds a noun, in the order in which they came in."""
        holding = _order(self._by_word.get(noun, {}), self._by_role.get(noun, {}))
        return [
            one
            for one in holding
            if one.sort != EntityType.PERSON and (noun in one.roles or noun in one.name.casefold().split())
        ]

    def _has_namesake(self, name: Name) -> bool:
        """Whether somebody else has the same surname, as a wife or a brother would."""
        near = self._look_up(key_surname(name.text))
        return any(one.name.split()[-1:] == name.text.split()[-1:] for one in near)

    def _bring_in(self, name: Name) -> Entity:
        self._count += 1
        return Entity(name.text, name.sort, self._count)

    def _file(self, figure: Entity, when: Time) -> None:
        """Keep somebody under the name that they have now, as the last one named."""
        if figure.filed_as != figure.name:
            figure.filed_as = figure.name
            for key in list_keys(figure.name):
                _put(figure, self._by_key[key])
        for word in ORGANISATION_NOUNS.intersection(figure.name.casefold().split()):
            _put(figure, self._by_word[word])
        for role in ORGANISATION_NOUNS & figure.roles:
            _put(figure, self._by_role[role])
        _put(figure, self._by_paragraph[when[0]])

    def _look_up(self, *keys: str) -> list[Entity]:
        return _order(*(self._by_key.get(key, {}) for key in keys))


def _put(figure: Entity, shelf: dict[int, Entity]) -> None:
    """Put somebody last on a shelf, wherever they stood on it."""
    shelf.pop(figure.number, None)
    shelf[figure.number] = figure


def _order(*shelves: dict[int, Entity]) -> list[Entity]:
    """Those who stand last on some shelves, in the order in which they came in."""
    together = {
        one.number: one for shelf in shelves for one in islice(reversed(shelf.values()), _MAX_ENTITIES)
    }
    return [together[number] for number in sorted(together)]


def _is_same(figure: Entity, text: str) -> bool:
    return text in figure.short_names or figure.name.casefold() == text.casefold()


def _is_part(name: Name, figure: Entity) -> bool:
    """Whether a name is the given name or surname of somebody, and their title does not speak against it."""
    whole, part = figure.name.casefold().split(), name.text.casefold().split()
    if len(part) >= len(whole):
        return len(part) > len(whole) == 1 and part[-1] == whole[0] and _agree(name, figure)
    is_part = (
        part == whole[-len(part) :]
        or part == whole[:1]
        or (len(part) == 2 == len(whole) - 1 and part == [whole[0], whole[2]])
    )
    return is_part and _agree(name, figure)


def _agree(name: Name, figure: Entity) -> bool:
    gender = HONORIFICS.get(name.honorific, "") or guess_gender(name.text if " " in name.text else "")
    return not gender or not figure.gender or gender == figure.gender


def _is_same_body(known: str, text: str) -> bool:
    """Whether a name is short for one known, or one known was short for it: "the Guild"."""
    return _abbreviates(text, known) or (known.casefold() in ORGANISATION_NOUNS and _abbreviates(known, text))


def _abbreviates(short: str, whole: str) -> bool:
    """Whether a name is the beginning of another, or its initials."""
    if whole.casefold().startswith(short.casefold() + " ") or whole.endswith(" " + short):
        return True
    return len(short) > 1 and short.isupper() and short == list_initials(whole)


def _learn(figure: Entity, name: Name) -> None:
    is_short = figure.sort == EntityType.PERSON or figure.name.casefold() in ORGANISATION_NOUNS
    if len(name.text) > len(figure.name) and is_short and not name.text.isupper():
        figure.short_names.add(figure.name)
        figure.name = name.text
    if figure.sort == EntityType.UNKNOWN or name.honorific:
        figure.sort = name.sort
    gender = HONORIFICS.get(name.honorific, "")
    figure.gender = (
        gender or figure.gender or (guess_gender(figure.name) if figure.sort == EntityType.PERSON else "")
    )


def gender_of_role(noun: str) -> str:
    """ "f" or "m" where a noun for a person tells."""
    return "f" if noun in WOMEN_NOUNS else "m" if noun in MEN_NOUNS else ""


def find_body(entities: EntityTracker, noun: str, when: Time) -> Entity | None:
    """The organisation that a noun means: of those whose name or role holds it, else of any that are near."""
    holding = [one for one in entities.find_bodies(noun) if one.seen < when]
    if holding:
        return find_clearest(sorted(holding, key=lambda one: one.seen, reverse=True))
    if noun not in GENERIC_ORGANISATION_NOUNS:
        return None
    near = entities.resolve(lambda one: one.sort != EntityType.PERSON, when)
    acting = [one for one in near if one.acted > _NEVER]
    return find_clearest(acting or [one for one in near if one.sort == EntityType.BODY])


def find_clearest(fitting: Sequence[Entity]) -> Entity | None:
    """The first of those who fit, where it is the only one or did something later than the next."""
    is_clear = len(fitting) == 1 or (len(fitting) > 1 and fitting[0].acted > fitting[1].acted)
    return fitting[0] if is_clear else None
