"""A few questions that a document answers, to be shown after it is added.

They are made of names and phrases that stand in the document, and each is asked of the record: only those
that the document is the first to answer are kept, and of those on a speaker's words only the ones that the
speaker answers. So nothing is promised that does not hold.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, dropwhile, islice, zip_longest
from typing import TYPE_CHECKING, Final

from index.attribution.names import straighten_quotes
from index.attribution.parser import parse
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.answer import Answer, Quotation
from index.domain.document import author_as_speaker
from index.domain.utterance import Manner, Utterance
from index.errors import UnusableQuestion
from index.store.rows import StoredVersion

if TYPE_CHECKING:
    from spacy.tokens import Doc

QuestionPhrasing = Callable[[str | None, str], str]
"""Words a question about a subject: what a speaker said of it or, with None, what is said of it."""

Ask = Callable[[str], Answer]

MAX_SAMPLE_CHARS: Final = 80
"""Characters of a question, as many as a button shows."""

_MAX_QUESTIONS: Final = 3
_MAX_CANDIDATES: Final = 15
"""Questions asked at most: about half a second."""

_SUBJECT_SOURCES: Final = 12
"""Pieces of speech, and sentences, in which subjects are looked for, spread over the document."""

_MIN_WORDS: Final = 2
_MAX_WORDS: Final = 5

_NAMING: Final = frozenset({"ADJ", "NOUN", "PROPN"})
"""The parts of speech with which a subject begins. Other words point at something outside it."""


@dataclass(frozen=True, slots=True)
class SpeakerStatement:
    """A piece of a document's text, and who is known to say it."""

    speaker: str | None
    start: int
    end: int


def find_sample_questions(
    version: StoredVersion,
    said: Sequence[SpeakerStatement],
    *,
    phrase: QuestionPhrasing,
    ask: Ask,
    first: str | None = None,
) -> list[str]:
    """At most three questions, each first answered by words of the version, and each by others.

    `said` are pieces of its text. `first` is a question that goes before.
    """
    proposed = ((phrase(speaker, subject), speaker) for speaker, subject in _propose(version, said))
    candidates = dict(chain([(first, None)] if first else [], proposed))
    fitting = (
        (question, speaker) for question, speaker in candidates.items() if len(question) <= MAX_SAMPLE_CHARS
    )
    kept: dict[str, Quotation] = {}
    for question, speaker in islice(fitting, _MAX_CANDIDATES):
        best = _find_best(ask, question)
        if best is None or best.document_id != version.document.id or speaker not in (None, best.speaker):
            continue
        if not any(best.start < other.end and other.start < best.end for other in kept.values()):
            kept[question] = best
        if len(kept) == _MAX_QUESTIONS:
            break
    return list(kept)


def list_statements(
    version: StoredVersion, utterances: Iterable[Utterance], directory: SpeakerDirectory
) -> list[SpeakerStatement]:
    """Every direct quotation of a version, and every sentence that quotes nobody, with who says it."""
    document = version.document
    author = directory.name(author_as_speaker(document.kind, document.author))
    sentences = version.split.sentences
    starts, ends = [one.start for one in sentences], [one.end for one in sentences]
    said: list[SpeakerStatement] = []
    quoting: set[int] = set()
    for one in utterances:
        if one.manner == Manner.DIRECT:
            quoting.update(range(bisect_right(ends, one.start), bisect_left(starts, one.end)))
            said.extend(
                [SpeakerStatement(directory.name(one.speaker), one.start, one.end)] if one.speaker else []
            )
    plain = (sentence for number, sentence in enumerate(sentences) if number not in quoting)
    return said + [SpeakerStatement(author, sentence.start, sentence.end) for sentence in plain]


def _find_best(ask: Ask, question: str) -> Quotation | None:
    try:
        return next(iter(ask(question).quotations), None)
    except UnusableQuestion:
        return None


def _propose(version: StoredVersion, said: Sequence[SpeakerStatement]) -> Iterator[tuple[str | None, str]]:
    """Speakers and subjects: what somebody says, what else is told, and what headings name, in turns."""
    headings = dict.fromkeys(passage.heading for passage in version.split.passages if passage.heading)
    turns = zip_longest(
        _find_subjects(version, [one for one in said if one.speaker]),
        _find_subjects(version, [one for one in said if not one.speaker]),
        ((None, " ".join(heading.split())) for heading in headings),
    )
    return (candidate for turn in turns for candidate in turn if candidate is not None)


def _find_subjects(
    version: StoredVersion, said: Sequence[SpeakerStatement]
) -> Iterator[tuple[str | None, str]]:
    step = max(len(said) / _SUBJECT_SOURCES, 1)
    chosen = [said[int(step * n)] for n in range(min(len(said), _SUBJECT_SOURCES))]
    texts = [" ".join(version.document.text[one.start : one.end].split()) for one in chosen]
    docs = list(parse(map(straighten_quotes, texts))) if texts else []
    for one, doc in zip(chosen, docs, strict=True):
        subject = find_subject(doc, one.speaker)
        if subject is not None:
            yield one.speaker, subject


def find_subject(doc: Doc, speaker: str | None) -> str | None:
    """The longest phrase of a few words in a parsed sentence that names a thing, but not its speaker."""
    phrases = []
    for chunk in doc.noun_chunks:
        tokens = list(dropwhile(lambda token: token.pos_ not in _NAMING, chunk))
        phrase = " ".join(token.text for token in tokens)
        is_plain = all(token.text.isalnum() for token in tokens)
        is_short = _MIN_WORDS <= len(tokens) <= _MAX_WORDS
        if is_plain and is_short and phrase.casefold() not in (speaker or "").casefold():
            phrases.append(phrase)
    return max(phrases, key=len, default=None)
