"""The sentences of one block of text, as exact offsets: nothing is lost, altered or searched for.

nupunkt (Punkt trained on legal text) proposes the boundaries; rules repair what matters to a
quotation: a name or a citation cut in two, a quotation mark on the wrong side, a list marker
alone, a sentence without end.

Boundary F1 on EWT dev, GUM dev and the golden rules, of those that `benchmarks/splitting.py`
compares: pysbd 0.889, 0.967, 0.985; syntok 0.888, 0.968, 0.625; blingfire 0.887, 0.980, 0.611;
sentencex 0.907, 0.977, 0.818; nupunkt 0.915, 0.966, 0.677, with our rules 0.924, 0.984, 0.952.
Under the same rules the libraries come close: a regular expression 0.924, 0.984, 0.896, sentencex
0.916, 0.981, 0.952. nupunkt knows most abbreviations that the rules do not list; it is pure Python
of 1 MB with no dependency, kept up, gives its own offsets and takes any string.
"""

# ruff: noqa: RUF001 - quotation marks, dashes and bullets that look alike are the subject here

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from nupunkt import PunktSentenceTokenizer, load_default_model

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
        if end > start and (end in items or not _continues(text, start, end)):
            yield end
            start = end


# Proposals: where a sentence may end.


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


@cache
def _library() -> PunktSentenceTokenizer:
    """The library without its undotted abbreviations.

    Those were learned from scanned reports and hold common words ("century", "bail", "book"), after
    which it would not split before a name. Ours are listed below; the dotted ones stay ("u.s.c").
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


_OPEN: Final = "“‘„‚«‹([{"
_CLOSE: Final = "”»›)]}」』）】〉》"
_EITHER: Final = "\"'’"
_SHUT: Final = f"[{re.escape(_CLOSE + _EITHER)}]"
_BEGIN: Final = f"[{re.escape(_OPEN + _EITHER)}]"

_STARTERS: Final = _words(
    """The This That These Those There Then Thus Therefore They Their It Its He She His Her We Our
    You Your I But And Or So Yet If When While Where What Why How Who Did Does Do Is Are Was Were
    Has Have Had Will Would Can Could As At For From In On By To Of With Without After Before Since
    Because Although Though However Moreover Furthermore Meanwhile Instead Finally Such Some Many
    Most All Each Both Neither None Nobody Nothing Not Now Once Only Even Still Also Here Another
    Other Under See Please Yes"""
)
"""Words that, with a capital, begin a sentence rather than continue a name."""

_PROPOSALS: Final = (
    # Full stops of other scripts, with no space after them.
    re.compile(f"[。！？｡؟।॥۔]+{_SHUT}*"),
    # "the U.S. The talks", "you and I. Did you", "etc. Nobody"; an ellipsis is left to the library.
    re.compile(rf"(?<![.…])(?<!\.\s)[.!?](?={_SHUT}*\s+{_BEGIN}?(?:{'|'.join(_STARTERS)})\b)"),
    # "Section 301. The": a number does not abbreviate.
    re.compile(rf"\d\.(?={_SHUT}*\s+{_BEGIN}?[A-Z])"),
    # A footnote's number that lost its superscript: "the court held.12 The".
    re.compile(rf"[a-z]{{3}}[.!?]{_SHUT}*\d{{1,3}}(?=\s+{_BEGIN}?[A-Z])"),
    # A lost space, "the list.The next", but not "Booking.Com" or "a.b.The".
    re.compile(
        rf"(?<![\w’'./@-])[\w’'-]*[a-z]{{2}}[.!?]+{_SHUT}*"
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
        marker = re.escape(bullet or f"{before}{number}{after}")
        new_item = rf"(?<=\s){marker}\s*(?={_BEGIN}?[A-Z\d])|(?:(?<=[.;:!?]\s)|(?<=\n)){marker}\s"
        found = re.compile(new_item).search(text, position)
        if not found:
            return
        yield found.start()
        position = found.end()


def _next_number(number: str) -> str:
    if number.isdigit():
        return str(int(number) + 1)
    if number in _ROMAN[:-1]:
        return _ROMAN[_ROMAN.index(number) + 1]
    return chr(ord(number[0]) + 1)


# Settling: which marks after the full stop still belong to the sentence.

_GLUED: Final = re.compile(rf"(?:{_SHUT}|[“‘*_])+(?=\s|\Z|[—–])|[{re.escape(_CLOSE)}]+")
_APART: Final = re.compile(rf"\s{{1,3}}[{re.escape(_CLOSE)}]+(?=[\s.,;]|\Z)")
_NOTE: Final = re.compile(
    r"\s?(?:\[(?:(?:[Nn]ote\s)?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|\.\.\.|…)\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)(?=\W|\Z)"
)
_NEAR: Final = 120
"""How many characters beside a boundary a rule may look at, so that the time stays linear."""


def _settle(text: str, end: int) -> int:
    """Move an end over the closing quotation marks, brackets and footnote marks that follow it."""
    for pattern in (_GLUED, _APART, _NOTE):
        while match := pattern.match(text, end):
            end = match.end()
    while end < len(text) and _extends(text, end):
        end += 1
    return end


# Continuation: where a proposed end is none.


@dataclass(frozen=True, slots=True)
class _Gap:
    """A proposed end: the sentence's last characters before it, the first visible ones after it."""

    before: str
    after: str

    @property
    def token(self) -> str:
        return self.before.rsplit(None, 1)[-1].lstrip(_OPEN + _EITHER)

    @property
    def word(self) -> str:
        """The last word without its full stop and the marks after it; empty if it has none."""
        bare = self.token.rstrip(_CLOSE + _EITHER)
        return bare[:-1] if bare.endswith(".") else ""

    @property
    def is_abbreviated(self) -> bool:
        lists = (_NEVER_LAST, _NUMBERED, _SHORTENED)
        return any(_is_listed(self.word, words) for words in lists)

    @property
    def has_starter(self) -> bool:
        """Whether what follows begins with a quotation mark or a word that begins sentences."""
        opening = re.match(rf"({_BEGIN}*)([\w]*)(\.?)", self.after)
        if not opening:
            return False
        is_initial = len(opening[2]) == 1 and opening[3] == "."
        return opening[1][:1] in {"“", '"', "‘"} or (opening[2] in _STARTERS and not is_initial)


