"""Attribution cues with their subjects: "said Holt", "according to the union", "Holt's claim that"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from index.attribution.lexicon import POSITION_VERBS, REPORTING_NOUNS, SPEAKING_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from index.attribution.parse_units import ParseUnit

_SUBJECTS: Final = ("nsubj", "csubj")
_RELATIVE: Final = frozenset({"who", "which", "that"})
_CLIMBABLE: Final = frozenset({"xcomp", "advcl", "conj", "pcomp", "prep", "dep"})
_WITHOUT_OBJECT: Final = frozenset({"say", "write", "argue", "add", "claim", "explain", "insist"})
_MAX_STEPS: Final = 4
"""Heads climbed in the dependency tree to find a subject. Further away, it belongs to another clause."""

_NOUNS_WITHOUT_CLAUSE: Final = frozenset({"word", "words", "view", "opinion"})


class CuePattern(Enum):
    """The grammatical form of a cue: "said Holt"; "according to Holt"; "Holt's claim"."""

    VERB = auto()
    ACCORDING = auto()
    NOUN = auto()


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word with its subject: the head of the noun phrase that names the speaker."""

    pattern: CuePattern
    word: Token
    subject: Token

    @property
    def is_speaking(self) -> bool:
        """Whether it can introduce quoted words; "wants" and "believes" only express a position."""
        return self.word.lemma_.lower() not in POSITION_VERBS or self.pattern != CuePattern.VERB

    @property
    def span(self) -> tuple[int, int]:
        """Half-open offsets in the unit from the first to the last token of cue and subject."""
        doc = self.word.doc
        tokens = sorted([self.word.i, *_list_phrase(self.subject)])
        return doc[tokens[0]].idx, doc[tokens[-1]].idx + len(doc[tokens[-1]])


def find_cues(doc: Doc, unit: ParseUnit) -> list[Cue]:
    """The cues of a unit outside its quotations, in order."""
    cues: list[Cue] = []
    for token in doc:
        if not unit.is_quoted(token.idx):
            cues.extend(cue for cue in _find_cues_at(token, unit) if not unit.is_quoted(cue.subject.idx))
    return cues


def _find_cues_at(token: Token, unit: ParseUnit) -> Iterator[Cue]:
    word = token.lemma_.lower()
    if token.lower_ == "according":
        for preposition in token.children:
            yield from (
                Cue(CuePattern.ACCORDING, token, one) for one in preposition.children if one.dep_ == "pobj"
            )
    elif token.pos_ in ("VERB", "AUX") and (
        word in SPEAKING_VERBS | POSITION_VERBS or _closes_quotation(token, unit)
    ):
        subject = (
            _find_own_subject(token)
            or _find_inverted(token, unit)
            or _find_preceding_name(token)
            or find_subject(token)
            or _find_after_comma(token)
        )
        if subject is not None:
            yield Cue(CuePattern.VERB, token, subject)
    elif token.pos_ == "NOUN":
        if word in SPEAKING_VERBS and (beside := _find_preceding_name(token)) is not None:
            yield Cue(CuePattern.VERB, token, beside)  # "Hart predicts that", taken for a noun
        elif word in REPORTING_NOUNS:
            yield from (Cue(CuePattern.NOUN, token, owner) for owner in _list_owners(token, word))


def _find_own_subject(verb: Token) -> Token | None:
    """The subject attached to the verb itself, if any."""
    if verb.lemma_ in _WITHOUT_OBJECT and (after := _find_after_comma(verb)) is not None:
        return after
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if not subjects:
        return None
    subject = subjects[-1]  # "the agency OpenHands said" has two
    return _find_after_clause(subject, verb) or _find_antecedent(subject, verb)


def _find_after_clause(subject: Token, verb: Token) -> Token | None:
    """The name directly before a verb and after a comma, if the parser attached it to an earlier clause.

    "… lorries that the town called a danger, the union's adviser Ann Holt told the council": not the town.
    """
    name = verb.nbor(-1) if verb.i else verb
    if verb.dep_ != "relcl" or name.pos_ != "PROPN" or name.dep_ not in ("conj", "appos"):
        return None
    begin = name.left_edge.i
    while begin and verb.doc[begin - 1].text != ",":
        begin -= 1
    has_clause = any(one.pos_ == "VERB" for one in verb.doc[subject.i : begin])
    is_phrase = all(one.pos_ != "VERB" and one.dep_ != "cc" for one in verb.doc[begin : verb.i])
    return name if has_clause and is_phrase and begin > subject.i else None


