"""Sample questions: a few that a document answers, to be shown after it was added.

They are made from names and phrases in the document, and each is tried on the record. Only those are kept
whose first quotation is from the document and, for a question about a speaker's words, from that speaker.
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
"""Phrases a question about a subject: what a speaker said about it or, for None, what is said about it."""

Ask = Callable[[str], Answer]

MAX_SAMPLE_CHARS: Final = 80
"""The longest label of a button on Discord."""

_MAX_QUESTIONS: Final = 3
_MAX_CANDIDATES: Final = 15
"""Questions tried on the record: about half a second."""

_SUBJECT_SOURCES: Final = 12
"""Statements searched for subjects, spread over the document: at most 12 with a speaker, 12 without."""

_MIN_SUBJECT_WORDS: Final = 2
_MAX_SUBJECT_WORDS: Final = 5

_FIRST_TAGS: Final = frozenset({"ADJ", "NOUN", "PROPN"})
"""Parts of speech with which a subject may begin; others (*this*, *their*) refer to something outside it."""


@dataclass(frozen=True, slots=True)
class SpeakerStatement:
    """A span of a document's text and its speaker, if known."""

    speaker: str | None
    start: int
    end: int


def find_sample_questions(
    version: StoredVersion,
    statements: Sequence[SpeakerStatement],
    *,
    phrase: QuestionPhrasing,
    ask: Ask,
    first: str | None = None,
) -> list[str]:
    """At most three questions that the version is the first to answer, each with different words.

    `statements` are of this version. `first` is a question to try before those made from them.
    """
    proposed = ((phrase(speaker, subject), speaker) for speaker, subject in _propose(version, statements))
    candidates = dict(chain([(first, None)] if first else [], proposed))
    short = (
        (question, speaker) for question, speaker in candidates.items() if len(question) <= MAX_SAMPLE_CHARS
    )
    chosen_questions: dict[str, Quotation] = {}
    for question, speaker in islice(short, _MAX_CANDIDATES):
        best = _find_best(ask, question)
        if best is None or best.document_id != version.document.id or speaker not in (None, best.speaker):
            continue
        if not any(best.start < other.end and other.start < best.end for other in chosen_questions.values()):
            chosen_questions[question] = best
        if len(chosen_questions) == _MAX_QUESTIONS:
            break
    return list(chosen_questions)


def list_statements(
    version: StoredVersion, utterances: Iterable[Utterance], directory: SpeakerDirectory
) -> list[SpeakerStatement]:
    """Every direct quotation with a speaker, and every sentence without one, whose speaker is the author."""
    document = version.document
    author = directory.name(author_as_speaker(document.kind, document.author))
    sentences = version.split.sentences
    starts, ends = [sentence.start for sentence in sentences], [sentence.end for sentence in sentences]
    statements: list[SpeakerStatement] = []
    quoting: set[int] = set()
    for utterance in utterances:
        if utterance.manner == Manner.DIRECT:
            start, end = utterance.start, utterance.end
            quoting.update(range(bisect_right(ends, start), bisect_left(starts, end)))
            if utterance.speaker:
                statements.append(SpeakerStatement(directory.name(utterance.speaker), start, end))
    plain = (sentence for number, sentence in enumerate(sentences) if number not in quoting)
    return statements + [SpeakerStatement(author, sentence.start, sentence.end) for sentence in plain]


def _find_best(ask: Ask, question: str) -> Quotation | None:
    try:
        return next(iter(ask(question).quotations), None)
    except UnusableQuestion:
        return None


def _propose(
    version: StoredVersion, statements: Sequence[SpeakerStatement]
) -> Iterator[tuple[str | None, str]]:
    """Speakers and subjects: in turn from statements with a speaker, without a speaker, and headings."""
    headings = dict.fromkeys(passage.heading for passage in version.split.passages if passage.heading)
    interleaved = zip_longest(
        _find_subjects(version, [statement for statement in statements if statement.speaker]),
        _find_subjects(version, [statement for statement in statements if not statement.speaker]),
        ((None, " ".join(heading.split())) for heading in headings),
    )
    return (candidate for pairs in interleaved for candidate in pairs if candidate is not None)


def _find_subjects(
    version: StoredVersion, statements: Sequence[SpeakerStatement]
) -> Iterator[tuple[str | None, str]]:
    step = max(len(statements) / _SUBJECT_SOURCES, 1)
    chosen = [statements[int(step * n)] for n in range(min(len(statements), _SUBJECT_SOURCES))]
    texts = [" ".join(version.document.text[span.start : span.end].split()) for span in chosen]
    docs = list(parse(map(straighten_quotes, texts))) if texts else []
    for statement, doc in zip(chosen, docs, strict=True):
        subject = find_subject(doc, statement.speaker)
        if subject is not None:
            yield statement.speaker, subject


def find_subject(doc: Doc, speaker: str | None) -> str | None:
    """The longest noun phrase of two to five words in a parsed text that is no part of the speaker's name."""
    phrases = []
    for chunk in doc.noun_chunks:
        tokens = list(dropwhile(lambda token: token.pos_ not in _FIRST_TAGS, chunk))
        phrase = " ".join(token.text for token in tokens)
        is_plain = all(token.text.isalnum() for token in tokens)
        is_short = _MIN_SUBJECT_WORDS <= len(tokens) <= _MAX_SUBJECT_WORDS
        if is_plain and is_short and phrase.casefold() not in (speaker or "").casefold():
            phrases.append(phrase)
    return max(phrases, key=len, default=None)
