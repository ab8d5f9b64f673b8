"""Chooses the cue that attributes a quotation, within its unit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from index.attribution.cues import Cue, CuePattern, find_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from index.attribution.parse_units import ParseUnit, QuotedPart

_NAMING: Final = re.compile(
    r"\b(?:so-called|called|titled|entitled|dubbed|named|nicknamed|known as|headlined|christened|subtitled|"
    r"(?:the|a|an|its|his|her|their|word|this|that|new|old|first|second|\d{4})\s+"
    r"(?:term|word|label|slogan|phrase|expression|motto|book|film|song|album|series|essay|novel|play|exhibition|"
    r"single|track|poem|painting|show|programme|program|episode|section|chapter|tab|button|folder|ship|boat))\s*,?\s*$",
    re.IGNORECASE,
)
"""Words before a name or term in quotation marks, which is not speech."""

_DETERMINER: Final = re.compile(
    r"(?:^|\s)(?:the|a|an|this|these|those|its|their|his|her|our|any|no|such|of|and|or|\w+’s|\w+'s)\s+$",
    re.IGNORECASE,
)
_MAX_NAME_WORDS: Final = 3
"""A longer quoted part of a noun phrase is speech, not a term."""

_MAX_WORDS_TO_CUE: Final = 3
"""Between a quotation and a cue next to it."""


def is_name(unit: ParseUnit, quoted: QuotedPart) -> bool:
    """Whether words in quotation marks are a title, a term or scare quotes rather than speech."""
    before, after = unit.words[: quoted.start], unit.words[quoted.end :]
    content = unit.words[quoted.start + 1 : quoted.end - 1]
    if _NAMING.search(before):
        return True
    if quoted.is_clause:
        return False
    words = re.findall(r"[\w’'-]+", content)
    if len(words) > 1 and all(word[0].isupper() or len(word) < 4 for word in words) and words[0][0].isupper():
        return True
    is_part_of_phrase = bool(_DETERMINER.search(before)) and bool(re.match(r"\s+\w", after))
    return len(words) <= _MAX_NAME_WORDS and is_part_of_phrase


def choose_cue(doc: Doc, unit: ParseUnit, quoted: QuotedPart, cues: Sequence[Cue]) -> Cue | None:
    """The cue that governs a quotation in the dependency tree, else the nearest one beside it."""
    return _find_governor(doc, unit, quoted, cues) or _find_neighbour(doc, unit, quoted, cues)


def _find_governor(doc: Doc, unit: ParseUnit, quoted: QuotedPart, cues: Sequence[Cue]) -> Cue | None:
    tokens = doc[_find_token(doc, quoted.start) : _find_token(doc, quoted.end)]
    by_word = {cue.word.i: cue for cue in cues}
    for root in (token for token in tokens if not quoted.start <= token.head.idx < quoted.end):
        for token in root.ancestors:
            if token.i in by_word:
                return by_word[token.i]
            parataxis = [one.i for one in token.children if one.dep_ == "parataxis" and one.i in by_word]
            if len(parataxis) == 1:
                return by_word[parataxis[0]]
    dependents = [
        cue
        for cue in cues
        if quoted.start <= cue.word.head.idx < quoted.end and cue.pattern == CuePattern.VERB
    ]
    return dependents[0] if len(dependents) == 1 else None


def _find_neighbour(doc: Doc, unit: ParseUnit, quoted: QuotedPart, cues: Sequence[Cue]) -> Cue | None:
    """The nearest cue, with at most a few words and no other quotation between it and the quotation."""
    first, last = _find_token(doc, quoted.start), max(_find_token(doc, quoted.end) - 1, 0)
    first = first if first < len(doc) else 0
    nearby = []
    for cue in cues:
        low, high = sorted((cue.word.i, cue.subject.i))
        gap = low - last if low > last else first - high
        if gap <= _MAX_WORDS_TO_CUE or cue.pattern == CuePattern.ACCORDING:
            between = range(last + 1, low) if low > last else range(high + 1, first)
            if not any(unit.is_quoted(doc[i].idx) for i in between):
                nearby.append((gap, -cue.word.i, cue))
    return min(nearby, key=lambda one: one[:2])[2] if nearby else None


def _find_token(doc: Doc, offset: int) -> int:
    """The index of the first token at or after an offset."""
    return bisect_left(doc, offset, key=lambda token: token.idx)


def find_introducer(doc: Doc, unit: ParseUnit, quoted: QuotedPart) -> Token | None:
    """The speaker named before a colon or after a dash: "Holt: “…”", "“…” – Holt"."""
    before, after = unit.words[: quoted.start].rstrip(), unit.words[quoted.end :]
    if before.endswith(":"):
        return _find_owner_of_colon(doc, len(before))
    dash = re.match(r"\s*[–—-]+\s*(?=[A-Z])", after)
    if dash:
        start = quoted.end + dash.end()
        token = next((one for one in doc if one.idx >= start), None)
        return token and _climb_compound(token)
    return None


def find_announcer(doc: Doc, unit: ParseUnit) -> Token | None:
    """The speaker whom a unit that ends with a colon announces for the next paragraph."""
    return _find_owner_of_colon(doc, len(unit.words)) if unit.words.rstrip().endswith(":") else None


def _find_owner_of_colon(doc: Doc, end: int) -> Token | None:
    tokens = [token for token in doc if token.idx < end - 1 and not token.is_punct]
    if not tokens:
        return None
    root = tokens[-1]
    if root.dep_ == "pobj" and root.head.lower_ in ("by", "from"):
        return root  # "a note from his aunt: …"
    while root.head.i != root.i and root.head.idx < end:
        root = root.head
    if root.pos_ in ("VERB", "AUX"):
        return find_subject(root, of_passive=True)
    return root if root.pos_ in ("PROPN", "NOUN", "PRON") else None


def _climb_compound(token: Token) -> Token:
    while token.dep_ == "compound" and token.head.i > token.i:
        token = token.head
    return token
