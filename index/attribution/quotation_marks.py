"""Words between quotation marks: curly, straight, single, double, guillemets, one pair in another.

The outermost pair is what somebody is quoted as saying; whatever stands inside it is part of their words.
An apostrophe is no mark, nor is a mark of inches. A mark that nothing closes is told apart, since a
quotation over several paragraphs closes in its last one only.
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
"""The marks that open, and those by which each is closed."""

_SINGLE: Final = frozenset("‘'‚")
_APOSTROPHES: Final = frozenset("’'")
_BEFORE_OPENING: Final = frozenset("([{<—–-/:“\"„«‘'|")
_ELISION: Final = re.compile(r"['’‘](?:\d0s|tis|twas|em|n['’]?|til|cause|bout|round)(?!\w)", re.IGNORECASE)
_ENDS_SPEECH: Final = frozenset(".,?!;…")
_MARK: Final = re.compile(r"[“”\"„«»‹›‘’'‚]")
_SINGLE_MARK: Final = re.compile(r"[‘’']")
_GOES_ON: Final = re.compile(r"\s+[\w(]")
_MAX_REACH_CHARS: Final = 2000
"""Characters from an apostrophe to the mark that closes the quotation it stands in."""

_MAX_SCANS: Final = 20
"""Tries to read one paragraph, each without one more mark that nothing closes."""

_PIECE: Final = 5000
"""Marks read between two pauses: some hundredths of a second."""

T = TypeVar("T")

Pause = Callable[[], None]


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """The words `[start, end)` between an opening mark and its closing mark, by offsets in the text.

    `is_open` where no mark closes them; then they go on to the end of the paragraph.
    """

    start: int
    end: int
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """A character that may open or close a quotation where it stands."""

    sign: str
    position: int
    opens: bool
    closes: bool


class _Unclosed:
    """The opening marks that nothing has closed so far, each inside those before it."""

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
        """Forget the marks from a depth on."""
        while len(self._marks) > depth:
            self._depths[self._marks.pop().sign].pop()

    def find_partner(self, sign: str) -> int | None:
        """The depth of the mark that a sign closes; single ones inside it, left open, are apostrophes."""
        reached = (
            depths[-1]
            for opening, depths in self._depths.items()
            if depths and (opening not in _SINGLE or sign in _CLOSERS[opening])
        )
        depth = max(reached, default=None)
        return depth if depth is not None and sign in _CLOSERS[self._marks[depth].sign] else None


def find_quoted_spans(text: str, pause: Pause = lambda: None) -> list[QuotedSpan]:
    """The outermost quotations of one paragraph, in order; the last may be open.

    `pause` is called between two pieces of the work, which it may end by an exception.
    """
    marks = list(_pace(_list_marks(text, pause), pause))
    idle: set[int] = set()  # single marks that turned out to be apostrophes
    for _ in range(_MAX_SCANS):
        found, left = _scan(mark for mark in _pace(marks, pause) if mark.position not in idle)
        if left is None:
            return found
        if left.sign not in _SINGLE:
            return [*found, QuotedSpan(left.position + 1, len(text), is_open=True)]
        idle.add(left.position)
    return []


def _scan(marks: Iterable[_Mark]) -> tuple[list[QuotedSpan], _Mark | None]:
    """The closed quotations, and the outermost opening mark that was left open."""
    found: list[QuotedSpan] = []
    unclosed = _Unclosed()
    for mark in marks:
        depth = unclosed.find_partner(mark.sign) if mark.closes else None
        if depth is not None:
            if depth == 0:
                found.append(QuotedSpan(unclosed[0].position + 1, mark.position))
            unclosed.drop(depth)
        elif mark.opens:
            if unclosed and unclosed[-1].sign == mark.sign:
                unclosed.drop(len(unclosed) - 1)  # never closed: no language puts a pair into one of its sort
            unclosed.add(mark)
    return [one for one in found if one.start < one.end], unclosed[0] if unclosed else None


def _pace(work: Iterable[T], pause: Pause) -> Iterator[T]:
    for number, one in enumerate(work):
        if number % _PIECE == 0:
            pause()
        yield one


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
    """Whether an apostrophe after an s belongs to the word, as a later mark closes the quotation."""
    if text[position - 1] != "s" or not _GOES_ON.match(text, position + 1, position + 4):
        return False
    return ends.come_after(position)


class _SpeechEnds:
    """Where single marks tell that speech ends, or that other speech begins before it does."""

    def __init__(self, text: str, pause: Pause) -> None:
        self._positions: list[int] = []
        self._is_end: list[bool] = []
        for match in _pace(_SINGLE_MARK.finditer(text), pause):
            is_end = _ends_speech(text, match.start())
            if is_end is not None:
                self._positions.append(match.start())
                self._is_end.append(is_end)

    def come_after(self, position: int) -> bool:
        """Whether speech ends at the next such mark, within reach."""
        number = bisect_right(self._positions, position)
        is_near = number < len(self._positions) and self._positions[number] < position + _MAX_REACH_CHARS
        return is_near and self._is_end[number]


def _ends_speech(text: str, position: int) -> bool | None:
    """Whether a single mark ends speech; None where that is open."""
    before, following = text[position - 1], text[position + 1 : position + 2]
    if text[position] == "‘" or (before.isspace() and following.isalnum()):
        return False
    return True if (before in _ENDS_SPEECH and not following.isalnum()) or following in _ENDS_SPEECH else None
