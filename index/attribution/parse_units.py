"""The text around quotations, in pieces that a parser understands.

A frame is a sentence, or several where one quotation runs over them, in which every quoted clause is
replaced by a short one: what stands between the marks is long, has subjects and verbs of its own, and
leads a parser astray, while who said it stands outside. Quoted words that are part of the sentence ("called
it “a sham”") stay.
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

_STAND_IN: Final = "It is so"
_MAX_KEPT_CHARS: Final = 25
"""Words of a quoted part of a sentence that are left to the parser."""

_MAX_UNIT_CHARS: Final = 3000
"""Characters. Anything longer is no sentence, and is left unattributed."""


_INQUIT: Final = re.compile(rf"(?:(?:The|A|His|Her) )?(?:[\w.’'-]+ ){{1,3}}?(?:{SAYING})\b")
"""Somebody, and a word of saying in the past."""


@dataclass(frozen=True, slots=True)
class QuotedPart:
    """A quotation of a frame: its words in the text, and in the frame with their marks."""

    marked: QuotedSpan
    start: int
    end: int
    is_clause: bool


@dataclass(frozen=True, slots=True)
class ParseUnit:
    """A piece of one paragraph. `[start, end)` is its place in the text; `words` is what is parsed.

    `shifts` are pairs of an offset in `words` and one in the text, from each of which on they run alike.
    `first` and `last` are its sentences, both included.
    """

    block: int
    start: int
    end: int
    first: int
    last: int
    words: str
    quoted: tuple[QuotedPart, ...]
    shifts: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> int:
        """The offset in the text of an offset in `words`."""
        words, text = max((shift for shift in self.shifts if shift[0] <= offset), default=(0, self.start))
        return min(text + offset - words, self.end)

    def holds(self, offset: int) -> bool:
        """Whether the character at an offset of `words` is between quotation marks."""
        return any(one.start <= offset < one.end for one in self.quoted)

    @property
    def outside(self) -> str:
        """What of `words` is not quoted, with a gap for each quotation."""
        parts, at = [], 0
        for one in self.quoted:
            parts.append(self.words[at : one.start])
            at = one.end
        return "\0".join([*parts, self.words[at:]])


def make_parse_units(
    text: str, sentences: Sequence[Sentence], pause: Pause = lambda: None
) -> list[ParseUnit]:
    """All frames of a text in order.

    `pause` is called between two pieces of work, as in `find_quoted_spans`.
    """
    frames: list[ParseUnit] = []
    for block, group in groupby(enumerate(sentences), key=lambda pair: pair[1].block):
        pause()
        numbers = [number for number, _ in group]
        start, end = sentences[numbers[0]].start, sentences[numbers[-1]].end
        marked = [
            QuotedSpan(start + one.start, start + one.end, one.is_open)
            for one in find_quoted_spans(text[start:end], pause)
        ]
        starts = [one.start for one in marked]
        for first, last in _join(text, sentences, numbers, marked):
            span = (sentences[first].start, sentences[last].end)
            own = marked[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
            frames.append(_make_frame(text, block, span, (first, last), own))
    return frames


def _join(
    text: str, sentences: Sequence[Sentence], numbers: Sequence[int], marked: Sequence[QuotedSpan]
) -> Iterator[tuple[int, int]]:
    """Runs of sentences between which no quotation runs on."""
    first = numbers[0]
    starts = [one.start for one in marked]
    for number, following in zip(numbers, [*numbers[1:], None], strict=True):
        if following is not None:
            end, start = sentences[number].end, sentences[following].start
            opened = bisect_right(starts, end)
            if opened and start < marked[opened - 1].end:
                continue
            if _runs_on(text[max(end - 2, 0) : end], text[start : sentences[following].end]):
                continue
        yield first, number
        first = number + 1


def _runs_on(ending: str, beginning: str) -> bool:
    """Whether what follows a quotation belongs to it: "“Why?” she asked", "“So.” – Ann Lee"."""
    if ending[-1:] not in tuple("”\"’'»"):
        return False
    if beginning[:1].islower() or beginning[:1] in tuple("–—-"):
        return True
    return ending[:1] in tuple("?!") and bool(_INQUIT.match(beginning))


def _make_frame(
    text: str, block: int, span: tuple[int, int], numbers: tuple[int, int], marked: Sequence[QuotedSpan]
) -> ParseUnit:
    words, length, at = [], 0, span[0]
    quoted: list[QuotedPart] = []
    shifts = [(0, span[0])]

    def put(piece: str, origin: int) -> None:
        nonlocal length
        shifts.append((length, origin))
        words.append(piece)
        length += len(piece)

    for one in marked:
        put(text[at : one.start], at)  # up to and with the opening mark
        start = length - 1
        content = text[one.start : one.end]
        is_clause = _is_clause(content)
        put(_stand_in(content) if is_clause else content, one.start)
        closing = text[one.end : one.end + 1] if one.end < span[1] else ""
        put(closing, one.end)
        quoted.append(QuotedPart(one, start, length, is_clause))
        at = one.end + len(closing)
    put(text[at : span[1]], at)
    joined = "".join(words)
    if len(joined) > _MAX_UNIT_CHARS:
        joined, quoted = "", []
    return ParseUnit(block, *span, *numbers, joined, tuple(quoted), tuple(shifts))


def _is_clause(content: str) -> bool:
    """Whether quoted words make a sentence of their own, and are no part of the one around them."""
    words = re.findall(r"\w+", content)
    if content.rstrip()[-1:] in tuple(".,?!;…—–"):
        return True
    return len(words) > _MAX_KEPT_CHARS or (len(words) > 3 and content.lstrip()[:1].isupper())


def _stand_in(content: str) -> str:
    ending = content.rstrip()[-1:]
    return _STAND_IN + (ending if ending in ".,?!" else "")
