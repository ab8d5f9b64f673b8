"""Who says each sentence of a version, and for which side: what quotations and filters look up.

Worked out once for a version and kept at hand, so that a question costs no more than reading arrays.
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
"""No words of that sort in a sentence."""

NO_SINGLE_SPEAKER: Final = -2
"""There are, and nobody is known to have said them, or several have."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says some sentences: the speaker, the side whose position their indirect speech gives, and the
    side that they stand on: the speaker's, else the one reported, else the document's own."""

    speaker: str | None
    reports: str | None
    party: str


@dataclass(frozen=True, slots=True)
class SentenceAttribution:
    """The sides of a version's sentences. Codes have shape `(number of sentences,)`.

    `speaker` are places in `speakers`; `spoken` (the side of the speaker) and `reported` are places in
    `parties`; or SILENT, or UNKNOWN. The first of `parties` is the document's own. `heard` are all sides
    whose words or positions a sentence gives.
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
        """Every side that speaks or is reported in the sentences `first` to `last`."""
        return frozenset().union(*self.parties_by_sentence[first : last + 1])

    def of(self, first: int, last: int) -> Attribution:
        """The sides of the sentences `first` to `last`, both included."""
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
        """The sides of all sentences that a span of the text touches."""
        first, last = bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1]) - 1
        return self.of(first, last)

    def merge_speakers(self, first: NDArray[Any], last: NDArray[Any]) -> Codes:
        """The place in `speakers` of who says each of n runs of sentences, or a negative number: `(n,)`."""
        return _merge(self.speaker, first, last)

    def merge_parties(self, first: NDArray[Any], last: NDArray[Any]) -> Codes:
        """The place in `parties` of the side on which each of n runs of sentences stands: `(n,)`."""
        spoken, reported = _merge(self.spoken, first, last), _merge(self.reported, first, last)
        return np.where(spoken >= 0, spoken, np.maximum(reported, 0))

    def select(
        self, first: NDArray[Any], last: NDArray[Any], *, party: str | None, speaker: str | None
    ) -> NDArray[np.bool_]:
        """Which of n runs of sentences stand on a side and are said by a speaker: `(n,)`.

        `speaker` is a name or a part of it. None leaves the question aside.
        """
        wanted = np.ones(len(first), np.bool_)
        if party is not None:
            is_party = np.array([one == party for one in self.parties])
            wanted &= is_party[self.merge_parties(first, last)]
        if speaker is not None:
            part = speaker.casefold()
            is_speaker = np.array([*(part in one.casefold() for one in self.speakers), False])
            speaker_of_run = np.maximum(
                self.merge_speakers(first, last), NO_SPEECH
            )  # the last place is nobody's
            wanted &= is_speaker[speaker_of_run]
        return wanted


def attribute_sentences(
    version: StoredVersion, speech: StoredSpeech, directory: SpeakerDirectory
) -> SentenceAttribution:
    """The sides of a version's sentences, from its speech, its corrections and its author.

    In a text that is its author's own words, the author says every sentence that quotes nobody.
    """
    document = version.document
    author = author_as_speaker(document.kind, document.author)
    own = document.party
    if author and own == NO_PARTY:
        own = directory.party(author) or own
    sides = _CodeBuilder(version, directory, own)
    direct = [one for one in speech.utterances if one.manner == Manner.DIRECT]
    indirect = [one for one in speech.utterances if one.manner == Manner.INDIRECT]
    speaker = sides.spread(direct, lambda one: sides.place_speaker(one.speaker))
    spoken = sides.spread(direct, sides.place_party)
    reported = sides.spread(indirect, sides.place_party)
    heard = sides.hear([*direct, *indirect])
    for given in speech.corrections:
        party = directory.party(given.speaker)
        touched = sides.reach(given.start, given.end)
        speaker[touched] = sides.place_speaker(given.speaker)
        spoken[touched] = sides.parties.place(party)
        heard[touched] = [frozenset({party} if party else ())] * len(heard[touched])
    if author:
        spoken[speaker == NO_SPEECH] = 0
        speaker[speaker == NO_SPEECH] = sides.place_speaker(author)
    speakers, parties = tuple(sides.speakers), tuple(sides.parties)
    return SentenceAttribution(
        sides.starts, sides.ends, speakers, parties, speaker, spoken, reported, tuple(heard)
    )


class _CodeBuilder:
    """Numbers for the speakers and parties of one version, and the sentences that spans touch."""

    def __init__(self, version: StoredVersion, directory: SpeakerDirectory, own: str) -> None:
        sentences = version.split.sentences
        self.starts = tuple(sentence.start for sentence in sentences)
        self.ends = tuple(sentence.end for sentence in sentences)
        self.speakers = _Numbering()
        self.parties = _Numbering()
        self.parties.place(own)
        self._directory = directory

    def place_speaker(self, name: str | None) -> int:
        return self.speakers.place(self._directory.name(name))

    def place_party(self, one: Utterance) -> int:
        return self.parties.place(self._directory.party(one.speaker) or self._directory.party(one.body))

    def reach(self, start: int, end: int) -> slice:
        """The sentences that a span touches."""
        return slice(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def spread(self, found: Iterable[Utterance], place: Callable[[Utterance], int]) -> Codes:
        """The number of each sentence: that of what is said in it, UNKNOWN where several say something."""
        codes = np.full(len(self.starts), NO_SPEECH, np.int32)
        for one in found:
            touched = self.reach(one.start, one.end)
            code = place(one)
            is_free = (codes[touched] == NO_SPEECH) | (codes[touched] == code)
            codes[touched] = np.where(is_free, code, NO_SINGLE_SPEAKER)
        return codes

    def hear(self, found: Iterable[Utterance]) -> list[frozenset[str]]:
        """The sides of whatever is said in each sentence, as many as there are."""
        heard: list[frozenset[str]] = [frozenset() for _ in self.starts]
        for one in found:
            party = self._directory.party(one.speaker) or self._directory.party(one.body)
            touched = self.reach(one.start, one.end)
            heard[touched] = [sides | {party} if party else sides for sides in heard[touched]]
        return heard


class _Numbering:
    """Numbers for words, in the order in which they come; UNKNOWN for none."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, word: str | None) -> int:
        return NO_SINGLE_SPEAKER if word is None else self._places.setdefault(word, len(self._places))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)


def _merge_few(codes: Sequence[int]) -> int:
    """The one code of a run of sentences, the silent ones left aside."""
    spoken = set(codes) - {NO_SPEECH}
    return NO_SPEECH if not spoken else NO_SINGLE_SPEAKER if len(spoken) > 1 else spoken.pop()


def _merge(codes: Codes, first: NDArray[Any], last: NDArray[Any]) -> Codes:
    """The same for n runs at once."""
    merged = np.full(len(first), NO_SPEECH, np.int32)
    for step in range(int((last - first).max(initial=-1)) + 1):
        at = np.minimum(first + step, last)
        code = codes[at]
        fits = (code == NO_SPEECH) | (code == merged)
        merged = np.where(fits, merged, np.where(merged == NO_SPEECH, code, NO_SINGLE_SPEAKER)).astype(
            np.int32
        )
    return merged
