"""The difference between pasted words and the record, word by word, in slices of both."""

from collections.abc import Iterator, Sequence

from index.domain.answer import DiffOp
from index.text.invisible_characters import acts
from index.verification.alignment import Alignment, Step
from index.verification.editorial_marks import Span
from index.verification.occurrences import Occurrence
from index.verification.pasted_text import PastedText
from index.verification.splices import SplicePiece
from index.verification.text_index import IndexedText
from index.verification.tokens import Token


def describe(alignment: Alignment, reading: PastedText, entry: IndexedText) -> tuple[DiffOp, ...]:
    """The runs of an alignment in order."""
    return tuple(
        _name(is_equal, _cut_theirs(alignment, steps, reading), _cut_ours(alignment, steps, entry))
        for is_equal, steps in alignment.runs
    )


def describe_pieces(
    pieces: Sequence[SplicePiece], gaps: Sequence[tuple[Occurrence, Span]], reading: PastedText
) -> tuple[DiffOp, ...]:
    """Pasted pieces as they are on the record, with our words between them: slices of a place's form."""
    changes: list[DiffOp] = []
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


def _name(is_equal: bool, theirs: str, ours: str) -> DiffOp:
    if is_equal:
        return "equal", theirs, ours
    if not theirs:
        return "insert", theirs, ours
    return ("replace" if ours else "delete"), theirs, ours


def _cut_theirs(alignment: Alignment, steps: list[Step], reading: PastedText) -> str:
    numbers = _distinct(i for i, _ in steps)
    if not numbers:
        return ""
    return reading.original(alignment.theirs[numbers[0]].start, alignment.theirs[numbers[-1]].end)


def _cut_ours(alignment: Alignment, steps: list[Step], entry: IndexedText) -> str:
    numbers = _distinct(j for _, j in steps)
    if not numbers:
        return ""
    span = alignment.ours[numbers[0]].start, alignment.ours[numbers[-1]].end
    return entry.text[slice(*entry.form.to_original(*span))]