def _closes_quotation(verb: Token, unit: ParseUnit) -> bool:
    """Whether the quotation before a verb, of any meaning, is its object: "“…,” he thundered"."""
    for quoted in unit.quoted:
        if quoted.is_clause and unit.words[quoted.end - 2] in ",?!" and quoted.end <= verb.idx:
            between = verb.doc.text[quoted.end : verb.idx]
            if any(child.dep_ == "ccomp" and unit.is_quoted(child.idx) for child in verb.children):
                return "," not in between and "." not in between
    return False


def find_being(noun: Token) -> Token | None:
    """The "is" of "Holt's claim is that …", else None."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ != "be":
        return None
    return verb if any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children) else None


def _list_owners(token: Token, word: str) -> Iterator[Token]:
    """The owners of a claim whose content is given: "Holt's claim (is) that …", "in the words of Holt"."""
    has_content = (
        word in _NOUNS_WITHOUT_CLAUSE
        or find_being(token) is not None
        or any(child.dep_ in ("acl", "relcl", "ccomp") for child in token.children)
    )
    for child in token.children if has_content else ():
        if child.dep_ == "poss":
            yield child
        elif child.lower_ in ("of", "by", "from") and child.dep_ == "prep":
            yield from (one for one in child.children if one.dep_ == "pobj")


def find_subject(verb: Token, *, of_passive: bool = False) -> Token | None:
    """The subject of a verb, or of the verbs above it in the dependency tree.

    For a passive verb it is the agent ("was told by Holt"); for a passive verb above, or with `of_passive`,
    the passive subject ("was quoted as saying").
    """
    at = verb
    for step in range(_MAX_STEPS):
        subjects = [child for child in at.children if child.dep_ in _SUBJECTS]
        if subjects:
            return _find_antecedent(subjects[-1], at)
        passive = next((child for child in at.children if child.dep_ == "nsubjpass"), None)
        if passive is not None:
            return passive if step or of_passive else _find_agent(at)
        if at.dep_ == "acl":
            return at.head if at.tag_ == "VBG" else _find_agent(at)
        if at.dep_ not in _CLIMBABLE:
            return None
        at = at.head
    return None


def _find_after_comma(verb: Token) -> Token | None:
    """The name or pronoun directly after a verb that follows a comma: ", wrote Lund in her report,"."""
    if not verb.i or verb.nbor(-1).text != ",":
        return None
    for one in verb.children:
        is_name = one.pos_ == "PROPN" or one.lower_ in ("he", "she")
        if one.i > verb.i and is_name and one.left_edge.i == verb.i + 1:
            return one
    return None


def _find_agent(verb: Token) -> Token | None:
    """The agent of a passive verb: "was told by Holt"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((one for one in child.children if one.dep_ == "pobj"), None)
    return None


def _find_antecedent(subject: Token, verb: Token) -> Token | None:
    if subject.lower_ in _RELATIVE and subject.pos_ in ("PRON", "DET", "SCONJ"):
        return verb.head if verb.dep_ == "relcl" else None
    return subject


def _find_inverted(verb: Token, unit: ParseUnit) -> Token | None:
    """The subject after a verb that directly follows a quotation, if the parser took it for an object."""
    if not any(one.end <= verb.idx <= one.end + 3 for one in unit.quoted):
        return None
    after = [
        one
        for one in verb.children
        if one.i > verb.i and one.dep_ in ("dobj", "attr", "dative", "dep", "npadvmod", "oprd")
    ]
    return after[0] if after else None


def _find_preceding_name(verb: Token) -> Token | None:
    """The name directly before a finite verb, if the parser attached it to another head.

    A comma may separate them if another precedes the name: "the chair, Edna Pike, told".
    """
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "NN", "NNS"):
        return None
    doc, at = verb.doc, verb.i - 1
    while at > 0 and doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    is_apart = at > 0 and doc[at].text == ","
    name = doc[at - 1] if is_apart else doc[at]
    if at < 0 or name.pos_ != "PROPN" or (is_apart and doc[max(name.left_edge.i - 1, 0)].text != ","):
        return None
    if any(child.dep_ == "auxpass" for child in verb.children):
        return None
    is_bare_participle = verb.tag_ == "VBN" and at == verb.i - 1 and verb.dep_ != "acl"
    if is_bare_participle or name.ent_type_ in ("DATE", "TIME", "GPE"):
        return None
    return name.head if name.dep_ in ("conj", "appos") else name


def _list_phrase(head: Token) -> Iterator[int]:
    """The token indexes of a noun phrase, without clauses."""
    yield head.i
    for child in head.children:
        if child.dep_ in ("compound", "poss", "det", "amod", "case", "nmod", "appos"):
            yield from _list_phrase(child)
