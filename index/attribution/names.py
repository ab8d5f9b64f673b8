"""Names in a parsed unit: those that the parser recognises, and those of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from index.attribution.lexicon import HONORIFICS, ORGANISATION_NOUNS, PERSON_NOUNS, guess_gender

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_KINDS: Final = {
    "PERSON": "person",
    "ORG": "body",
    "NORP": "",
    "GPE": "",
    "FAC": "",
    "PRODUCT": "",
    "LOC": "",
    "WORK_OF_ART": "",
    "LAW": "",
    "EVENT": "",
}
"""Entity labels of spaCy whose entities may be speakers, with the values of `EntityType`."""

_NOBILITY: Final = frozenset({"king", "queen", "prince", "princess", "duke", "baron", "baroness", "lord"})
"""Titles that are also common as surnames or parts of names."""

_SHORT_ROLES: Final = frozenset(
    {"rep.", "sen.", "gov.", "gen.", "col.", "sgt.", "capt.", "lt.", "insp.", "cllr"}
)
_AFTER_NAMES: Final = frozenset(
    {"KC", "QC", "MP", "MEP", "MSP", "Jr", "Sr", "PhD", "MD", "II", "III", "OBE", "CBE"}
)
_PLACES: Final = frozenset({"in", "at", "near"})
_AGENT_NOUN: Final = re.compile(r"(?:[ei]er|[^i]er|or|ist|ian|woman|man|ant)$")
"""Endings of nouns for occupations: "Qualifier Anke Vroom"."""

_NEVER_NAMES: Final = frozenset({"al", "et"})


class EntityType(StrEnum):
    """The type of a named entity."""

    PERSON = "person"
    BODY = "body"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a unit: the tokens `first` to `last`, both included, without title or article."""

    text: str
    first: int
    last: int
    entity_type: EntityType
    honorific: str = ""
    is_listed: bool = False


class Gazetteer:
    """Listed names, found in a text as whole words.

    A name of one word is matched case-sensitively ("ACE" is not "ace"), longer names case-insensitively.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = tuple(sorted(set(map(straighten_quotes, names))))

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Half-open offsets of listed names in a text, the longest at each position."""
        if self.names:
            yield from (match.span() for match in self.pattern.finditer(text))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches any of the names. Undefined without names."""
        ordered = sorted(self.names, key=lambda name: (-len(name), name))
        single = [re.escape(name) for name in ordered if " " not in name]
        several = [re.escape(name).replace(r"\ ", r"\s+") for name in ordered if " " in name]
        choices = [*(f"(?i:{name})" for name in several), *single]
        return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)")


def straighten_quotes(text: str) -> str:
    """The text with straight apostrophes, as in the parser's training data. Offsets do not change."""
    return text.replace("’", "'")


def find_names(doc: Doc, gazetteer: Gazetteer, words: str) -> list[Name]:
    """The names of a unit in order, without overlaps; longer names take precedence.

    `words` is the unit's text, which `doc` has with straight apostrophes.
    """
    candidates = [
        *_listed_names(doc, gazetteer, words),
        *_parsed_names(doc, words),
        *_overlooked_names(doc, words),
    ]
    candidates.sort(key=lambda name: (name.first - name.last, not name.is_listed))
    used_tokens: set[int] = set()
    chosen = []
    for name in candidates:
        tokens = set(range(name.first, name.last + 1))
        if not tokens & used_tokens:
            used_tokens |= tokens
            chosen.append(name)
    return sorted(chosen, key=lambda name: name.first)


