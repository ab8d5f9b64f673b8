"""Rejects proposed sentence boundaries: after an abbreviation or a list marker, before a fragment."""

# ruff: noqa: RUF001 - these patterns list quotation marks, dashes and bullets that look like others

import re
from dataclasses import dataclass
from typing import Final

from index.text.word_lists import read_words

OPEN: Final = "“‘„‚«‹([{"
CLOSE: Final = "”»›)]}」』）】〉》"
_STRAIGHT_QUOTES: Final = "\"'’"
SHUT: Final = f"[{re.escape(CLOSE + _STRAIGHT_QUOTES)}]"
BEGIN: Final = f"[{re.escape(OPEN + _STRAIGHT_QUOTES)}]"

_CONTEXT_CHARS: Final = 120
"""Context on each side of a boundary that rules may use, so that the time stays linear."""

STARTERS: Final = frozenset(word.capitalize() for word in read_words(__package__, "starters"))
"""Capitalised words that begin a sentence rather than continue a name."""

_NEVER_LAST: Final = read_words(__package__, "never_last")
_NUMBERED: Final = read_words(__package__, "numbered")
"""Abbreviations before a number only: "No. 5", but "It is a no. We"."""

_SHORTENED: Final = read_words(__package__, "shortened") | {
    word.capitalize() for word in read_words(__package__, "shortened_names")
}
"""Abbreviations unless one of `STARTERS` follows; those of names only if capitalised."""

_MARKER: Final = re.compile(
    r"(?:[•‣⁃▪●*–-]\s?)?"
    r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})[.)]{1,2}|(?:\d{1,2}\.)+|[PN]\.?\s?[SB]\.)"
)
_MARKER_INSIDE: Final = re.compile(r"[:;]\s+\(?\d{1,2}[.)]+\Z")
_NEVER_FIRST: Final = re.compile(rf"[,;:!?%{re.escape(CLOSE)}]|\.(?!\w)")
_OPEN_LAST: Final = re.compile(rf"(?:\A|\s)[{re.escape(OPEN)}]+\Z")
_QUOTED_END: Final = re.compile(rf"[.!?…](?:{SHUT}|[“‘])+\Z")
_OPEN_BRACKET: Final = re.compile(r"[(\[][^()\[\]]*\Z")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.-?)*[A-Z]")
_REFERENCE_NUMBER: Final = re.compile(r"[\d§¶#]|[A-Z][A-Z:-]*\d")
_REFERENCE_LETTER: Final = re.compile(r"(?:[B-HJ-Z]|[IVXLC]{2,}|A(?=[,;.)]))(?!\w)")
_FIRST_WORD: Final = re.compile(rf"({BEGIN}*)([\w]*)(\.?)")
_VISIBLE_CHARACTER: Final = re.compile(r"\S")
_NAMES_WITH_EXCLAMATION_MARK: Final = frozenset({"Yahoo!", "Jeopardy!", "Joomla!", "Yum!"})


def continues(text: str, start: int, end: int) -> bool:
    """Whether the sentence that starts at `start` continues after the proposed boundary `end`."""
    visible = _VISIBLE_CHARACTER.search(text, end)
    if not visible:
        return False
    after = text[visible.start() : visible.start() + _CONTEXT_CHARS]
    gap = _Gap(text[max(start, end - _CONTEXT_CHARS) : end].strip(), after)
    rules = (_is_marker, _is_fragment, _continues_in_lower_case, _is_reference, _is_abbreviation)
    return any(rule(gap) for rule in rules)


@dataclass(frozen=True, slots=True)
class _Gap:
    """The text around a proposed boundary, stripped: up to `_CONTEXT_CHARS` characters on each side."""

    before: str
    after: str

    @property
    def token(self) -> str:
        return self.before.rsplit(None, 1)[-1].lstrip(OPEN + _STRAIGHT_QUOTES)

    @property
    def word(self) -> str:
        """The last word without its full stop and closing marks; "" if it has no full stop."""
        bare = self.token.rstrip(CLOSE + _STRAIGHT_QUOTES)
        return bare[:-1] if bare.endswith(".") else ""

    @property
    def is_abbreviated(self) -> bool:
        lists = (_NEVER_LAST, _NUMBERED, _SHORTENED)
        return any(_is_listed(self.word, words) for words in lists)

    @property
    def has_starter(self) -> bool:
        """Whether the following text begins with a quotation mark or one of `STARTERS`."""
        opening = _FIRST_WORD.match(self.after)
        if not opening:
            return False
        is_initial = len(opening[2]) == 1 and opening[3] == "."
        return opening[1][:1] in {"“", '"', "‘"} or (opening[2] in STARTERS and not is_initial)


def _is_listed(word: str, words: frozenset[str]) -> bool:
    """Whether a word is listed as written or, unless it is a single letter, in lower case."""
    return word in words or (len(word) > 1 and word.lower() in words)


def _is_marker(gap: _Gap) -> bool:
    """Whether a list marker precedes, which stays with its item: "1.", "(a)", "P.S."."""
    return bool(_MARKER.fullmatch(gap.before) or _MARKER_INSIDE.search(gap.before))


def _is_fragment(gap: _Gap) -> bool:
    """Whether no sentence follows: closing marks, a comma, an emoticon that ends the block."""
    is_last = len(gap.after) < 12 and not any(map(str.isalnum, gap.after))
    return is_last or bool(_NEVER_FIRST.match(gap.after) or _OPEN_LAST.search(gap.before))


def _continues_in_lower_case(gap: _Gap) -> bool:
    """Such as "Why?" he asked; (he left.) and; well... so; at 5 p.m. on; Yahoo! said."""
    if not gap.after[0].islower():
        return False
    has_inner_dot = "." in gap.word and any(map(str.isalpha, gap.word))
    may_continue = gap.token in _NAMES_WITH_EXCLAMATION_MARK or gap.token.endswith(("…", "..."))
    return bool(_QUOTED_END.search(gap.before)) or has_inner_dot or gap.is_abbreviated or may_continue


def _is_reference(gap: _Gap) -> bool:
    """Whether an abbreviation precedes a number inside open brackets: "(ref. 5)"."""
    return gap.after[0].isdigit() and bool(gap.word and _OPEN_BRACKET.search(gap.before))


def _is_abbreviation(gap: _Gap) -> bool:
    word = gap.word
    if _is_listed(word, _NEVER_LAST):
        return True
    if gap.token.endswith(("”", '"')):
        return False
    if _is_listed(word.rsplit("-", 1)[-1], _NUMBERED) and (
        _REFERENCE_NUMBER.match(gap.after) or (word[0].isupper() and _REFERENCE_LETTER.match(gap.after))
    ):
        return True
    is_shortened = _is_listed(word, _SHORTENED) or bool(_INITIALS.fullmatch(word))
    return is_shortened and not gap.has_starter
