"""Feedback on quotations: stored by user and quotation, withdrawn, explained, deleted."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index import ANY_SCOPE, EVERYONE, Index, Quotation
from index.domain.feedback import FeedbackReason, Rating
from index.errors import UnknownFeedback
from tests.index.writing import add

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
FERRY = "Does the ferry carry lorries?"


@pytest.fixture
def quotation(record: Index) -> Quotation:
    add(record, "The ferry does not carry lorries. It carries goats.", title="On ferries")
    return record.ask(FERRY).quotations[0]


def give(
    record: Index,
    quotation: Quotation,
    verdict: Rating = Rating.UNHELPFUL,
    *,
    user: str = "7",
    scope: str = "1",
    question: str | None = FERRY,
    minutes: float = 0,
) -> bool:
    at = NOON + timedelta(minutes=minutes)
    return record.feedback.give(user, quotation, verdict, scope=scope, question=question, at=at)


def counts(record: Index, scope: str = "1") -> list[tuple[int, int]]:
    return [(rated.helpful, rated.unhelpful) for rated in record.feedback.rated(scope)]


def test_a_user_has_one_verdict_on_a_quotation_which_can_be_changed_and_taken_back(
    record: Index, quotation: Quotation
) -> None:
    assert give(record, quotation, Rating.HELPFUL)
    assert give(record, quotation, user="8")
    assert [(1, 1)] == counts(record)

    assert give(record, quotation, Rating.UNHELPFUL)
    assert [(0, 2)] == counts(record)

    assert not give(record, quotation, Rating.UNHELPFUL)
    assert [(0, 1)] == counts(record)


def test_the_same_verdict_on_another_question_is_not_taken_back_but_counts_for_that_one(
    record: Index, quotation: Quotation
) -> None:
    give(record, quotation)

    assert give(record, quotation, question="What does the ferry carry?")
    assert not give(record, quotation, question=None)
    assert [] == record.feedback.read(ANY_SCOPE)


def test_what_is_wrong_is_kept_beside_the_verdict_and_goes_with_it(
    record: Index, quotation: Quotation
) -> None:
    give(record, quotation)
    record.feedback.explain("7", quotation.id, scope="1", reason=FeedbackReason.SPEAKER, text="It was Ann.")

    (rated,) = record.feedback.rated("1")
    assert ((FERRY,), {FeedbackReason.SPEAKER: 1}, ("It was Ann.",)) == (
        rated.questions,
        rated.reasons,
        rated.texts,
    )

    give(record, quotation, Rating.HELPFUL)
    (rated,) = record.feedback.rated("1")
    assert ({}, ()) == (rated.reasons, rated.texts)


def test_what_nobody_called_unhelpful_cannot_be_explained(record: Index, quotation: Quotation) -> None:
    give(record, quotation, Rating.HELPFUL)
    give(record, quotation, user="8")
    for user, scope in (("7", "1"), ("8", "2"), ("9", "1")):
        with pytest.raises(UnknownFeedback):
            record.feedback.explain(user, quotation.id, scope=scope, reason=None, text="No.")

    assert [None, None] == [given.text for given in record.feedback.read(ANY_SCOPE)]


def test_what_is_most_often_unhelpful_comes_first(record: Index) -> None:
    quotations = []
    for animal in ("goats", "herons", "otters"):
        add(record, f"The ferry carries {animal}.", title=animal)
        quotations.append(record.ask(f"Does the ferry carry {animal}?").quotations[0])
    goats, herons, otters = quotations
    give(record, herons, user="1")
    for user in ("1", "2"):
        give(record, goats, user=user)
    give(record, otters, Rating.HELPFUL)

    assert [one.id for one in (goats, herons, otters)] == [r.quotation for r in record.feedback.rated("1")]


def test_feedback_is_shown_in_the_scope_in_which_it_was_given_only(
    record: Index, quotation: Quotation
) -> None:
    give(record, quotation, scope="1")
    give(record, quotation, Rating.HELPFUL, scope="2")
    give(record, quotation, Rating.HELPFUL, scope=EVERYONE)

    assert ([(0, 1)], [(1, 0)], []) == (counts(record, "1"), counts(record, "2"), counts(record, "3"))
    assert 3 == record.feedback.count("7")


def test_a_user_is_counted_and_forgotten_and_their_id_is_in_no_file(
    record: Index, quotation: Quotation, data: Path
) -> None:
    user = "846213507998412033"
    give(record, quotation, user=user)
    give(record, quotation, user="8")
    for file in data.glob("record.sqlite*"):
        assert user.encode() not in file.read_bytes()

    assert 1 == record.feedback.count(user)
    assert 1 == record.feedback.forget(user)
    assert 0 == record.feedback.count(user)
    assert [(0, 1)] == counts(record)


def test_feedback_is_forgotten_once_it_is_too_old(record: Index, quotation: Quotation) -> None:
    give(record, quotation, minutes=0)
    give(record, quotation, Rating.HELPFUL, user="8", minutes=2)

    record.feedback.expire(NOON + timedelta(minutes=1))

    assert [(1, 0)] == counts(record)


def test_a_purge_of_the_document_erases_its_feedback_from_every_file(
    record: Index, quotation: Quotation, data: Path
) -> None:
    give(record, quotation)
    record.feedback.explain("7", quotation.id, scope="1", reason=None, text="Xylophones are meant.")

    record.admin.purge(quotation.document_id, "Its author asked for it.")

    assert [] == record.feedback.read(ANY_SCOPE)
    for file in data.glob("record.sqlite*"):
        assert b"Xylophones" not in file.read_bytes()


def test_a_server_that_was_left_loses_its_feedback_with_its_documents(
    record: Index, quotation: Quotation
) -> None:
    for scope in ("1", "2"):
        give(record, quotation, scope=scope)
    record.left_servers.record_departure("1", NOON, actor="the bot")

    record.admin.purge_left_servers(NOON + timedelta(days=1), actor="the bot")

    assert ["2"] == [given.scope for given in record.feedback.read(ANY_SCOPE)]


def test_feedback_that_was_changed_by_hand_is_found(record: Index, quotation: Quotation, data: Path) -> None:
    give(record, quotation)
    assert [] == record.check()
    with sqlite3.connect(data / "record.sqlite") as connection:
        connection.execute("UPDATE feedback SET verdict = 'helpful'")
    connection.close()

    assert ["The feedback 1 does not match its checksum."] == record.check()
