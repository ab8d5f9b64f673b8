"""What is said in a version, in pieces that can be quoted by themselves."""

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
"""Characters of a quotation that nobody asked for: enough to say something, and read at a glance."""


@dataclass(frozen=True, slots=True)
class QuotableSpeech:
    """Sentences `first` to `last` of a version, both included, that one speaker says, and their side.

    `key` is a number made of the words, 64 bits. `stands_alone` where they are fit to be shown to somebody
    who did not ask for them.
    """

    first: int
    last: int
    speaker: str
    party: str
    key: int
    stands_alone: bool


def list_quotable_speech(
    version: StoredVersion, attribution: SentenceAttribution, utterances: Iterable[Utterance]
) -> Iterator[QuotableSpeech]:
    """All that somebody is known to say in a version, in order, each piece within a paragraph."""
    direct = [one for one in utterances if one.manner == Manner.DIRECT]
    sentences, text = version.split.sentences, version.document.text
    for first, last in _list_runs(sentences, attribution.speaker.tolist()):
        said = attribution.of(first, last)
        words = text[sentences[first].start : sentences[last].end]
        quoted = _count_quoted(direct, sentences[first].start, sentences[last].end)
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
    """Runs of few sentences of one paragraph and one speaker, whose codes are not negative."""
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
    """The characters of a span within quotation marks; None where it quotes nobody."""
    lengths = [min(one.end, end) - max(one.start, start) for one in direct]
    within = [length for length in lengths if length > 0]
    return sum(within) if within else None


def _make_key(words: str) -> int:
    return int(digest_text(" ".join(words.casefold().split()))[:16], 16)
