"""The sentences of one block of text, as exact offsets: nothing is lost, altered or searched for.

nupunkt (Punkt trained on legal text) proposes the boundaries; rules repair what matters to a
quotation: a name or a citation cut in two, a quotation mark on the wrong side, a list marker
alone, a sentence without end.

docs/decisions.md has the boundary F1 of the libraries compared. Under the same rules they come close:
on EWT dev, GUM dev and the golden rules a regular expression 0.924, 0.984, 0.896, sentencex 0.916,
0.981, 0.952. nupunkt knows most abbreviations that the rules do not list; it is pure Python of 1 MB
with no dependency, kept up, gives its own offsets and takes any string.
"""

# ruff: noqa: RUF001 - quotation marks, dashes and bullets that look alike are the subject here

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from nupunkt import PunktSentenceTokenizer, load_default_model

from index.splitting.continuations import BEGIN, CLOSE, OPEN, SHUT, STARTERS, continues

MAX_SENTENCE: Final[int] = 1000
"""Characters. A longer sentence is cut, so that no quotation is longer."""


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph, list item or heading, as half-open offsets into `text`.

    They are in order and do not overlap, start and end with a visible character, cover every
    visible character, and are at most MAX_SENTENCE long. Any string will do, in linear time.
    """
    spans = pairwise([0, *_find_ends(text), len(text)])
    return [piece for start, end in spans for piece in _shorten(text, start, end)]


def _find_ends(text: str) -> Iterator[int]:
    items = set(_find_items(text))
    start = 0
    for proposed in sorted(items.union(_propose_by_library(text), _propose_by_rule(text))):
        end = proposed if proposed in items else _settle(text, proposed)
        if end > start and (end in items or not continues(text, start, end)):
            yield end
            start = end


# Proposals: where a sentence may end.


@cache
def _library() -> PunktSentenceTokenizer:
    """The library without its undotted abbreviations.

    Those were learned from scanned reports and hold common words ("century", "bail", "book"), after
    which it would not split before a name. Ours are in `continuations.py`; the dotted ones stay ("u.s.c").
    """
    tokenizer = load_default_model()
    for abbreviation in tokenizer.abbreviations:
        if "." not in abbreviation:
            tokenizer.remove_abbreviation(abbreviation)
    return tokenizer


def _propose_by_library(text: str) -> Iterator[int]:
    """The library reads a copy of equal length, in which hard-wrapped lines are joined.

    Words longer than any real one are blanked in it: the library is quadratic in a word's length.
    """
    copy = re.sub(r"\s", " ", text)
    copy = re.sub(r"\S{100,}", lambda word: "x" * (len(word[0]) - 5) + word[0][-5:], copy)
    for _, end in _library().spans(copy, paragraph_breaks=False):
        yield end


_PROPOSALS: Final = (
    # Full stops of other scripts, with no space after them.
    re.compile(f"[。！？｡؟।॥۔]+{SHUT}*"),
    # "the U.S. The talks", "you and I. Did you", "etc. Nobody"; an ellipsis is left to the library.
    re.compile(rf"(?<![.…])(?<!\.\s)[.!?](?={SHUT}*\s+{BEGIN}?(?:{'|'.join(STARTERS)})\b)"),
    # "Section 301. The": a number does not abbreviate.
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


_ITEM: Final = re.compile(r"\s*(?:([•‣⁃▪●])|(\(?)(\d{1,2}|[a-z]|[ivx]+)([.)]{1,2})(?=\s))")
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def _find_items(text: str) -> Iterator[int]:
    """Where the second and later items of a list start, in a block that starts with the first."""
    first = _ITEM.match(text)
    if not first:
        return
    bullet, before, number, after = first.groups()
    position = first.end()
    while True:
        number = _next_number(number) if number else None
        found = make_item_pattern(bullet or f"{before}{number}{after}").search(text, position)
        if not found:
            return
        yield found.start()
        position = found.end()


def make_item_pattern(marker: str) -> re.Pattern[str]:
    """Where an item with that marker starts, behind another one."""
    sign = re.escape(marker)
    return re.compile(rf"(?<=\s){sign}\s*(?={BEGIN}?[A-Z\d])|(?:(?<=[.;:!?]\s)|(?<=\n)){sign}\s")


def _next_number(number: str) -> str:
    if number.isdigit():
        return str(int(number) + 1)
    if number in _ROMAN[:-1]:
        return _ROMAN[_ROMAN.index(number) + 1]
    return chr(ord(number[0]) + 1)


# Settling: which marks after the full stop still belong to the sentence.

_GLUED: Final = re.compile(rf"(?:{SHUT}|[“‘*_])+(?=\s|\Z|[—–])|[{re.escape(CLOSE)}]+")
_APART: Final = re.compile(rf"\s{{1,3}}[{re.escape(CLOSE)}]+(?=[\s.,;]|\Z)")
_NOTE: Final = re.compile(
    r"\s?(?:\[(?:(?:[Nn]ote\s)?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|\.\.\.|…)\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)(?=\W|\Z)"
)


def _settle(text: str, end: int) -> int:
    """Move an end over the closing quotation marks, brackets and footnote marks that follow it."""
    for pattern in (_GLUED, _APART, _NOTE):
        while match := pattern.match(text, end):
            end = match.end()
    while end < len(text) and _extends(text, end):
        end += 1
    return end


# Shortening: a sentence without end is cut at the best weaker boundary.

_WEAKER: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[;:]{SHUT}*(?=\s)",
        r"(?=[\r\n])",
        rf"[,—–]{SHUT}*(?=\s)",
        rf"(?<![{re.escape(OPEN)}])(?=\s+[^\s{re.escape(CLOSE)}])",
    )
)


def _shorten(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without outer whitespace, in pieces of at most MAX_SENTENCE characters."""
    end = start + len(text[start:end].rstrip())
    while start < end:
        while text[start].isspace():
            start += 1
        stop = end if end - start <= MAX_SENTENCE else _find_weaker(text, start)
        yield start, start + len(text[start:stop].rstrip())
        start = stop


def _find_weaker(text: str, start: int) -> int:
    limit = start + MAX_SENTENCE
    for pattern in _WEAKER:
        ends = [m.end() for m in pattern.finditer(text, start + MAX_SENTENCE // 4, limit + 2)]
        ends = [end for end in ends if end <= limit]
        if ends:
            return ends[-1]
    return next((at for at in range(limit, start, -1) if not _extends(text, at)), limit)


def _extends(text: str, at: int) -> bool:
    """Whether the character at `at` belongs to the one before it, in what a reader sees as one."""
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
