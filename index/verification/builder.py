"""Builds the fields of a verification, with quotations, from matches."""

from collections.abc import Sequence
from typing import Any, Final

from index.answering.quotations import Quotations
from index.domain.answer import Quotation, Verdict
from index.verification.alignment import BestAlignment
from index.verification.difference import describe, describe_pieces, has_same_words
from index.verification.editorial_marks import Span
from index.verification.nearest_quotation import MAX_REGIONS, choose_nearest, list_sentences
from index.verification.occurrences import Occurrence
from index.verification.pasted_text import PastedText
from index.verification.regions import IdfWeights, TextRegion
from index.verification.splices import SplicePiece
from index.verification.text_index import IndexedText
from index.verification.tokens import Token

_MAX_ALSO_IN: Final = 8
"""Other documents whose quotations are listed; each costs reading its version."""

Fields = dict[str, Any]
"""Fields of a `Verification`, by name."""


class VerificationBuilder:
    """Builds verifications with quotations of one store."""

    def __init__(self, quotations: Quotations) -> None:
        self._quotations = quotations

    def build_verbatim(self, occurrences: Sequence[Occurrence]) -> Fields:
        """Verbatim: the words occur in these documents."""
        first, *others = occurrences
        also_in = tuple(self._quote(other.entry, other.span).id for other in others[:_MAX_ALSO_IN])
        quotation = self._quote(first.entry, first.span)
        return {
            "verdict": Verdict.VERBATIM,
            "quotation": quotation.model_copy(update={"also_in": also_in}),
            "documents": len(occurrences),
            "marked": tuple((mark, first.original(*gap).strip()) for mark, gap in first.match.gaps),
            **_bounds(first.span),
        }

    def build_difference(self, best: BestAlignment, pasted_text: PastedText) -> Fields:
        """Differs: the words are a changed form of those they are aligned with."""
        alignment, entry = best.alignment, best.entry
        difference = describe(alignment, pasted_text, entry)
        numbers = [j for _, j in alignment.steps if j is not None]
        first, last = alignment.recorded[numbers[0]], alignment.recorded[numbers[-1]]
        span = entry.form.to_original(first.start, last.end)
        is_verbatim = all(change[0] == "equal" for change in difference)  # apart from white space
        return {
            "verdict": Verdict.VERBATIM if is_verbatim else Verdict.DIFFERS,
            "quotation": self._quote(entry, span),
            "documents": int(is_verbatim),
            "difference": () if is_verbatim else difference,
            "same_words": not is_verbatim and has_same_words(alignment),
            **_bounds(span),
        }

    def build_omissions(
        self, occurrence: Occurrence, pieces: Sequence[SplicePiece], pasted_text: PastedText
    ) -> Fields:
        """Differs: the words occur together, but words between them are left out without a mark."""
        gaps = [(occurrence, gap) for _, gap in occurrence.match.gaps]
        return {
            "verdict": Verdict.DIFFERS,
            "quotation": self._quote(occurrence.entry, occurrence.span),
            "difference": describe_pieces(pieces, gaps, pasted_text),
            **_bounds(occurrence.span),
        }

    def build_splice(self, pieces: Sequence[SplicePiece], pasted_text: PastedText) -> Fields:
        """Spliced: the pieces occur in different places. The longest is the quotation."""
        spliced = tuple(self._quote(piece.occurrence.entry, piece.occurrence.span) for piece in pieces)
        longest = max(range(len(pieces)), key=lambda number: pieces[number].end - pieces[number].start)
        return {
            "verdict": Verdict.DIFFERS,
            "quotation": spliced[longest],
            "difference": describe_pieces(pieces, [], pasted_text),
            "spliced": spliced,
            **_bounds(pieces[longest].occurrence.span),
        }

    def build_nearest(
        self, regions: Sequence[TextRegion], tokens: Sequence[Token], weights: IdfWeights
    ) -> Fields:
        """Not on the record: the nearest sentence, if any shares words with them."""
        sentences = [
            sentence
            for region in regions[:MAX_REGIONS]
            for sentence in list_sentences(region, self._quotations.version(region.entry.version_id))
        ]
        nearest = choose_nearest(sentences, tokens, weights)
        return {
            "verdict": Verdict.NOT_ON_RECORD,
            "nearest": nearest and self._quote(nearest[0].entry, nearest[1]),
        }

    def add_superseded(self, older: Sequence[Occurrence]) -> Fields:
        """Superseded: the exact words occur in an older version; no fields if there is none."""
        return {"superseded": self._quote(older[0].entry, older[0].span)} if older else {}

    def _quote(self, entry: IndexedText, span: Span) -> Quotation:
        return self._quotations.cover(self._quotations.version(entry.version_id), *span)


def _bounds(span: Span) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}
