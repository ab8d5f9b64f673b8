"""The difference between pasted words and the record, word by word, in slices of both."""

from collections.abc import Iterator, Sequence

from index.answers import Change
from index.hidden import acts
from index.verifying.alignment import Alignment, Step
from index.verifying.marks import Span
from index.verifying.pasted import Reading
from index.verifying.places import Place
from index.verifying.splices import Piece
from index.verifying.texts import Entry
from index.verifying.words import Token


def describe(alignment: Alignment, reading: Reading, entry: Entry) -> tuple[Change, ...]:
    """The runs of an alignment in order."""
    return tuple(
        _name(is_equal, _cut_theirs(alignment, steps, reading), _cut_ours(alignment, steps, entry))
        for is_equal, steps in alignment.runs
    )


def describe_pieces(
    pieces: Sequence[Piece], gaps: Sequence[tuple[Place, Span]], reading: Reading
) -> tuple[Change, ...]:
    """Pasted pieces as they are on the record, with our words between them: slices of a place's form."""
    changes: list[Change] = []
    for number, piece in enumerate(pieces):
        theirs = reading.original(reading.start + piece.start, reading.start + piece.end)
        found = piece.place.found
        changes.append(("equal", theirs, piece.place.original(found.start, found.end)))
        for place, gap in gaps[number : number + 1]:
            changes.append(("insert", "", place.original(*gap).strip()))
    return tuple(changes)


def has_same_words(alignment: Alignment) -> bool:
    """Whether the words are the same, and only marks between them or the case of letters differ.

    They are not where one may read others by what acts unseen.
    """
    changed = [steps for is_equal, steps in alignment.runs if not is_equal]
    theirs = [alignment.theirs[i] for steps in changed for i in _distinct(i for i, _ in steps)]
    ours = [alignment.ours[j] for steps in changed for j in _distinct(j for _, j in steps)]
    return _fold(theirs) == _fold(ours)


def _fold(tokens: list[Token]) -> list[str]:
    return [token.text.casefold() for token in tokens if token.is_word or acts(token.text)]


def _distinct(numbers: Iterator[int | None]) -> list[int]:
    return list(dict.fromkeys(number for number in numbers if number is not None))


def _name(is_equal: bool, theirs: str, ours: str) -> Change:
    if is_equal:
        return "equal", theirs, ours
    if not theirs:
        return "insert", theirs, ours
    return ("replace" if ours else "delete"), theirs, ours


def _cut_theirs(alignment: Alignment, steps: list[Step], reading: Reading) -> str:
    numbers = _distinct(i for i, _ in steps)
    if not numbers:
        return ""
    return reading.original(alignment.theirs[numbers[0]].start, alignment.theirs[numbers[-1]].end)


def _cut_ours(alignment: Alignment, steps: list[Step], entry: Entry) -> str:
    numbers = _distinct(j for _, j in steps)
    if not numbers:
        return ""
    span = alignment.ours[numbers[0]].start, alignment.ours[numbers[-1]].end
    return entry.text[slice(*entry.form.to_original(*span))]
