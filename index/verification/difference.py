"""The word diff between pasted words and the record, made of slices of both."""

from collections.abc import Iterator, Sequence

from index.domain.answer import DiffOp
from index.text.invisible_characters import changes_display
from index.verification.alignment import Alignment, Step
from index.verification.editorial_marks import Span
from index.verification.occurrences import Occurrence
from index.verification.pasted_text import PastedText
from index.verification.splices import SplicePiece
from index.verification.text_index import IndexedText
from index.verification.tokens import Token


def describe(alignment: Alignment, pasted_text: PastedText, entry: IndexedText) -> tuple[DiffOp, ...]:
    """The diff of an alignment: an operation for each run of steps."""
    return tuple(
        _to_op(is_equal, _cut_pasted(alignment, steps, pasted_text), _cut_recorded(alignment, steps, entry))
        for is_equal, steps in alignment.runs
    )


def describe_pieces(
    pieces: Sequence[SplicePiece], gaps: Sequence[tuple[Occurrence, Span]], pasted_text: PastedText
) -> tuple[DiffOp, ...]:
    """The diff of pasted pieces: equal pieces, with the words in the gaps between them as insertions."""
    changes: list[DiffOp] = []
    for number, piece in enumerate(pieces):
        pasted = pasted_text.original(pasted_text.start + piece.start, pasted_text.start + piece.end)
        match = piece.occurrence.match
        changes.append(("equal", pasted, piece.occurrence.original(match.start, match.end)))
        for occurrence, gap in gaps[number : number + 1]:
            changes.append(("insert", "", occurrence.original(*gap).strip()))
    return tuple(changes)


def has_same_words(alignment: Alignment) -> bool:
    """Whether the words are the same, so that only punctuation or the case of letters differs.

    Invisible characters that change how a text is read count as words.
    """
    changed = [steps for is_equal, steps in alignment.runs if not is_equal]
    pasted = [alignment.pasted[i] for steps in changed for i in _distinct(i for i, _ in steps)]
    recorded = [alignment.recorded[j] for steps in changed for j in _distinct(j for _, j in steps)]
    return _fold(pasted) == _fold(recorded)


def _fold(tokens: list[Token]) -> list[str]:
    return [token.text.casefold() for token in tokens if token.is_word or changes_display(token.text)]


def _distinct(numbers: Iterator[int | None]) -> list[int]:
    return list(dict.fromkeys(number for number in numbers if number is not None))


def _to_op(is_equal: bool, pasted: str, recorded: str) -> DiffOp:
    if is_equal:
        return "equal", pasted, recorded
    if not pasted:
        return "insert", pasted, recorded
    return ("replace" if recorded else "delete"), pasted, recorded


def _cut_pasted(alignment: Alignment, steps: list[Step], pasted_text: PastedText) -> str:
    numbers = _distinct(i for i, _ in steps)
    if not numbers:
        return ""
    return pasted_text.original(alignment.pasted[numbers[0]].start, alignment.pasted[numbers[-1]].end)


def _cut_recorded(alignment: Alignment, steps: list[Step], entry: IndexedText) -> str:
    numbers = _distinct(j for _, j in steps)
    if not numbers:
        return ""
    span = alignment.recorded[numbers[0]].start, alignment.recorded[numbers[-1]].end
    return entry.text[slice(*entry.form.to_original(*span))]
