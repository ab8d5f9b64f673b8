"""The speakers and parties of each sentence of a version, for quotations and filters.

Computed once for a version and cached, so that a question only reads arrays.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.document import NO_PARTY, author_as_speaker
from index.domain.utterance import Manner, Span, Utterance
from index.store.rows import StoredVersion
from index.store.speech import StoredSpeech

Codes = NDArray[np.int32]

NO_SPEECH: Final = -1
"""Code of a sentence without such speech."""

NO_SINGLE_SPEAKER: Final = -2
"""Code of a sentence whose speech has an unknown speaker, or several."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The attribution of a run of sentences.

    `reports` is the party whose position their indirect speech gives; `party` is the speaker's, else the
    reported one, else the document's own.
    """

    speaker: str | None
    reports: str | None
    party: str


@dataclass(frozen=True, slots=True)
class SentenceAttribution:
    """The attribution of a version's sentences. Codes have shape `(number of sentences,)`.

    `speaker` are indexes into `speakers`; `spoken` (the speaker's party) and `reported` are indexes into
    `parties`; each may be NO_SPEECH or NO_SINGLE_SPEAKER. The first of `parties` is the document's own.
    `parties_by_sentence` are all parties whose words or positions a sentence gives.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    speakers: tuple[str, ...]
    parties: tuple[str, ...]
    speaker: Codes
    spoken: Codes
    reported: Codes
    parties_by_sentence: tuple[frozenset[str], ...]

    def parties_in(self, first: int, last: int) -> frozenset[str]:
        """The parties that speak or are reported in the sentences `first` to `last`, both included."""
        return frozenset().union(*self.parties_by_sentence[first : last + 1])

    def of(self, first: int, last: int) -> Attribution:
        """The attribution of the sentences `first` to `last`, both included."""
        speaker = _merge_few(self.speaker[first : last + 1].tolist())
        spoken = _merge_few(self.spoken[first : last + 1].tolist())
        reported = _merge_few(self.reported[first : last + 1].tolist())
        party = spoken if spoken >= 0 else max(reported, 0)
        return Attribution(
            speaker=self.speakers[speaker] if speaker >= 0 else None,
            reports=self.parties[reported] if reported >= 0 else None,
            party=self.parties[party],
        )

    def of_span(self, span: Span) -> Attribution:
        """The attribution of all sentences that overlap a span of the text."""
        first, last = bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1]) - 1
        return self.of(first, last)

    def merge_speakers(self, first: NDArray[Any], last: NDArray[Any]) -> Codes:
        """The index into `speakers` of each of n runs of sentences, or a negative code: shape `(n,)`."""
        return _merge(self.speaker, first, last)

    def merge_parties(self, first: NDArray[Any], last: NDArray[Any]) -> Codes:
        """The index into `parties` of each of n runs of sentences: shape `(n,)`."""
        spoken, reported = _merge(self.spoken, first, last), _merge(self.reported, first, last)
        return np.where(spoken >= 0, spoken, np.maximum(reported, 0))

    def select(
        self, first: NDArray[Any], last: NDArray[Any], *, party: str | None, speaker: str | None
    ) -> NDArray[np.bool_]:
        """A mask of the n runs of sentences with a party and a speaker: shape `(n,)`.

        `speaker` is a name or a part of it. None sets no condition.
        """
        selected = np.ones(len(first), np.bool_)
        if party is not None:
            is_party = np.array([one == party for one in self.parties])
            selected &= is_party[self.merge_parties(first, last)]
        if speaker is not None:
            part = speaker.casefold()
            is_speaker = np.array([*(part in one.casefold() for one in self.speakers), False])
            # Negative codes become -1, the last element, which is False.
            speaker_of_run = np.maximum(self.merge_speakers(first, last), NO_SPEECH)
            selected &= is_speaker[speaker_of_run]
        return selected