def _continues(text: str, start: int, end: int) -> bool:
    visible = re.compile(r"\S").search(text, end)
    if not visible:
        return False
    after = text[visible.start() : visible.start() + _NEAR]
    gap = _Gap(text[max(start, end - _NEAR) : end].strip(), after)
    return any(rule(gap) for rule in _CONTINUATIONS)


def _is_listed(word: str, words: frozenset[str]) -> bool:
    """Listed as written, or in lower case if it is no single letter: "V." is not "v."."""
    return word in words or (len(word) > 1 and word.lower() in words)


_NEVER_LAST: Final = _words(
    """mr mrs ms mx dr drs prof messrs mme mlle lt capt sgt cmdr col gen gov hon maj pres rep rev
    sen v vs cf viz e.g i.e eg ie ca approx incl"""
)
_NUMBERED: Final = _words(
    """no nos n° p pp para paras sec secs s ss art arts ch chs cl fig figs vol vols fn n nn l c eq
    tit pt pts ver ext dkt stat jan feb mar apr jun jul aug sep sept oct nov dec"""
)
"""Before a number only: "No. 5", but "It is a no. We"."""
_SHORTENED: Final = _words(
    """jr sr esq bros corp co inc ltd pvt llc plc assn assoc dept govt gov't int'l nat'l univ inst
    acad comm'n comm'r dep't att'y atty aff'd ass'n soc'y entm't ibid id al et seq op loc cit etc ed
    eds supp rptr cir appx ph.d ave blvd st hwy bldg apt ft lb lbs oz kg km hrs a.m p.m evid crim
    decl exh educ stat dist ann commw admin envtl litig mgmt bankr biol chem natl
    Fed Reg Pub Civ Proc App Sup Ct Cal Bd Mt Ex Cl Wed Fri Tues Thurs Am Auth Cas Cong Ctr Dev Econ
    Elec Eng Found Grp Hosp Indus Lab Mfg Mut Nat Pac Res Ry Sch Sci Serv Soc Sys Tech Tel Transp
    Treas Ala Ariz Ark Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev
    Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo"""
)
"""Before anything but a word that begins sentences; those with a capital here only with one."""

