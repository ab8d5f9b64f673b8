"""A text read frame by frame: who is named, and who says what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.attribution.continued_quotations import QuotedSpeech, is_alone, propagate_speakers
from index.attribution.cues import Cue, find_cues, find_subject
from index.attribution.direct_speech import choose_cue, find_announcer, find_introducer, is_a_name
from index.attribution.entity_tracker import EntityTracker, SpeakerRef
from index.attribution.indirect_speech import is_contrast, names_nobody, rank_reporting_cues
from index.attribution.mentions import MentionResolver
from index.attribution.names import EntityType, Gazetteer, find_names
from index.domain.utterance import Manner, Span, Utterance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from index.attribution.parse_units import ParseUnit, QuotedPart

Attributed = tuple[tuple[SpeakerRef, ...], Span | None]
"""Those who are meant, and the words of the text that tell it."""

UNATTRIBUTED: Attributed = ((), None)


class DocumentPass:
    """What has been found in the frames read so far. Read all in order, then finish."""

    def __init__(self, author: str | None, listed: Gazetteer) -> None:
        self._author = author
        self._listed = listed
        self._entities = EntityTracker()
        self._paragraph = -1
        self._before: _UnitPass | None = None
        self._said: list[QuotedSpeech] = []
        self._reported: list[tuple[ParseUnit, SpeakerRef, Span | None]] = []

    def read(self, frame: ParseUnit, doc: Doc) -> None:
        """Read the next frame."""
        before = self._before
        if before is None or frame.block != before.frame.block:
            is_next = before is not None and frame.block == before.frame.block + 1
            self._paragraph += 1 if is_next else 2
        reading = _UnitPass(frame, doc, self._entities, self._listed, self._paragraph)
        for quoted in frame.quoted:
            if not is_a_name(frame, quoted):
                sources, cue = reading.attribute(quoted)
                if not sources and quoted.start == 0 and before is not None:
                    sources, cue = before.lead_to(reading)
                self._said.append(QuotedSpeech(frame, quoted, self._paragraph, sources, cue))
        sources, cue = reading.find_reported()
        self._reported.extend((frame, source, cue) for source in sources)
        reading.finish()
        self._before = reading

    def finish(self) -> Iterator[Utterance]:
        """Everything that is said in the frames, direct and indirect."""
        for said in propagate_speakers(self._said):
            span = (said.quoted.marked.start, said.quoted.marked.end)
            for source in said.sources or (SpeakerRef(),):
                yield self._make(span, Manner.DIRECT, source, said.cue)
        for frame, source, cue in self._reported:
            if not source.is_author:
                yield self._make((frame.start, frame.end), Manner.INDIRECT, source, cue)

    def _make(self, span: Span, manner: Manner, source: SpeakerRef, cue: Span | None) -> Utterance:
        figure, body = source.figure, source.body
        speaker = self._author if source.is_author else figure.name if figure else None
        return Utterance(*span, manner, speaker, body.name if body and body is not figure else None, cue)


class _UnitPass:
    """One frame: its cues, whom their subjects mean, and what it leads up to."""

    def __init__(
        self, frame: ParseUnit, doc: Doc, entities: EntityTracker, listed: Gazetteer, paragraph: int
    ) -> None:
        self.frame = frame
        self._doc = doc
        self._paragraph = paragraph
        names = [one for one in find_names(doc, listed, frame.words) if not frame.holds(doc[one.first].idx)]
        self._resolver = MentionResolver(doc, frame, names, entities, (paragraph, frame.start))
        self._meant: dict[int, tuple[SpeakerRef, ...]] = {}
        self._cues = find_cues(doc, frame)
        for subject in sorted((cue.subject for cue in self._cues), key=lambda token: token.i):
            self._read(subject)  # in their order, as what comes first tells what is meant later
        self._foregoing = UNATTRIBUTED
        self._announced = UNATTRIBUTED
        self._last_spoken = UNATTRIBUTED

    def attribute(self, quoted: QuotedPart) -> Attributed:
        """Who says the words of a quotation, as far as the frame itself tells."""
        speaking = [cue for cue in self._cues if cue.is_speaking]
        cue = choose_cue(self._doc, self.frame, quoted, speaking)
        if cue is not None:
            return self._tell(cue)
        introducer = find_introducer(self._doc, self.frame, quoted)
        return UNATTRIBUTED if introducer is None else self._point_at(introducer)

    def find_reported(self) -> Attributed:
        """Whose position the frame gives in indirect speech; both, where one is set against another."""
        cues = rank_reporting_cues(self.frame, self._cues)
        for cue in cues:
            sources, span = self._tell(cue)
            if any(source.is_known for source in sources) or not names_nobody(cue):
                against = (self._tell(other)[0] for other in cues if other is not cue and is_contrast(other))
                others = [source for told in against for source in told if source.is_known]
                return (*sources, *(one for one in others if one not in sources)), span
        return UNATTRIBUTED

    def finish(self) -> None:
        """Note what the frame leads up to, and all names in it."""
        announcer = find_announcer(self._doc, self.frame)
        if announcer is not None:
            self._announced = self._point_at(announcer)
        self._foregoing = self._read_foregoing()
        self._last_spoken = self._read_last_spoken()
        self._resolver.add_mentions()

    def lead_to(self, following: _UnitPass) -> Attributed:
        """Who says the quotation with which the next frame begins, as far as this one tells.

        "Holt was blunt:" announces it, in the next paragraph as well; and a sentence about a person leads
        up to a quotation that stands alone behind it.
        """
        if following._paragraph - self._paragraph > 1:
            return UNATTRIBUTED
        if self._announced[0]:
            return self._announced
        if not is_alone(following.frame):
            return UNATTRIBUTED
        return self._foregoing if following._paragraph == self._paragraph else self._last_spoken

    def _read_foregoing(self) -> Attributed:
        root = next((token for token in self._doc if token.head.i == token.i), None)
        subject = find_subject(root, of_passive=True) if root is not None and not self.frame.quoted else None
        if subject is None:
            return UNATTRIBUTED
        told = self._point_at(subject)
        figures = [
            source.figure for source in told[0] if source.figure and source.figure.sort == EntityType.PERSON
        ]
        return told if len(figures) == len(told[0]) == 1 else UNATTRIBUTED

    def _read_last_spoken(self) -> Attributed:
        """Who is told to have said something where the frame ends and nothing of it is quoted."""
        cues = [cue for cue in self._cues if cue.is_speaking or cue.word.lemma_ == "speak"]
        if self.frame.quoted or not cues:
            return UNATTRIBUTED
        told = self._tell(cues[-1])
        return told if len(told[0]) == 1 and told[0][0].figure else UNATTRIBUTED

    def _read(self, subject: Token) -> tuple[SpeakerRef, ...]:
        if subject.i not in self._meant:
            self._resolver.add_mentions(subject.i)
            self._meant[subject.i] = self._resolver.resolve_all(subject)
        return self._meant[subject.i]

    def _tell(self, cue: Cue) -> Attributed:
        return self._read(cue.subject), self._place(*cue.span)

    def _point_at(self, token: Token) -> Attributed:
        return self._read(token), self._place(token.idx, token.idx + len(token))

    def _place(self, start: int, end: int) -> Span:
        return self.frame.place(start), self.frame.place(end)
