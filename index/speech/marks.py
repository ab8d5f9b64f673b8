"""Words between quotation marks: curly, straight, single, double, guillemets, one pair in another.

The outermost pair is what somebody is quoted as saying; whatever stands inside it is part of their words.
An apostrophe is no mark, nor is a mark of inches. A mark that nothing closes is told apart, since a
quotation over several paragraphs closes in its last one only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

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
_MOST_SCANS: Final = 20
"""Tries to read one paragraph, each without one more mark that nothing closes."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The words `[start, end)` between an opening mark and its closing mark, by offsets in the text.

    `is_open` where no mark closes them; then they go on to the end of the paragraph.
    """

    start: int
    end: int
    is_open: bool = False


def find_marked(text: str) -> list[Marked]:
    """The outermost quotations of one paragraph, in order; the last may be open."""
    idle: set[int] = set()  # single marks that turned out to be apostrophes
    for _ in range(_MOST_SCANS):
        found, left = _scan(text, idle)
        if left is None:
            return found
        if text[left] not in _SINGLE:
            return [*found, Marked(left + 1, len(text), is_open=True)]
        idle.add(left)
    return []


def _scan(text: str, idle: set[int]) -> tuple[list[Marked], int | None]:
    """The closed quotations, and the outermost opening mark that was left open."""
    found: list[Marked] = []
    stack: list[int] = []
    for position in _list_marks(text):
        if position in idle:
            continue
        depth = _find_partner(text, position, stack)
        if depth is not None:
            if depth == 0:
                found.append(Marked(stack[0] + 1, position))
            del stack[depth:]
        elif _opens(text, position):
            if stack and text[stack[-1]] == text[position]:
                stack.pop()  # it was never closed: no language puts a pair into one of its own sort
            stack.append(position)
    return [one for one in found if one.start < one.end], stack[0] if stack else None


def _list_marks(text: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(r"[“”\"„«»‹›‘’'‚]", text))


def _find_partner(text: str, position: int, stack: list[int]) -> int | None:
    """The depth of the opening mark that a mark closes; inner ones left open are apostrophes."""
    if not stack or not _closes(text, position):
        return None
    for depth in range(len(stack) - 1, -1, -1):
        opening = text[stack[depth]]
        if text[position] in _CLOSERS[opening]:
            return depth
        if opening not in _SINGLE:
            return None
    return None


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


def _closes(text: str, position: int) -> bool:
    mark, following = text[position], text[position + 1 : position + 2]
    before = text[position - 1]
    if mark in "»›":
        return True
    if before.isspace() or following.isalnum():
        return False
    return mark not in _APOSTROPHES or not _is_possessive(text, position)


def _is_possessive(text: str, position: int) -> bool:
    """Whether an apostrophe after an s belongs to the word, as a later mark closes the quotation."""
    if text[position - 1] != "s" or not re.match(r"\s+[\w(]", text[position + 1 : position + 4]):
        return False
    for match in re.finditer(r"[‘’']", text[position + 1 : position + 2000]):
        later = position + 1 + match.start()
        before, following = text[later - 1], text[later + 1 : later + 2]
        if text[later] == "‘" or (before.isspace() and following.isalnum()):
            return False
        if (before in _ENDS_SPEECH and not following.isalnum()) or following in _ENDS_SPEECH:
            return True
    return False