def _listed_names(doc: Doc, gazetteer: Gazetteer, words: str) -> Iterator[Name]:
    for start, end in gazetteer.find(doc.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and not doc[span.start].is_quote:
            entity_type = next(
                (EntityType(_KINDS[e.label_]) for e in span.ents if e.label_ in _KINDS), EntityType.UNKNOWN
            )
            name = words[start:end]
            yield Name(
                name, span.start, span.end - 1, entity_type, _honorific(doc, span.start), is_listed=True
            )


def _parsed_names(doc: Doc, words: str) -> Iterator[Name]:
    """The names that the parser recognises."""
    for entity in doc.ents:
        if entity.label_ in _KINDS:
            first, last = _trim(doc, entity.start, entity.end - 1)
            is_name = first <= last and (doc[last].text[:1].isupper() or doc[first].text[:1].isupper())
            if is_name and (entity.label_ != "ORG" or doc[last].lower_ not in PERSON_NOUNS):
                is_place = entity.root.dep_ == "pobj" and entity.root.head.lower_ in _PLACES
                entity_type = (
                    EntityType.UNKNOWN if is_place and first == last else EntityType(_KINDS[entity.label_])
                )
                yield make_name(doc, words, first, last, entity_type)


def _overlooked_names(doc: Doc, words: str) -> Iterator[Name]:
    """Names that the parser missed, but tagged as proper nouns in a speaker's position."""
    for token in doc:
        is_proper = token.pos_ == "PROPN" and token.text[:1].isupper() and not token.ent_type_
        if is_proper and token.dep_ in ("nsubj", "nsubjpass", "appos") and token.lower_ not in PERSON_NOUNS:
            beside = (token.head, *token.children) if token.dep_ == "appos" else token.children
            entity_type = next(filter(None, map(type_of_noun, beside)), EntityType.UNKNOWN)
            yield make_name(doc, words, token.i, token.i, entity_type)


def type_of_noun(token: Token) -> EntityType:
    """The entity type that a common noun denotes."""
    noun = token.lemma_.lower()
    if token.dep_ not in ("appos", "compound", "amod") and token.pos_ != "NOUN":
        return EntityType.UNKNOWN
    is_person, is_body = noun in PERSON_NOUNS or noun.endswith("ologist"), noun in ORGANISATION_NOUNS
    return EntityType.UNKNOWN if is_person == is_body else EntityType.PERSON if is_person else EntityType.BODY


def make_name(doc: Doc, words: str, first: int, last: int, entity_type: EntityType) -> Name:
    """The name at a range of tokens, extended to adjacent tokens that belong to it."""
    first, last = _extend(doc, first, last)
    is_person = (
        doc[first].lower_ in PERSON_NOUNS - ORGANISATION_NOUNS
        and last - first > 1
        and doc[last].lower_ not in ORGANISATION_NOUNS
    )
    is_named = is_person or any(guess_gender(doc[number].text) for number in range(first, last))
    while first < last and (is_named or entity_type != EntityType.BODY) and _leads_to_name(doc, first, last):
        is_role = _is_role(doc[first])
        first += 1
        entity_type = EntityType.PERSON if is_role else entity_type
    while last > first and doc[last].text.rstrip(".") in _AFTER_NAMES:
        last -= 1
    honorific = _honorific(doc, first)
    span = doc[first : last + 1]
    text = words[span.start_char : span.end_char]
    is_called_so = " " in text and bool(guess_gender(text)) and doc[last].lower_ not in ORGANISATION_NOUNS
    entity_type = EntityType.PERSON if honorific or is_called_so else entity_type
    return Name(text, first, last, entity_type, honorific)


def _trim(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The range of tokens without article, title, possessive ending and punctuation around it."""
    while first <= last and _is_before_name(doc[first]):
        first += 1
    while first <= last and (doc[last].tag_ == "POS" or doc[last].is_punct or doc[last].is_space):
        last -= 1
    return first, last


def _extend(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The range extended to parts that the parser missed: "Obi [Nwosu]", "[Jean-Luc] Marchand"."""
    while last + 1 < len(doc) and doc[last].dep_ == "compound" and _is_free(doc[last + 1]):
        last += 1
    while first > 0:
        before = doc[first - 1]
        if (
            before.lower_ == "'"
            and first > 1
            and doc[first - 2].text.endswith("s")
            and doc[first - 2].is_title
        ):
            first -= 2  # "the Engineers' Chamber"
        elif before.dep_ == "compound" and _is_free(before) and not _is_before_name(before):
            first -= 1
        else:
            break
    return first, last


def _is_free(token: Token) -> bool:
    """Whether a token can belong to the name next to it."""
    is_continued = token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I"
    is_alone = not token.ent_type_ or (token.ent_iob_ == "B" and not is_continued)
    return token.pos_ == "PROPN" and token.text[:1].isupper() and is_alone


def _leads_to_name(doc: Doc, first: int, last: int) -> bool:
    """Whether the first word is not part of the name: a title, or "Courier" in "Courier Denise Okoro"."""
    if guess_gender(doc[first].text) or not doc[first].is_alpha:
        return _is_before_name(doc[first]) or _is_role(doc[first])
    is_agent = last - first > 1 and doc[first].is_sent_start and bool(_AGENT_NOUN.search(doc[first].text))
    is_before_given = any(guess_gender(doc[number].text) for number in range(first + 1, last))
    is_in_role = any(_is_role(doc[number]) for number in range(first, last))  # "Prime Minister Aldo Conti"
    return is_agent or is_before_given or is_in_role or _is_before_name(doc[first])


def _is_role(token: Token) -> bool:
    noun = token.lower_
    return (
        (noun in PERSON_NOUNS and noun not in _NOBILITY) or noun.endswith("ologist") or noun in _SHORT_ROLES
    )


def _is_before_name(token: Token) -> bool:
    word = token.lower_.rstrip(".")
    return (
        word in HONORIFICS
        or word in ("the", "a", "an")
        or token.is_punct
        or token.is_space
        or word in _NEVER_NAMES
    )


def _honorific(doc: Doc, first: int) -> str:
    before = doc[first - 1].lower_.rstrip(".") if first else ""
    return before if before in HONORIFICS else ""
