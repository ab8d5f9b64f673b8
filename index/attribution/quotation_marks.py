"""Finds spans between quotation marks: curly, straight, single, double, guillemets, nested.

Only the outermost pair counts as a quotation. Apostrophes and inch marks are not quotation marks. A quotation
left open is reported as such, since one over several paragraphs is closed in the last one only.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

_CLOSERS: Final = {
    "“": "”",
    '"': '"',
    "„": "“”",
    "«": "»",
    "‹": "›",
    "‘": "’",
    "'": "'",
    "‚": "‘’",
}
"""Opening marks, each with the marks that close it."""

_SINGLE: Final = frozenset("‘'‚")
_APOSTROPHES: Final = frozenset("’'")
_BEFORE_OPENING: Final = frozenset("([{<—–-/:“\"„«‘'|")
_ELISION: Final = re.compile(r"['’‘](?:\d0s|tis|twas|em|n['’]?|til|cause|bout|round)(?!\w)", re.IGNORECASE)
_ENDS_SPEECH: Final = frozenset(".,?!;…")
_MARK: Final = re.compile(r"[“”\"„«»‹›‘’'‚]")
_SINGLE_MARK: Final = re.compile(r"[‘’']")
_NEXT_WORD: Final = re.compile(r"\s+[\w(]")
_MAX_CLOSING_DISTANCE_CHARS: Final = 2000
"""Between an apostrophe and the mark that closes the quotation around it."""

_MAX_SCANS: Final = 20
"""Scans of one paragraph; each ignores one more unclosed mark than the last."""

_PAUSE_MARKS: Final = 5000
"""Marks processed between two calls of `pause`, in a few hundredths of a second."""

T = TypeVar("T")

Pause = Callable[[], None]


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """The text `[start, end)` between an opening and a closing mark, without the marks.

    If no mark closes it, `is_open` is true and it extends to the end of the paragraph.
    """

    start: int
    end: int
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """A character that may open or close a quotation at its position."""

    sign: str
    position: int
    opens: bool
    closes: bool


class _Unclosed:
    """A stack of opening marks that are not closed yet."""

    def __init__(self) -> None:
        self._marks: list[_Mark] = []
        self._depths: dict[str, list[int]] = {sign: [] for sign in _CLOSERS}

    def __len__(self) -> int:
        return len(self._marks)

    def __getitem__(self, depth: int) -> _Mark:
        return self._marks[depth]

    def add(self, mark: _Mark) -> None:
        self._depths[mark.sign].append(len(self._marks))
        self._marks.append(mark)

    def drop(self, depth: int) -> None:
        """Remove the marks from `depth` on."""
        while len(self._marks) > depth:
            self._depths[self._marks.pop().sign].pop()

    def find_partner(self, sign: str) -> int | None:
        """The depth of the mark that a sign closes. Unclosed single marks inside it are apostrophes."""
        reachable = (
            depths[-1]
            for opening, depths in self._depths.items()
            if depths and (opening not in _SINGLE or sign in _CLOSERS[opening])
        )
        depth = max(reachable, default=None)
        return depth if depth is not None and sign in _CLOSERS[self._marks[depth].sign] else None


def find_quoted_spans(text: str, pause: Pause = lambda: None) -> list[QuotedSpan]:
    """The outermost quotations of one paragraph, in order; the last may be open.

    `pause` is called at intervals; it may raise an exception to stop the work.
    """
    marks = list(_pace(_list_marks(text, pause), pause))
    apostrophes: set[int] = set()  # single marks that turned out to be apostrophes
    for _ in range(_MAX_SCANS):
        spans, unclosed = _scan(mark for mark in _pace(marks, pause) if mark.position not in apostrophes)
        if unclosed is None:
            return spans
        if unclosed.sign not in _SINGLE:
            return [*spans, QuotedSpan(unclosed.position + 1, len(text), is_open=True)]
        apostrophes.add(unclosed.position)
    return []


def _scan(marks: Iterable[_Mark]) -> tuple[list[QuotedSpan], _Mark | None]:
    """The closed quotations, and the outermost mark that was left open."""
    spans: list[QuotedSpan] = []
    unclosed = _Unclosed()
    for mark in marks:
        depth = unclosed.find_partner(mark.sign) if mark.closes else None
        if depth is not None:
            if depth == 0:
                spans.append(QuotedSpan(unclosed[0].position + 1, mark.position))
            unclosed.drop(depth)
        elif mark.opens:
            if unclosed and unclosed[-1].sign == mark.sign:
                unclosed.drop(len(unclosed) - 1)  # never closed: pairs of one kind are not nested
            unclosed.add(mark)
    return [span for span in spans if span.start < span.end], unclosed[0] if unclosed else None


def _pace(work: Iterable[T], pause: Pause) -> Iterator[T]:
    for number, item in enumerate(work):
        if number % _PAUSE_MARKS == 0:
            pause()
        yield item


def _list_marks(text: str, pause: Pause) -> Iterator[_Mark]:
    ends = _SpeechEnds(text, pause)
    for match in _MARK.finditer(text):
        position = match.start()
        yield _Mark(match[0], position, _opens(text, position), _closes(text, position, ends))


def _opens(text: str, position: int) -> bool:
    mark, following = text[position], text[position + 1 : position + 2]
    if mark not in _CLOSERS or not following:
        return False
    if following.isspace() and mark not in "«‹":
        return False
    before = text[position - 1] if position else " "
    if mark in _SINGLE and (
        _ELISION.match(text, position) or not (following.isalnum() or following in '[“"…')
    ):
        return False
    return before.isspace() or before in _BEFORE_OPENING


def _closes(text: str, position: int, ends: "_SpeechEnds") -> bool:
    mark, following = text[position], text[position + 1 : position + 2]
    before = text[position - 1]
    if mark in "»›":
        return True
    if before.isspace() or following.isalnum():
        return False
    return mark not in _APOSTROPHES or not _is_possessive(text, position, ends)


def _is_possessive(text: str, position: int, ends: "_SpeechEnds") -> bool:
    """Whether an apostrophe after an s belongs to the word, since a later mark closes the quotation."""
    if text[position - 1] != "s" or not _NEXT_WORD.match(text, position + 1, position + 4):
        return False
    return ends.ends_after(position)


class _SpeechEnds:
    """Positions of single marks that clearly end speech, or begin other speech."""

    def __init__(self, text: str, pause: Pause) -> None:
        self._positions: list[int] = []
        self._is_end: list[bool] = []
        for match in _pace(_SINGLE_MARK.finditer(text), pause):
            is_end = _ends_speech(text, match.start())
            if is_end is not None:
                self._positions.append(match.start())
                self._is_end.append(is_end)

    def ends_after(self, position: int) -> bool:
        """Whether the next of these marks after a position is near and ends speech."""
        number = bisect_right(self._positions, position)
        is_near = (
            number < len(self._positions) and self._positions[number] < position + _MAX_CLOSING_DISTANCE_CHARS
        )
        return is_near and self._is_end[number]


def _ends_speech(text: str, position: int) -> bool | None:
    """Whether a single mark ends speech; None if unclear."""
    before, following = text[position - 1], text[position + 1 : position + 2]
    if text[position] == "‘" or (before.isspace() and following.isalnum()):
        return False
    return True if (before in _ENDS_SPEECH and not following.isalnum()) or following in _ENDS_SPEECH else None
