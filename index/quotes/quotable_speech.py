"""The speech in a version, cut into parts that can be quoted on their own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.answering.forward_index import MAX_WINDOW_SENTENCES
from index.attribution.sentence_attribution import SentenceAttribution
from index.domain.document import Kind
from index.domain.identifiers import digest_text
from index.domain.utterance import Manner, Utterance
from index.splitting.passages import Sentence
from index.store.rows import StoredVersion

_MIN_CHARS: Final = 40
_MAX_CHARS: Final = 400
"""Length of a quotation that is shown without a question: long enough to mean something, short to read."""


@dataclass(frozen=True, slots=True)
class QuotableSpeech:
    """The sentences `first` to `last` of a version, both included, said by one speaker of a party.

    `key` is a 64-bit hash of the words. `is_self_contained`: whether they may be shown without a question.
    """

    first: int
    last: int
    speaker: str
    party: str
    key: int
    is_self_contained: bool


def list_quotable_speech(
    version: StoredVersion, attribution: SentenceAttribution, utterances: Iterable[Utterance]
) -> Iterator[QuotableSpeech]:
    """All speech in a version that has a known speaker, in order, each part within one paragraph."""
    direct = [utterance for utterance in utterances if utterance.manner == Manner.DIRECT]
    sentences = version.split.sentences
    for first, last in _list_runs(sentences, attribution.speaker.tolist()):
        said = attribution.of(first, last)
        words = version.slice(first, last)
        quoted = _count_quoted(direct, *version.split.span(first, last))
        if said.speaker is not None:
            yield QuotableSpeech(
                first,
                last,
                said.speaker,
                said.party,
                _make_key(words),
                version.document.kind != Kind.BRIEFING
                and _MIN_CHARS <= len(words) <= _MAX_CHARS
                and (quoted is None or quoted >= _MIN_CHARS),
            )


def _list_runs(sentences: Sequence[Sentence], codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of sentences of one paragraph and one speaker (code 0 or more)."""
    first = 0
    for after in range(1, len(sentences) + 1):
        is_same = (
            after < len(sentences)
            and codes[after] == codes[first]
            and sentences[after].block == sentences[first].block
            and after - first < MAX_WINDOW_SENTENCES
            and sentences[after].end - sentences[first].start <= _MAX_CHARS
        )
        if is_same:
            continue
        if codes[first] >= 0:
            yield first, after - 1
        first = after


def _count_quoted(direct: Sequence[Utterance], start: int, end: int) -> int | None:
    """The number of characters of a span that are in quotation marks; None if it quotes nobody."""
    lengths = [min(utterance.end, end) - max(utterance.start, start) for utterance in direct]
    within = [length for length in lengths if length > 0]
    return sum(within) if within else None


def _make_key(words: str) -> int:
    return int(digest_text(" ".join(words.casefold().split()))[:16], 16)
