"""Prepares the text around quotations for the parser.

A parse unit is a sentence, or several that one quotation spans, with every quoted clause replaced by a short
placeholder: quoted clauses are long and have subjects and verbs of their own, which mislead the parser, while
the speaker is named outside. Quoted words that are part of the sentence ("called it “a sham”") stay.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from index.attribution.lexicon import SAYING
from index.attribution.quotation_marks import Pause, QuotedSpan, find_quoted_spans
from index.splitting.passages import Sentence

_PLACEHOLDER: Final = "It is so"
_MAX_INLINE_WORDS: Final = 25
"""A longer quoted part is replaced even if it does not look like a clause."""

_MAX_UNIT_CHARS: Final = 3000
"""Longer units are not sentences, and are left unattributed."""

_INQUIT: Final = re.compile(rf"(?:(?:The|A|His|Her) )?(?:[\w.’'-]+ ){{1,3}}?(?:{SAYING})\b")
"""A subject and a verb of saying, such as "The lawyer said"."""


@dataclass(frozen=True, slots=True)
class QuotedPart:
    """A quotation in a unit: `span` in the text; `[start, end)` in `words`, with its marks."""

    span: QuotedSpan
    start: int
    end: int
    is_clause: bool


@dataclass(frozen=True, slots=True)
class ParseUnit:
    """A part of one paragraph: `[start, end)` in the text; `words` is the string that is parsed.

    `shifts` are pairs of an offset in `words` and the offset in the text that it corresponds to. `first` and
    `last` are the indexes of its sentences, both included.
    """

    block: int
    start: int
    end: int
    first: int
    last: int
    words: str
    quoted: tuple[QuotedPart, ...]
    shifts: tuple[tuple[int, int], ...]

    def text_offset(self, offset: int) -> int:
        """The offset in the text that corresponds to an offset in `words`."""
        words, text = max((shift for shift in self.shifts if shift[0] <= offset), default=(0, self.start))
        return min(text + offset - words, self.end)

    def is_quoted(self, offset: int) -> bool:
        """Whether the character at an offset of `words` is inside quotation marks."""
        return any(one.start <= offset < one.end for one in self.quoted)

    @property
    def outside(self) -> str:
        """The unquoted part of `words`, with `\\0` for each quotation."""
        parts, at = [], 0
        for one in self.quoted:
            parts.append(self.words[at : one.start])
            at = one.end
        return "\0".join([*parts, self.words[at:]])


def make_parse_units(
    text: str, sentences: Sequence[Sentence], pause: Pause = lambda: None
) -> list[ParseUnit]:
    """The parse units of a text, in order. `pause` is as in `find_quoted_spans`."""
    units: list[ParseUnit] = []
    for block, group in groupby(enumerate(sentences), key=lambda pair: pair[1].block):
        pause()
        numbers = [number for number, _ in group]
        start, end = sentences[numbers[0]].start, sentences[numbers[-1]].end
        spans = [
            QuotedSpan(start + one.start, start + one.end, one.is_open)
            for one in find_quoted_spans(text[start:end], pause)
        ]
        starts = [one.start for one in spans]
        for first, last in _join(text, sentences, numbers, spans):
            span = (sentences[first].start, sentences[last].end)
            own = spans[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
            units.append(_make_unit(text, block, span, (first, last), own))
    return units


def _join(
    text: str, sentences: Sequence[Sentence], numbers: Sequence[int], spans: Sequence[QuotedSpan]
) -> Iterator[tuple[int, int]]:
    """Runs of sentences, as pairs of first and last index, that no quotation crosses."""
    first = numbers[0]
    starts = [one.start for one in spans]
    for number, following in zip(numbers, [*numbers[1:], None], strict=True):
        if following is not None:
            end, start = sentences[number].end, sentences[following].start
            opened = bisect_right(starts, end)
            if opened and start < spans[opened - 1].end:
                continue
            if _is_attribution(text[max(end - 2, 0) : end], text[start : sentences[following].end]):
                continue
        yield first, number
        first = number + 1


def _is_attribution(ending: str, beginning: str) -> bool:
    """Whether the text after a quotation attributes it: "“Why?” she asked", "“So.” – Ann Lee"."""
    if ending[-1:] not in tuple("”\"’'»"):
        return False
    if beginning[:1].islower() or beginning[:1] in tuple("–—-"):
        return True
    return ending[:1] in tuple("?!") and bool(_INQUIT.match(beginning))


def _make_unit(
    text: str, block: int, span: tuple[int, int], numbers: tuple[int, int], spans: Sequence[QuotedSpan]
) -> ParseUnit:
    words, length, at = [], 0, span[0]
    quoted: list[QuotedPart] = []
    shifts = [(0, span[0])]

    def append(piece: str, origin: int) -> None:
        nonlocal length
        shifts.append((length, origin))
        words.append(piece)
        length += len(piece)

    for one in spans:
        append(text[at : one.start], at)  # including the opening mark
        start = length - 1
        content = text[one.start : one.end]
        is_clause = _is_clause(content)
        append(_make_placeholder(content) if is_clause else content, one.start)
        closing = text[one.end : one.end + 1] if one.end < span[1] else ""
        append(closing, one.end)
        quoted.append(QuotedPart(one, start, length, is_clause))
        at = one.end + len(closing)
    append(text[at : span[1]], at)
    joined = "".join(words)
    if len(joined) > _MAX_UNIT_CHARS:
        joined, quoted = "", []
    return ParseUnit(block, *span, *numbers, joined, tuple(quoted), tuple(shifts))


def _is_clause(content: str) -> bool:
    """Whether quoted words are a clause of their own rather than part of the sentence around them."""
    words = re.findall(r"\w+", content)
    if content.rstrip()[-1:] in tuple(".,?!;…—–"):
        return True
    return len(words) > _MAX_INLINE_WORDS or (len(words) > 3 and content.lstrip()[:1].isupper())


def _make_placeholder(content: str) -> str:
    ending = content.rstrip()[-1:]
    return _PLACEHOLDER + (ending if ending in ".,?!" else "")
