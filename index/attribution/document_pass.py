"""Reads a text unit by unit: tracks its entities and attributes its speech."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.attribution.continued_quotations import QuotedSpeech, is_alone, propagate_speakers
from index.attribution.cues import Cue, find_cues, find_subject
from index.attribution.direct_speech import choose_cue, find_announcer, find_introducer, is_name
from index.attribution.entity_tracker import EntityTracker, SpeakerRef
from index.attribution.indirect_speech import is_contrast, rank_reporting_cues, yields_to_next
from index.attribution.mentions import MentionResolver
from index.attribution.names import EntityType, Gazetteer, find_names
from index.domain.utterance import Manner, Span, Utterance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from index.attribution.parse_units import ParseUnit, QuotedPart

Attributed = tuple[tuple[SpeakerRef, ...], Span | None]
"""Speakers, and the span of the cue that names them."""

UNATTRIBUTED: Attributed = ((), None)


class DocumentPass:
    """The state of reading one text: pass all units to `read` in order, then call `finish`."""

    def __init__(self, author: str | None, gazetteer: Gazetteer) -> None:
        self._author = author
        self._gazetteer = gazetteer
        self._entities = EntityTracker()
        self._paragraph = -1
        self._previous: _UnitPass | None = None
        self._quotations: list[QuotedSpeech] = []
        self._reported: list[tuple[ParseUnit, SpeakerRef, Span | None]] = []

    def read(self, unit: ParseUnit, doc: Doc) -> None:
        """Read the next unit."""
        previous = self._previous
        if previous is None or unit.block != previous.unit.block:
            is_next = previous is not None and unit.block == previous.unit.block + 1
            self._paragraph += 1 if is_next else 2
        unit_pass = _UnitPass(unit, doc, self._entities, self._gazetteer, self._paragraph)
        for quoted in unit.quoted:
            if not is_name(unit, quoted):
                sources, cue = unit_pass.attribute(quoted)
                if not sources and quoted.start == 0 and previous is not None:
                    sources, cue = previous.lead_to(unit_pass)
                self._quotations.append(QuotedSpeech(unit, quoted, self._paragraph, sources, cue))
        sources, cue = unit_pass.find_reported()
        self._reported.extend((unit, source, cue) for source in sources)
        unit_pass.finish()
        self._previous = unit_pass

    def finish(self) -> Iterator[Utterance]:
        """All utterances found, direct and indirect."""
        for quotation in propagate_speakers(self._quotations):
            span = (quotation.quoted.span.start, quotation.quoted.span.end)
            for source in quotation.sources or (SpeakerRef(),):
                yield self._make(span, Manner.DIRECT, source, quotation.cue)
        for unit, source, cue in self._reported:
            if not source.is_author:
                yield self._make((unit.start, unit.end), Manner.INDIRECT, source, cue)

    def _make(self, span: Span, manner: Manner, source: SpeakerRef, cue: Span | None) -> Utterance:
        entity, body = source.entity, source.body
        speaker = self._author if source.is_author else entity.name if entity else None
        return Utterance(*span, manner, speaker, body.name if body and body is not entity else None, cue)


class _UnitPass:
    """One unit: its cues, the entities that their subjects refer to, and the speech that it announces."""

    def __init__(
        self, unit: ParseUnit, doc: Doc, entities: EntityTracker, gazetteer: Gazetteer, paragraph: int
    ) -> None:
        self.unit = unit
        self._doc = doc
        self._paragraph = paragraph
        names = [
            one for one in find_names(doc, gazetteer, unit.words) if not unit.is_quoted(doc[one.first].idx)
        ]
        self._resolver = MentionResolver(doc, unit, names, entities, (paragraph, unit.start))
        self._resolved: dict[int, tuple[SpeakerRef, ...]] = {}
        self._cues = find_cues(doc, unit)
        for subject in sorted((cue.subject for cue in self._cues), key=lambda token: token.i):
            self._resolve(subject)  # in order, since earlier mentions resolve later ones
        self._preceding_subject = UNATTRIBUTED
        self._announced = UNATTRIBUTED
        self._last_speaker = UNATTRIBUTED

    def attribute(self, quoted: QuotedPart) -> Attributed:
        """The speakers of a quotation according to this unit."""
        speaking = [cue for cue in self._cues if cue.is_speaking]
        cue = choose_cue(self._doc, self.unit, quoted, speaking)
        if cue is not None:
            return self._attribute_to_cue(cue)
        introducer = find_introducer(self._doc, self.unit, quoted)
        return UNATTRIBUTED if introducer is None else self._attribute_to_token(introducer)

    def find_reported(self) -> Attributed:
        """The speakers of the unit's indirect speech; both if one is contrasted with another."""
        cues = rank_reporting_cues(self.unit, self._cues)
        for cue in cues:
            sources, span = self._attribute_to_cue(cue)
            if any(source.is_known for source in sources) or not yields_to_next(cue):
                against = (
                    self._attribute_to_cue(other)[0]
                    for other in cues
                    if other is not cue and is_contrast(other)
                )
                others = [source for speakers in against for source in speakers if source.is_known]
                return (*sources, *(one for one in others if one not in sources)), span
        return UNATTRIBUTED

    def finish(self) -> None:
        """Record the speech that the unit announces, and all its names."""
        announcer = find_announcer(self._doc, self.unit)
        if announcer is not None:
            self._announced = self._attribute_to_token(announcer)
        self._preceding_subject = self._find_preceding_subject()
        self._last_speaker = self._find_last_speaker()
        self._resolver.add_mentions()

    def lead_to(self, following: _UnitPass) -> Attributed:
        """The speakers of the quotation that begins the next unit, according to this one.

        "Holt was blunt:" announces a quotation, even in the next paragraph. A sentence about a person
        introduces a quotation that forms the next unit by itself.
        """
        if following._paragraph - self._paragraph > 1:
            return UNATTRIBUTED
        if self._announced[0]:
            return self._announced
        if not is_alone(following.unit):
            return UNATTRIBUTED
        return self._preceding_subject if following._paragraph == self._paragraph else self._last_speaker

    def _find_preceding_subject(self) -> Attributed:
        root = next((token for token in self._doc if token.head.i == token.i), None)
        subject = find_subject(root, of_passive=True) if root is not None and not self.unit.quoted else None
        if subject is None:
            return UNATTRIBUTED
        attributed = self._attribute_to_token(subject)
        people = [
            source.entity
            for source in attributed[0]
            if source.entity and source.entity.entity_type == EntityType.PERSON
        ]
        return attributed if len(people) == len(attributed[0]) == 1 else UNATTRIBUTED

    def _find_last_speaker(self) -> Attributed:
        """The speaker of the last cue, if the unit contains no quotation."""
        cues = [cue for cue in self._cues if cue.is_speaking or cue.word.lemma_ == "speak"]
        if self.unit.quoted or not cues:
            return UNATTRIBUTED
        attributed = self._attribute_to_cue(cues[-1])
        return attributed if len(attributed[0]) == 1 and attributed[0][0].entity else UNATTRIBUTED

    def _resolve(self, subject: Token) -> tuple[SpeakerRef, ...]:
        if subject.i not in self._resolved:
            self._resolver.add_mentions(subject.i)
            self._resolved[subject.i] = self._resolver.resolve_all(subject)
        return self._resolved[subject.i]

    def _attribute_to_cue(self, cue: Cue) -> Attributed:
        return self._resolve(cue.subject), self._to_span(*cue.span)

    def _attribute_to_token(self, token: Token) -> Attributed:
        return self._resolve(token), self._to_span(token.idx, token.idx + len(token))

    def _to_span(self, start: int, end: int) -> Span:
        return self.unit.text_offset(start), self.unit.text_offset(end)
