"""Quotations without a cue of their own, which go on with one that has it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.attribution.entity_tracker import SpeakerRef
from index.attribution.parse_units import ParseUnit, QuotedPart
from index.domain.utterance import Span

_ALONE: Final = frozenset(" \t\n\0.,;:!?…–—-“”\"'’‘»«")


@dataclass(frozen=True, slots=True)
class QuotedSpeech:
    """A quotation with who said it, as far as its own frame tells."""

    frame: ParseUnit
    quoted: QuotedPart
    paragraph: int
    sources: tuple[SpeakerRef, ...] = ()
    cue: Span | None = None

    @property
    def leads(self) -> bool:
        """Whether its frame begins with it."""
        return self.quoted.start == 0


def is_alone(frame: ParseUnit) -> bool:
    """Whether there is nothing but quotations in a frame."""
    return set(frame.outside) <= _ALONE


def propagate_speakers(said: Sequence[QuotedSpeech]) -> Iterator[QuotedSpeech]:
    """The quotations, each with its own speaker or that of the one that it goes on with.

    Left out are quoted parts of sentences for which nobody answers, and what no mark ever closes.
    """
    known = list(said)
    for number, one in enumerate(said[1:], 1):
        before = known[number - 1]
        if not one.sources and before.sources and _goes_on(before, one):
            known[number] = replace(one, sources=before.sources, cue=before.cue)
    for number in range(len(known) - 2, -1, -1):
        one, after = known[number], known[number + 1]
        if not one.sources and after.sources and _leads_to(one, after):
            known[number] = replace(one, sources=after.sources, cue=after.cue)
    following = (*known[1:], None)
    for one, next_one in zip(known, following, strict=False):
        is_lost = one.quoted.marked.is_open and not (next_one and _reopens(one, next_one))
        if not is_lost and (one.sources or one.quoted.is_clause):
            yield one


def _goes_on(before: QuotedSpeech, one: QuotedSpeech) -> bool:
    """Whether a quotation without a cue is by whoever said the one before it."""
    if _reopens(before, one):
        return True
    if before.frame is one.frame:
        return one.quoted.is_clause
    if not (is_alone(one.frame) and one.leads) or before.quoted.marked.is_open:
        return False
    is_next_frame = one.frame.first == before.frame.last + 1
    is_answer = one.paragraph > before.paragraph and _asks(before)
    return is_next_frame and one.paragraph - before.paragraph <= 1 and not is_answer


def _asks(said: QuotedSpeech) -> bool:
    """Whether a quotation is a question, which somebody else may answer."""
    return said.frame.words[: said.quoted.end - 1].rstrip().endswith("?")


def _leads_to(one: QuotedSpeech, after: QuotedSpeech) -> bool:
    """Whether a quotation is by whoever says the next: "“So it is.” “No doubt,” said Holt."."""
    if _reopens(one, after):
        return True
    is_next_frame = after.frame.first == one.frame.last + 1
    is_same_paragraph = one.paragraph == after.paragraph
    return is_alone(one.frame) and is_same_paragraph and is_next_frame and after.leads


def _reopens(before: QuotedSpeech, one: QuotedSpeech) -> bool:
    """Whether a quotation that its paragraph did not close is taken up at the beginning of the next."""
    return before.quoted.marked.is_open and one.leads and one.paragraph == before.paragraph + 1