def attribute_sentences(
    version: StoredVersion, speech: StoredSpeech, directory: SpeakerDirectory
) -> SentenceAttribution:
    """The attribution of a version's sentences, from its utterances, its corrections and its author.

    In a text in its author's own words, the author is the speaker of every sentence without a quotation.
    """
    document = version.document
    author = author_as_speaker(document.kind, document.author)
    own = document.party
    if author and own == NO_PARTY:
        own = directory.party(author) or own
    codes = _CodeBuilder(version, directory, own)
    direct = [one for one in speech.utterances if one.manner == Manner.DIRECT]
    indirect = [one for one in speech.utterances if one.manner == Manner.INDIRECT]
    speaker = codes.assign(direct, lambda one: codes.code_speaker(one.speaker))
    spoken = codes.assign(direct, codes.code_party)
    reported = codes.assign(indirect, codes.code_party)
    by_sentence = codes.list_parties([*direct, *indirect])
    for correction in speech.corrections:
        party = directory.party(correction.speaker)
        overlap = codes.sentences_in(correction.start, correction.end)
        speaker[overlap] = codes.code_speaker(correction.speaker)
        spoken[overlap] = codes.parties.code(party)
        by_sentence[overlap] = [frozenset({party} if party else ())] * len(by_sentence[overlap])
    if author:
        spoken[speaker == NO_SPEECH] = 0
        speaker[speaker == NO_SPEECH] = codes.code_speaker(author)
    speakers, parties = tuple(codes.speakers), tuple(codes.parties)
    return SentenceAttribution(
        codes.starts, codes.ends, speakers, parties, speaker, spoken, reported, tuple(by_sentence)
    )


class _CodeBuilder:
    """Encodes the speakers and parties of one version as numbers, by sentence."""

    def __init__(self, version: StoredVersion, directory: SpeakerDirectory, own: str) -> None:
        sentences = version.split.sentences
        self.starts = tuple(sentence.start for sentence in sentences)
        self.ends = tuple(sentence.end for sentence in sentences)
        self.speakers = _Numbering()
        self.parties = _Numbering()
        self.parties.code(own)
        self._directory = directory

    def code_speaker(self, name: str | None) -> int:
        return self.speakers.code(self._directory.name(name))

    def code_party(self, utterance: Utterance) -> int:
        return self.parties.code(self._party_of(utterance))

    def _party_of(self, utterance: Utterance) -> str | None:
        return self._directory.party(utterance.speaker) or self._directory.party(utterance.body)

    def sentences_in(self, start: int, end: int) -> slice:
        """The sentences that overlap a span."""
        return slice(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def assign(self, utterances: Iterable[Utterance], code_of: Callable[[Utterance], int]) -> Codes:
        """The code of each sentence: that of its utterances, or NO_SINGLE_SPEAKER if they differ."""
        codes = np.full(len(self.starts), NO_SPEECH, np.int32)
        for utterance in utterances:
            overlap = self.sentences_in(utterance.start, utterance.end)
            code = code_of(utterance)
            is_free = (codes[overlap] == NO_SPEECH) | (codes[overlap] == code)
            codes[overlap] = np.where(is_free, code, NO_SINGLE_SPEAKER)
        return codes

    def list_parties(self, utterances: Iterable[Utterance]) -> list[frozenset[str]]:
        """The parties of the utterances in each sentence."""
        by_sentence: list[frozenset[str]] = [frozenset() for _ in self.starts]
        for utterance in utterances:
            if party := self._party_of(utterance):
                overlap = self.sentences_in(utterance.start, utterance.end)
                by_sentence[overlap] = [parties | {party} for parties in by_sentence[overlap]]
        return by_sentence


class _Numbering:
    """Numbers names in order of first use; NO_SINGLE_SPEAKER for None."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, name: str | None) -> int:
        return NO_SINGLE_SPEAKER if name is None else self._codes.setdefault(name, len(self._codes))

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)


def _merge_few(codes: Sequence[int]) -> int:
    """The common code of a run of sentences, ignoring those without speech."""
    spoken = set(codes) - {NO_SPEECH}
    return NO_SPEECH if not spoken else NO_SINGLE_SPEAKER if len(spoken) > 1 else spoken.pop()


def _merge(codes: Codes, first: NDArray[Any], last: NDArray[Any]) -> Codes:
    """Like `_merge_few`, for n runs of sentences at once: shape `(n,)`."""
    merged = np.full(len(first), NO_SPEECH, np.int32)
    for step in range(int((last - first).max(initial=-1)) + 1):
        at = np.minimum(first + step, last)
        code = codes[at]
        fits = (code == NO_SPEECH) | (code == merged)
        merged = np.where(fits, merged, np.where(merged == NO_SPEECH, code, NO_SINGLE_SPEAKER)).astype(
            np.int32
        )
    return merged
