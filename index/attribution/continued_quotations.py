"""Attributes quotations without a cue that continue, or lead up to, an attributed one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.attribution.entity_tracker import SpeakerRef
from index.attribution.parse_units import ParseUnit, QuotedPart
from index.domain.utterance import Span

_ALONE: Final = frozenset(" \t\n\0.,;:!?…–—-“”\"'’‘»«")


@dataclass(frozen=True, slots=True)
class QuotedSpeech:
    """A quotation with the speakers that its own unit gives."""

    unit: ParseUnit
    quoted: QuotedPart
    paragraph: int
    sources: tuple[SpeakerRef, ...] = ()
    cue: Span | None = None

    @property
    def leads(self) -> bool:
        """Whether its unit begins with it."""
        return self.quoted.start == 0


def is_alone(unit: ParseUnit) -> bool:
    """Whether a unit consists of quotations only."""
    return set(unit.outside) <= _ALONE


def propagate_speakers(said: Sequence[QuotedSpeech]) -> Iterator[QuotedSpeech]:
    """The quotations, each with its own speakers or those of the quotation that it continues.

    Quoted phrases without a speaker, and quotations that are never closed, are left out.
    """
    attributed = list(said)
    for number, quotation in enumerate(said[1:], 1):
        before = attributed[number - 1]
        if not quotation.sources and before.sources and _continues(before, quotation):
            attributed[number] = replace(quotation, sources=before.sources, cue=before.cue)
    for number in range(len(attributed) - 2, -1, -1):
        quotation, after = attributed[number], attributed[number + 1]
        if not quotation.sources and after.sources and _leads_to(quotation, after):
            attributed[number] = replace(quotation, sources=after.sources, cue=after.cue)
    following = (*attributed[1:], None)
    for quotation, next_quotation in zip(attributed, following, strict=False):
        is_unclosed = quotation.quoted.span.is_open and not (
            next_quotation and _reopens(quotation, next_quotation)
        )
        if not is_unclosed and (quotation.sources or quotation.quoted.is_clause):
            yield quotation


def _continues(before: QuotedSpeech, quotation: QuotedSpeech) -> bool:
    """Whether a quotation without a cue has the speaker of the previous one."""
    if _reopens(before, quotation):
        return True
    if before.unit is quotation.unit:
        return quotation.quoted.is_clause
    if not (is_alone(quotation.unit) and quotation.leads) or before.quoted.span.is_open:
        return False
    is_next_unit = quotation.unit.first == before.unit.last + 1
    is_answer = quotation.paragraph > before.paragraph and _asks(before)
    return is_next_unit and quotation.paragraph - before.paragraph <= 1 and not is_answer


def _asks(said: QuotedSpeech) -> bool:
    """Whether a quotation is a question, which another speaker may answer."""
    return said.unit.words[: said.quoted.end - 1].rstrip().endswith("?")


def _leads_to(quotation: QuotedSpeech, after: QuotedSpeech) -> bool:
    """Whether a quotation has the speaker of the next: "“So it is.” “No doubt,” said Holt."."""
    if _reopens(quotation, after):
        return True
    is_next_unit = after.unit.first == quotation.unit.last + 1
    is_same_paragraph = quotation.paragraph == after.paragraph
    return is_alone(quotation.unit) and is_same_paragraph and is_next_unit and after.leads


def _reopens(before: QuotedSpeech, quotation: QuotedSpeech) -> bool:
    """Whether a quotation left open by its paragraph is reopened at the start of the next."""
    return before.quoted.span.is_open and quotation.leads and quotation.paragraph == before.paragraph + 1
