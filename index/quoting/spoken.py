"""What is said in a version, in pieces that can be quoted by themselves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.answering.forward_index import LONGEST_WINDOW
from index.answering.sides import SentenceSides
from index.documents import Kind
from index.identifiers import digest_text
from index.speech.utterances import Manner, Utterance
from index.splitting.passages import Sentence
from index.store.rows import StoredVersion

_FEWEST: Final = 40
_MOST: Final = 400
"""Characters of a quotation that nobody asked for: enough to say something, and read at a glance."""


@dataclass(frozen=True, slots=True)
class Spoken:
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


def list_spoken(
    version: StoredVersion, sides: SentenceSides, utterances: Iterable[Utterance]
) -> Iterator[Spoken]:
    """All that somebody is known to say in a version, in order, each piece within a paragraph."""
    direct = [one for one in utterances if one.manner == Manner.DIRECT]
    sentences, text = version.split.sentences, version.document.text
    for first, last in _list_runs(sentences, sides.speaker.tolist()):
        said = sides.of(first, last)
        words = text[sentences[first].start : sentences[last].end]
        quoted = _count_quoted(direct, sentences[first].start, sentences[last].end)
        if said.speaker is not None:
            yield Spoken(
                first,
                last,
                said.speaker,
                said.party,
                _make_key(words),
                version.document.kind != Kind.BRIEFING
                and _FEWEST <= len(words) <= _MOST
                and (quoted is None or quoted >= _FEWEST),
            )


def _list_runs(sentences: Sequence[Sentence], codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of few sentences of one paragraph and one speaker, whose codes are not negative."""
    first = 0
    for after in range(1, len(sentences) + 1):
        is_same = (
            after < len(sentences)
            and codes[after] == codes[first]
            and sentences[after].block == sentences[first].block
            and after - first < LONGEST_WINDOW
            and sentences[after].end - sentences[first].start <= _MOST
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
