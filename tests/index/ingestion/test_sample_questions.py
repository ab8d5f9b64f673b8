"""Sample questions are made from a document, which is the first to answer them."""

from pathlib import Path

import pytest

from index import Answer, Certainty, Index
from index.attribution.parser import parse
from index.errors import UnusableQuestion
from index.ingestion.sample_questions import MAX_SAMPLE_CHARS, find_subject
from tests.index.writing import add

TALK = (
    "The harbour in winter\n\nThe quay is long. “The wooden ferry is very old,” said Anna Holt.\n\n"
    "“The iron bridge is closed in spring,” replied Peter Lund. The lighthouse keeper has a grey parrot."
)


def put(speaker: str | None, subject: str) -> str:
    return f"What did {speaker} say about {subject}?" if speaker else f"What is told of {subject}?"


def test_each_question_is_first_answered_by_the_document(record: Index) -> None:
    document = add(record, TALK, title="Talk")
    add(record, "The grey parrot of the lighthouse keeper is told of in every tavern.", title="Other")

    questions = record.ingestion.sample_questions(document.id, put)

    assert "What did Anna Holt say about wooden ferry?" in questions
    assert "What did Peter Lund say about iron bridge?" in questions
    best = [record.ask(question).quotations[0] for question in questions]
    assert {document.id} == {one.document_id for one in best}
    assert len(questions) == len({(one.start, one.end) for one in best})
    assert len(questions) <= 3


def test_who_is_asked_about_answers(record: Index) -> None:
    document = add(record, TALK, title="Talk")

    for question in record.ingestion.sample_questions(document.id, put):
        if "Anna Holt" in question:
            assert "Anna Holt" == record.ask(question).quotations[0].speaker


def test_a_letter_is_asked_about_its_author(record: Index) -> None:
    document = add(
        record, "The wooden ferry is old. It leaks.", title="Letter", kind="letter", author="Ada Ferrier"
    )

    assert "What did Ada Ferrier say about wooden ferry?" in record.ingestion.sample_questions(
        document.id, put
    )


def test_the_question_that_a_document_was_added_for_goes_first_if_it_holds(record: Index) -> None:
    document = add(record, TALK, title="Talk")

    questions = record.ingestion.sample_questions(document.id, put, first="Has the keeper a grey parrot?")
    others = record.ingestion.sample_questions(document.id, put, first="Which mushrooms glow underground?")

    assert "Has the keeper a grey parrot?" == questions[0]
    assert "Which mushrooms glow underground?" not in others
    assert [] != others


@pytest.mark.parametrize("first", ["?!", "parrot " * 200])
def test_a_question_that_cannot_be_asked_is_left_out(record: Index, first: str) -> None:
    document = add(record, TALK, title="Talk")

    assert first not in record.ingestion.sample_questions(document.id, put, first=first)


def test_no_question_is_longer_than_a_button_shows(record: Index) -> None:
    document = add(record, TALK, title="Talk")

    questions = record.ingestion.sample_questions(
        document.id, lambda *about: put(*about) + " Tell all of it." * 3
    )

    assert [] == [question for question in questions if len(question) > MAX_SAMPLE_CHARS]


def test_a_document_that_answers_nothing_has_none(record: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    document = add(record, TALK, title="Talk")

    def stay_silent(question: str, **_: object) -> Answer:
        if "parrot" in question:
            raise UnusableQuestion("not that")
        silent = Certainty.SILENT
        return Answer(
            question=question, answered=False, confidence=0, certainty=silent, quotations=(), took_ms=0
        )

    monkeypatch.setattr(record.ingestion, "_ask", stay_silent)
    assert [] == record.ingestion.sample_questions(document.id, put)


def test_a_document_that_is_gone_has_none(record: Index) -> None:
    document = add(record, TALK, title="Talk")
    record.remove(document.id)

    assert [] == record.ingestion.sample_questions(document.id, put)
    assert [] == record.ingestion.sample_questions("aaaaaaaa", put)


def test_another_servers_document_answers_no_question(record: Index) -> None:
    document = add(record, TALK, title="Talk", scope="1001")

    assert [] == record.ingestion.sample_questions(document.id, put, scope="1002")
    assert [] != record.ingestion.sample_questions(document.id, put, scope="1001")


@pytest.mark.parametrize(
    ("sentence", "speaker", "expected"),
    [
        ("The old wooden ferry is here.", None, "old wooden ferry"),
        ("It leaks every spring.", None, None),
        ("She saw it.", None, None),
        ("Anna Holt repairs the wooden ferry.", "Anna Holt", "wooden ferry"),
        ("They signed its 2019 harbour treaty.", None, "harbour treaty"),
        ("A ferry-boat is here.", None, None),
    ],
)
def test_a_subject_names_a_thing_outside_its_sentence_too(
    sentence: str, speaker: str | None, expected: str | None
) -> None:
    (doc,) = parse([sentence])

    assert expected == find_subject(doc, speaker)


def test_the_corpus_as_it_ships_gives_questions(tmp_path: Path, record: Index) -> None:
    path = next(iter(sorted(Path("corpus/briefing").glob("2019-10-21-*.md"))))
    document = record.add(path)

    assert 3 == len(record.ingestion.sample_questions(document.id, put))
