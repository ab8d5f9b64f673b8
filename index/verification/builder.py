"""Verdicts with their quotations: what was found, as it is told."""

from collections.abc import Sequence
from typing import Any, Final

from index.answering.quotations import Quotations
from index.domain.answer import Quotation, Verdict
from index.verification.alignment import BestAlignment
from index.verification.difference import describe, describe_pieces, has_same_words
from index.verification.editorial_marks import Span
from index.verification.nearest_quotation import STRETCHES, choose_nearest, list_sentences
from index.verification.occurrences import Occurrence
from index.verification.pasted_text import PastedText
from index.verification.regions import IdfWeights, TextRegion
from index.verification.splices import SplicePiece
from index.verification.text_index import IndexedText
from index.verification.tokens import Token

_ALSO_IN: Final = 8
"""Other documents whose quotations are named: to name one, its version is read."""

Fields = dict[str, Any]
"""Fields of a Verification."""


class VerificationBuilder:
    """Tells what was found in quotations of one store."""

    def __init__(self, quotations: Quotations) -> None:
        self._quotations = quotations

    def build_verbatim(self, places: Sequence[Occurrence]) -> Fields:
        """The words stand at these places."""
        first, *others = places
        also_in = tuple(self._quote(place.entry, place.span).id for place in others[:_ALSO_IN])
        quotation = self._quote(first.entry, first.span)
        return {
            "verdict": Verdict.VERBATIM,
            "quotation": quotation.model_copy(update={"also_in": also_in}),
            "documents": len(places),
            "marked": tuple((mark, first.original(*gap).strip()) for mark, gap in first.found.gaps),
            **_bound(first.span),
        }

    def build_difference(self, closest: BestAlignment, reading: PastedText) -> Fields:
        """The words are a changed form of those that they are aligned with."""
        alignment, entry = closest.alignment, closest.entry
        difference = describe(alignment, reading, entry)
        numbers = [j for _, j in alignment.steps if j is not None]
        span = entry.form.to_original(alignment.ours[numbers[0]].start, alignment.ours[numbers[-1]].end)
        is_verbatim = all(change[0] == "equal" for change in difference)  # white space apart
        return {
            "verdict": Verdict.VERBATIM if is_verbatim else Verdict.DIFFERS,
            "quotation": self._quote(entry, span),
            "documents": int(is_verbatim),
            "difference": () if is_verbatim else difference,
            "same_words": not is_verbatim and has_same_words(alignment),
            **_bound(span),
        }

    def build_omissions(
        self, place: Occurrence, pieces: Sequence[SplicePiece], reading: PastedText
    ) -> Fields:
        """The words stand at a place, but for words between them of which nothing is said."""
        gaps = [(place, gap) for _, gap in place.found.gaps]
        return {
            "verdict": Verdict.DIFFERS,
            "quotation": self._quote(place.entry, place.span),
            "difference": describe_pieces(pieces, gaps, reading),
            **_bound(place.span),
        }

    def build_splice(self, pieces: Sequence[SplicePiece], reading: PastedText) -> Fields:
        """The words stand on the record in pieces, each elsewhere. The longest is the quotation."""
        spliced = tuple(self._quote(piece.place.entry, piece.place.span) for piece in pieces)
        longest = max(range(len(pieces)), key=lambda number: pieces[number].end - pieces[number].start)
        return {
            "verdict": Verdict.DIFFERS,
            "quotation": spliced[longest],
            "difference": describe_pieces(pieces, [], reading),
            "spliced": spliced,
            **_bound(pieces[longest].place.span),
        }

    def build_nearest(
        self, stretches: Sequence[TextRegion], tokens: Sequence[Token], rarity: IdfWeights
    ) -> Fields:
        """The words are not on the record; a sentence that is like them may be."""
        sentences = [
            sentence
            for stretch in stretches[:STRETCHES]
            for sentence in list_sentences(stretch, self._quotations.version(stretch.entry.version_id))
        ]
        nearest = choose_nearest(sentences, tokens, rarity)
        return {
            "verdict": Verdict.NOT_ON_RECORD,
            "nearest": nearest and self._quote(nearest[0].entry, nearest[1]),
        }

    def add_superseded(self, older: Sequence[Occurrence]) -> Fields:
        """The very words stand in an older version, if that is so."""
        return {"superseded": self._quote(older[0].entry, older[0].span)} if older else {}

    def _quote(self, entry: IndexedText, span: Span) -> Quotation:
        return self._quotations.cover(self._quotations.version(entry.version_id), *span)


def _bound(span: Span) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}
