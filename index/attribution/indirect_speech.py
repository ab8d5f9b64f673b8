"""Ranks the cues of indirect speech in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from index.attribution.cues import Cue, CuePattern, find_being
from index.attribution.lexicon import DOCUMENT_NOUNS, NAMING_VERBS, POSITION_VERBS, SPEAKING_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.attribution.parse_units import ParseUnit

_CLAUSES: Final = frozenset({"ccomp", "xcomp", "csubj"})
_OBJECTS: Final = frozenset({"dobj", "prep", "oprd"})
_RELAYING: Final = frozenset({"report", "reveal", "recall", "recount", "disclose", "note", "hear", "learn"})
"""Verbs by which the press relays the statements of others."""

_ABOUT: Final = frozenset({"about", "against", "of"})
_CONTENT: Final = _ABOUT | {"as", "for", "over", "to", "with"}
_APPEALS: Final = frozenset(
    {"ask", "call", "plead", "apologise", "apologize", "appeal", "decide", "find", "vote"}
)
"""Verbs whose content may follow "for"."""

_REQUESTS: Final = frozenset({"ask", "tell", "instruct", "request", "advise"})
_STANCES: Final = frozenset({"agree", "disagree", "object", "concur", "dissent", "protest"})
"""Verbs that express a position without an object."""

_MODALS: Final = frozenset({"may", "might", "could", "should", "can", "must"})
_CONTRASTING: Final = frozenset({"whereas", "while", "but"})

_BEFORE_NAMES: Final = ("DET", "ADJ", "NOUN", "PROPN", "PART")
"""Parts of speech that may precede a name: "the union's legal adviser Ann Holt"."""

_NEGATIONS: Final = frozenset({"not", "n't", "never", "n’t"})


def rank_reporting_cues(unit: ParseUnit, cues: Sequence[Cue]) -> list[Cue]:
    """The cues that introduce indirect speech, original speakers before those who relay them.

    "Holt said, the Post reported" and "Holt said, according to the Post" give Holt's position, as does "Holt
    said that Lee had lied". Negated and hypothetical speech is left out.
    """
    reporting = [cue for cue in cues if introduces_speech(cue, unit)]
    verbs = [cue for cue in reporting if cue.pattern != CuePattern.ACCORDING]

    def is_relay(cue: Cue) -> bool:
        return any(_relays(cue, other) for other in verbs if other is not cue)

    return sorted(reporting, key=lambda cue: (cue.pattern == CuePattern.ACCORDING, is_relay(cue), cue.word.i))


def yields_to_next(cue: Cue) -> bool:
    """Whether the next cue may attribute the sentence if the subject of this one cannot be resolved."""
    is_position = cue.pattern == CuePattern.VERB and not cue.is_speaking
    return is_position or cue.subject.lemma_.lower() in DOCUMENT_NOUNS


def is_contrast(cue: Cue) -> bool:
    """Whether a cue contrasts with the one before it: "…, whereas Holt said that …"."""
    verb = cue.word
    if cue.pattern != CuePattern.VERB or verb.dep_ not in ("advcl", "conj", "ccomp"):
        return False
    words = [*verb.children, *(verb.head.children if verb.dep_ == "conj" else ())]
    return any(one.dep_ in ("mark", "cc") and one.lower_ in _CONTRASTING for one in words)


def introduces_speech(cue: Cue, unit: ParseUnit) -> bool:
    """Whether a cue has content that is not quoted, before or after it."""
    if cue.pattern == CuePattern.ACCORDING:
        return True
    if cue.pattern == CuePattern.NOUN:
        being = find_being(cue.word)
        return being is None or not _is_unsaid(being)
    verb = cue.word
    lemma = verb.lemma_.lower()
    if lemma not in SPEAKING_VERBS | POSITION_VERBS or _is_unsaid(verb):
        return False
    if lemma in POSITION_VERBS and not _is_finite(verb):
        return False
    if any(child.tag_ in ("WP", "WDT") for child in verb.children):
        return False  # "what Holt said"
    clauses = [child for child in verb.children if child.dep_ in _CLAUSES]
    if (
        any(_has_unquoted_words(child, unit) for child in clauses)
        or _is_parenthetical(cue)
        or _needs_no_object(verb)
    ):
        return True
    return _has_that_clause(verb, unit) or _has_object(verb, lemma, unit)


def _needs_no_object(verb: Token) -> bool:
    """Whether a verb expresses a position without an object: "disagreed", "ruled in May"."""
    return verb.lemma_ in _STANCES or (verb.lemma_ == "rule" and verb.tag_ in ("VBD", "VBN"))


def _has_object(verb: Token, lemma: str, unit: ParseUnit) -> bool:
    """Whether the content is a noun phrase: "denied the charge", "complained of the noise"."""
    objects = [child for child in verb.children if child.dep_ in _OBJECTS and not _is_quoted(child, unit)]
    nested = (
        two for one in objects if one.dep_ == "prep" for three in one.children for two in three.children
    )
    prepositions = {one.lower_ for one in (*objects, *nested) if one.dep_ == "prep" and any(one.children)}
    if lemma in _REQUESTS and any(_is_to_do(one) for one in verb.subtree if one.i > verb.i):
        return True
    if lemma in NAMING_VERBS:
        is_for_or_against = verb.i + 1 < len(verb.doc) and verb.nbor().lower_ in ("for", "against")
        return (
            any(child.dep_ != "prep" for child in objects)
            or bool(prepositions & _CONTENT)
            or (lemma in _APPEALS and is_for_or_against)
        )
    return bool(prepositions & _ABOUT) or ("for" in prepositions and lemma in _APPEALS)


def _has_that_clause(verb: Token, unit: ParseUnit) -> bool:
    """Whether a "that" clause follows, which the parser attached to a noun: "told the court that"."""
    below = [one for one in verb.subtree if one.i > verb.i and one.dep_ in ("relcl", "acl", "ccomp")]
    after = verb.doc[verb.i + 1 :]
    return any(_is_that_clause(one) and _has_unquoted_words(one, unit) for one in below) or any(
        token.lower_ == "that" and not _is_quoted(token, unit) and _follows_aside(token) for token in after
    )


def _follows_aside(that: Token) -> bool:
    """Whether a date or an aside precedes "that", so that it belongs to a verb before those."""
    before = that.nbor(-1)
    return before.text == "," or before.ent_type_ == "DATE"


def _is_finite(verb: Token) -> bool:
    """Whether a verb asserts that something happened: "backed", "has backed", but not "to back"."""
    has_auxiliary = any(child.dep_ == "aux" and child.lower_ != "to" for child in verb.children)
    is_passive = any(child.dep_ == "auxpass" for child in verb.children)
    return has_auxiliary or (verb.tag_ not in ("VB", "VBG") and not is_passive)


def _is_to_do(verb: Token) -> bool:
    is_infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return is_infinitive and verb.dep_ in ("xcomp", "relcl", "acl", "advcl", "ccomp")


def _is_that_clause(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)


def _has_unquoted_words(clause: Token, unit: ParseUnit) -> bool:
    """Whether a clause contains words outside quotation marks, apart from "that"."""
    own = (one for one in clause.subtree if not _is_quoted(one, unit))
    return any(
        one.pos_ in ("NOUN", "PROPN", "PRON", "VERB", "AUX", "NUM") and one.dep_ != "mark" for one in own
    )


def _is_quoted(token: Token, unit: ParseUnit) -> bool:
    return unit.is_quoted(token.idx)


def _is_unsaid(verb: Token) -> bool:
    if verb.lemma_ in ("refuse", "decline") and any(
        child.dep_ == "xcomp" and child.lemma_.lower() in SPEAKING_VERBS for child in verb.children
    ):
        return True
    words = [child for child in verb.children if child.dep_ in ("neg", "aux")]
    if any(child.lower_ in _NEGATIONS for child in words):
        return True
    if any(child.lower_ in ("nobody", "none", "nothing") for child in verb.children):
        return True
    if any(child.lower_ in ("if", "unless", "whether") and child.dep_ == "mark" for child in verb.children):
        return True
    return any(child.lower_ in _MODALS for child in words) and not any(
        child.lower_ == "have" for child in words
    )


def _is_parenthetical(cue: Cue) -> bool:
    """Whether a verb is inside or after its content: "The gates stood open, the Post said"."""
    verb, subject = cue.word, cue.subject
    is_as = any(child.lower_ == "as" and child.i < verb.i for child in verb.children)  # "as Holt put it"
    if verb.dep_ == "parataxis" or is_as or _has_colon(verb):
        return True
    doc = verb.doc
    left = min(subject.left_edge.i, verb.i)
    while left and doc[left - 1].pos_ in _BEFORE_NAMES:
        left -= 1
    if subject.i > verb.i or left < 2 or doc[left - 1].text != ",":
        return False
    before = doc[: left - 1]
    return any(token.pos_ in ("VERB", "AUX") for token in before) or before[0].pos_ in (
        "DET",
        "PROPN",
        "PRON",
    )


def _has_colon(verb: Token) -> bool:
    """Whether the content follows a colon: "Holt replied: it would be seen"."""
    after = verb.doc[verb.i :]
    colon = next((token.i for token in after if token.text == ":"), None)
    return colon is not None and any(token.pos_ in ("VERB", "AUX") for token in verb.doc[colon:])


def _relays(cue: Cue, other: Cue) -> bool:
    """Whether a cue only relays the statement of another."""
    if not _is_above(cue.word, other.word):
        return False
    return other.word.i < cue.word.i or cue.word.lemma_.lower() in _RELAYING


def _is_above(upper: Token, lower: Token) -> bool:
    return any(one.i == upper.i for one in lower.ancestors)
