"""Splits a block of text into sentences, as exact offsets.

nupunkt (Punkt trained on legal text) proposes boundaries; rules correct the errors that matter in
quotations: split names and citations, quotation marks on the wrong side, lone list markers, and
sentences without end.

docs/decisions.md has the boundary F1 of the libraries compared. Under the same rules they come close:
on EWT dev, GUM dev and the golden rules a regular expression reaches 0.924, 0.984 and 0.896, sentencex
0.916, 0.981 and 0.952. nupunkt knows most abbreviations that the rules lack. It is 1 MB of pure Python
without dependencies, is maintained, returns offsets and accepts any string.
"""

# ruff: noqa: RUF001 - these patterns list quotation marks, dashes and bullets that look like others

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from nupunkt import PunktSentenceTokenizer, load_default_model

from index.splitting.continuations import BEGIN, CLOSE, OPEN, SHUT, STARTERS, continues

MAX_SENTENCE_CHARS: Final[int] = 1000
"""Longer sentences are cut, so that no quotation becomes longer."""


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph, list item or heading, as half-open offsets into `text`.

    They are in order and do not overlap, start and end with a visible character, cover every
    visible character, and have at most MAX_SENTENCE_CHARS. Accepts any string, in linear time.
    """
    spans = pairwise([0, *_find_ends(text), len(text)])
    return [piece for start, end in spans for piece in _cut_long(text, start, end)]


def _find_ends(text: str) -> Iterator[int]:
    items = set(_find_items(text))
    start = 0
    for proposed in sorted(items.union(_propose_by_nupunkt(text), _propose_by_rule(text))):
        end = proposed if proposed in items else _include_closing_marks(text, proposed)
        if end > start and (end in items or not continues(text, start, end)):
            yield end
            start = end


# Proposals: possible ends of sentences.


@cache
def _load_nupunkt() -> PunktSentenceTokenizer:
    """nupunkt's model without its undotted abbreviations.

    They were learned from scanned reports and include common words ("century", "bail", "book"), after
    which it would not split before a name. Ours are in `continuations.py`; dotted ones ("u.s.c") stay.
    """
    tokenizer = load_default_model()
    for abbreviation in tokenizer.abbreviations:
        if "." not in abbreviation:
            tokenizer.remove_abbreviation(abbreviation)
    return tokenizer


def _propose_by_nupunkt(text: str) -> Iterator[int]:
    """Ends found by nupunkt, in a copy of equal length with hard-wrapped lines joined.

    Words of 100 characters and more are masked: nupunkt takes quadratic time in a word's length.
    """
    copy = re.sub(r"\s", " ", text)
    copy = re.sub(r"\S{100,}", lambda word: "x" * (len(word[0]) - 5) + word[0][-5:], copy)
    for _, end in _load_nupunkt().spans(copy, paragraph_breaks=False):
        yield end


_PROPOSALS: Final = (
    # Full stops of other scripts, with no space after them.
    re.compile(f"[。！？｡؟।॥۔]+{SHUT}*"),
    # "the U.S. The talks", "you and I. Did you", "etc. Nobody"; an ellipsis is left to nupunkt.
    re.compile(rf"(?<![.…])(?<!\.\s)[.!?](?={SHUT}*\s+{BEGIN}?(?:{'|'.join(STARTERS)})\b)"),
    # "Section 301. The": a number is no abbreviation.
    re.compile(rf"\d\.(?={SHUT}*\s+{BEGIN}?[A-Z])"),
    # A footnote's number that lost its superscript: "the court held.12 The".
    re.compile(rf"[a-z]{{3}}[.!?]{SHUT}*\d{{1,3}}(?=\s+{BEGIN}?[A-Z])"),
    # A lost space, "the list.The next", but not "Booking.Com" or "a.b.The".
    re.compile(
        rf"(?<![\w’'./@-])[\w’'-]*[a-z]{{2}}[.!?]+{SHUT}*"
        r"(?=[A-Z][a-z’']+[\s,])(?!(?:Co|Com|Gov|Io|Js|Net|Org|Tv|Uk)\b)"
    ),
)


def _propose_by_rule(text: str) -> Iterator[int]:
    for pattern in _PROPOSALS:
        for match in pattern.finditer(text):
            yield match.end()


_LIST_ITEM: Final = re.compile(r"\s*(?:([•‣⁃▪●])|(\(?)(\d{1,2}|[a-z]|[ivx]+)([.)]{1,2})(?=\s))")
_ROMAN_NUMERALS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def _find_items(text: str) -> Iterator[int]:
    """Starts of the second and later items of a list, in a block that begins with the first."""
    first = _LIST_ITEM.match(text)
    if not first:
        return
    bullet, before, number, after = first.groups()
    position = first.end()
    while True:
        number = _next_number(number) if number else None
        item = make_item_pattern(bullet or f"{before}{number}{after}").search(text, position)
        if not item:
            return
        yield item.start()
        position = item.end()


def make_item_pattern(marker: str) -> re.Pattern[str]:
    """A pattern for the start of an item with a marker, after another item."""
    escaped = re.escape(marker)
    return re.compile(rf"(?<=\s){escaped}\s*(?={BEGIN}?[A-Z\d])|(?:(?<=[.;:!?]\s)|(?<=\n)){escaped}\s")


def _next_number(number: str) -> str:
    if number.isdigit():
        return str(int(number) + 1)
    if number in _ROMAN_NUMERALS[:-1]:
        return _ROMAN_NUMERALS[_ROMAN_NUMERALS.index(number) + 1]
    return chr(ord(number[0]) + 1)


# Closing marks: those after the full stop that still belong to the sentence.

_ATTACHED_CLOSING_MARKS: Final = re.compile(rf"(?:{SHUT}|[“‘*_])+(?=\s|\Z|[—–])|[{re.escape(CLOSE)}]+")
_DETACHED_CLOSING_MARKS: Final = re.compile(rf"\s{{1,3}}[{re.escape(CLOSE)}]+(?=[\s.,;]|\Z)")
_FOOTNOTE_MARK: Final = re.compile(
    r"\s?(?:\[(?:(?:[Nn]ote\s)?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|\.\.\.|…)\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)(?=\W|\Z)"
)


def _include_closing_marks(text: str, end: int) -> int:
    """An end moved past the closing quotation marks, brackets and footnote marks that follow it."""
    for pattern in (_ATTACHED_CLOSING_MARKS, _DETACHED_CLOSING_MARKS, _FOOTNOTE_MARK):
        while match := pattern.match(text, end):
            end = match.end()
    while end < len(text) and _extends(text, end):
        end += 1
    return end


# Long sentences are cut at the strongest weaker boundary.

_WEAK_BOUNDARIES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[;:]{SHUT}*(?=\s)",
        r"(?=[\r\n])",
        rf"[,—–]{SHUT}*(?=\s)",
        rf"(?<![{re.escape(OPEN)}])(?=\s+[^\s{re.escape(CLOSE)}])",
    )
)


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without outer white space, in pieces of at most MAX_SENTENCE_CHARS."""
    end = start + len(text[start:end].rstrip())
    while start < end:
        while text[start].isspace():
            start += 1
        stop = end if end - start <= MAX_SENTENCE_CHARS else _find_weak_boundary(text, start)
        yield start, start + len(text[start:stop].rstrip())
        start = stop


def _find_weak_boundary(text: str, start: int) -> int:
    limit = start + MAX_SENTENCE_CHARS
    for pattern in _WEAK_BOUNDARIES:
        ends = [m.end() for m in pattern.finditer(text, start + MAX_SENTENCE_CHARS // 4, limit + 2)]
        ends = [end for end in ends if end <= limit]
        if ends:
            return ends[-1]
    return next((at for at in range(limit, start, -1) if not _extends(text, at)), limit)


def _extends(text: str, at: int) -> bool:
    """Whether the characters before and at `at` are displayed as one (a grapheme cluster)."""
    here, before = text[at], text[at - 1]
    joiners = "\u200d\ufe0e\ufe0f"
    return (
        unicodedata.category(here).startswith("M")
        or here in joiners
        or before == "\u200d"
        or "\U0001f3fb" <= here <= "\U0001f3ff"
        or ("\U0001f1e6" <= here <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")
        or ("\ud800" <= before <= "\udbff" and "\udc00" <= here <= "\udfff")
    )