_MARKER: Final = re.compile(
    r"(?:[•‣⁃▪●*–-]\s?)?"
    r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})[.)]{1,2}|(?:\d{1,2}\.)+|[PN]\.?\s?[SB]\.)"
)
_MARKER_INSIDE: Final = re.compile(r"[:;]\s+\(?\d{1,2}[.)]+\Z")
_NEVER_FIRST: Final = re.compile(rf"[,;:!?%{re.escape(_CLOSE)}]|\.(?!\w)")
_OPEN_LAST: Final = re.compile(rf"(?:\A|\s)[{re.escape(_OPEN)}]+\Z")
_QUOTED: Final = re.compile(rf"[.!?…](?:{_SHUT}|[“‘])+\Z")
_UNCLOSED: Final = re.compile(r"[(\[][^()\[\]]*\Z")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.-?)*[A-Z]")
_NUMBER: Final = re.compile(r"[\d§¶#]|[A-Z][A-Z:-]*\d")
_LETTER: Final = re.compile(r"(?:[B-HJ-Z]|[IVXLC]{2,}|A(?=[,;.)]))(?!\w)")
_LOUD: Final = _words("Yahoo! Jeopardy! Joomla! Yum!")


def _is_marker(gap: _Gap) -> bool:
    """A list marker stays with its item: "1.", "(a)", "P.S."."""
    return bool(_MARKER.fullmatch(gap.before) or _MARKER_INSIDE.search(gap.before))


def _is_fragment(gap: _Gap) -> bool:
    """What follows is no sentence: closing marks, a comma, the last smiley of the block."""
    is_last = len(gap.after) < 12 and not any(map(str.isalnum, gap.after))
    return is_last or bool(_NEVER_FIRST.match(gap.after) or _OPEN_LAST.search(gap.before))


def _goes_on_in_lower_case(gap: _Gap) -> bool:
    """ "Why?" he asked; (he left.) and; well... so; at 5 p.m. on; Yahoo! said."""
    if not gap.after[0].islower():
        return False
    has_inner_dot = "." in gap.word and any(map(str.isalpha, gap.word))
    is_loud = gap.token in _LOUD or gap.token.endswith(("…", "..."))
    return bool(_QUOTED.search(gap.before)) or has_inner_dot or gap.is_abbreviated or is_loud


def _is_reference(gap: _Gap) -> bool:
    """An abbreviation before a number in brackets that are not yet closed: "(ref. 5)"."""
    return gap.after[0].isdigit() and bool(gap.word and _UNCLOSED.search(gap.before))


def _is_abbreviation(gap: _Gap) -> bool:
    word = gap.word
    if _is_listed(word, _NEVER_LAST):
        return True
    if gap.token.endswith(("”", '"')):
        return False
    if _is_listed(word.rsplit("-", 1)[-1], _NUMBERED) and (
        _NUMBER.match(gap.after) or (word[0].isupper() and _LETTER.match(gap.after))
    ):
        return True
    is_shortened = _is_listed(word, _SHORTENED) or bool(_INITIALS.fullmatch(word))
    return is_shortened and not gap.has_starter


_CONTINUATIONS: Final[tuple[Callable[[_Gap], bool], ...]] = (
    _is_marker,
    _is_fragment,
    _goes_on_in_lower_case,
    _is_reference,
    _is_abbreviation,
)


# Shortening: a sentence without end is cut at the best weaker boundary.

_WEAKER: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[;:]{_SHUT}*(?=\s)",
        r"(?=[\r\n])",
        rf"[,—–]{_SHUT}*(?=\s)",
        rf"(?<![{re.escape(_OPEN)}])(?=\s+[^\s{re.escape(_CLOSE)}])",
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
