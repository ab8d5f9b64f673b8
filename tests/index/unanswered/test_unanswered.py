"""Unanswered questions: stored, counted, clustered, resolved, followed, deleted."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index import EVERYONE, Index
from index.domain.identifiers import question_key
from index.domain.unanswered_question import QuestionState, Retention
from index.errors import TooManyFollowed, UnknownQuestion, UnusableQuestion
from index.store.followers import MAX_FOLLOWED

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ALL = Retention(questions=100, days=30)
MUSHROOMS = "Which mushrooms glow underground?"
OWLS = "Where do barn owls sleep?"


def keep(
    record: Index,
    question: str,
    *,
    scope: str = "1",
    minutes: float = 0,
    nearest: str | None = None,
    retention: Retention = ALL,
) -> str:
    at = NOON + timedelta(minutes=minutes)
    record.unanswered.keep(question, scope=scope, nearest=nearest, at=at, retention=retention)
    return question_key(scope, question)


def listed(record: Index, scope: str = "1") -> list[tuple[str, ...]]:
    return [group.questions for group in record.unanswered.groups(scope)]


def test_a_question_asked_again_is_counted_however_it_is_spaced_cased_and_ended(record: Index) -> None:
    for minutes, wording in enumerate([MUSHROOMS, " which MUSHROOMS  glow underground", f"{MUSHROOMS}??"]):
        keep(record, wording, minutes=minutes, nearest=f"doc{minutes}")

    (group,) = record.unanswered.groups("1")
    assert ((MUSHROOMS,), 3, "doc2") == (group.questions, group.times, group.nearest)
    assert "2026-05-04T12:02:00+00:00" == group.last_asked


def test_groups_come_by_meaning_the_one_asked_last_first_and_its_commonest_wording_first(
    record: Index,
) -> None:
    keep(record, OWLS, minutes=0)
    keep(record, "Underground, which mushrooms glow?", minutes=1)
    for minutes in (2, 3):
        keep(record, MUSHROOMS, minutes=minutes)
    keep(record, "Barn owls: where do they sleep?", minutes=4)

    assert [
        ("Barn owls: where do they sleep?", OWLS),
        (MUSHROOMS, "Underground, which mushrooms glow?"),
    ] == listed(record)
    assert [2, 3] == [group.times for group in record.unanswered.groups("1")]


def test_a_question_is_found_in_its_own_scope_only(record: Index) -> None:
    key = keep(record, MUSHROOMS, scope="1")
    keep(record, OWLS, scope=EVERYONE)

    assert [] == listed(record, "2")
    assert [(OWLS,)] == listed(record, EVERYONE)
    for call in (
        lambda: record.unanswered.group("2", key),
        lambda: record.unanswered.resolve("2", key, QuestionState.DISMISSED, actor="7"),
        lambda: record.unanswered.follow("8", scope="2", key=key, place="2/3", at=NOON),
    ):
        with pytest.raises(UnknownQuestion):
            call()
    assert [(MUSHROOMS,)] == listed(record, "1")


@pytest.mark.parametrize("question", ["", "?!", "word " * 300])
def test_what_nobody_can_ask_is_not_kept(record: Index, question: str) -> None:
    with pytest.raises(UnusableQuestion):
        keep(record, question)

    assert [] == listed(record)


def test_no_more_are_kept_of_a_scope_than_are_allowed_and_the_oldest_go_first(record: Index) -> None:
    few = Retention(questions=2, days=30)
    keep(record, "Who paints herons?", scope="2", minutes=-9, retention=few)
    keep(record, MUSHROOMS, minutes=0, retention=few)
    keep(record, OWLS, minutes=1, retention=few)
    keep(record, MUSHROOMS, minutes=2, retention=few)
    keep(record, "Why is granite speckled?", minutes=3, retention=few)

    assert [("Why is granite speckled?",), (MUSHROOMS,)] == listed(record)
    assert [("Who paints herons?",)] == listed(record, "2")


def test_what_nobody_asked_for_too_long_is_forgotten_with_who_follows_it(record: Index) -> None:
    old, new = keep(record, MUSHROOMS), keep(record, OWLS, minutes=1)
    for key, at in ((old, NOON), (new, NOON + timedelta(minutes=1))):
        record.unanswered.follow("8", scope="1", key=key, place="1/3", at=at)

    record.unanswered.expire(NOON + timedelta(days=30, seconds=30), ALL)

    assert [(OWLS,)] == listed(record)
    assert [OWLS] == [followed.question for followed in record.unanswered.followed_by("8")]


@pytest.mark.parametrize("state", [QuestionState.DISMISSED, QuestionState.ANSWERED])
def test_a_settled_group_is_listed_no_more_and_it_is_noted_who_settled_it(
    record: Index, state: QuestionState
) -> None:
    key = keep(record, MUSHROOMS)
    other = keep(record, "Underground, which mushrooms glow?")
    keep(record, OWLS)

    record.unanswered.resolve("1", other, state, actor="7")

    assert [(OWLS,)] == listed(record)
    with pytest.raises(UnknownQuestion):
        record.unanswered.group("1", key)
    acts = record.servers.acts("1")
    word = "dismiss" if state is QuestionState.DISMISSED else "answer"
    assert [("7", word, '"open"', f'"{state}"')] * 2 == [(a.actor, a.action, a.before, a.after) for a in acts]
    assert {key, other} == {act.subject for act in acts}
    assert {word: 2} == record.audit.count_actions("7")
    assert [] == record.servers.acts("2")


def test_dismissed_stays_dismissed_and_what_was_thought_answered_comes_back(record: Index) -> None:
    record.unanswered.resolve("1", keep(record, MUSHROOMS), QuestionState.DISMISSED, actor="7")
    record.unanswered.resolve("1", keep(record, OWLS), QuestionState.ANSWERED, actor="7")

    keep(record, MUSHROOMS)
    keep(record, OWLS)

    assert [(OWLS,)] == listed(record)


def test_a_follower_is_noted_once_with_the_place_and_is_dropped_and_forgotten(record: Index) -> None:
    mushrooms, owls = keep(record, MUSHROOMS), keep(record, OWLS, scope=EVERYONE)

    assert record.unanswered.follow("8", scope="1", key=mushrooms, place="1/3/4", at=NOON)
    assert not record.unanswered.follow("8", scope="1", key=mushrooms, place="1/3/5", at=NOON)
    assert record.unanswered.follow("8", scope=EVERYONE, key=owls, place="@me/6", at=NOON)
    assert record.unanswered.follow("9", scope="1", key=mushrooms, place="1/3/4", at=NOON)

    first, second = record.unanswered.followed_by("8")
    assert (MUSHROOMS, "1", "1/3/4") == (first.question, first.scope, first.place)
    assert ["8", "9"] == [one.user for one in record.unanswered.waiting({"1"})]
    assert 3 == len(record.unanswered.waiting())
    assert [] == record.unanswered.waiting(set())

    record.unanswered.drop(first)
    assert [second] == record.unanswered.followed_by("8")
    assert 1 == record.unanswered.forget("8")
    assert ["9"] == [one.user for one in record.unanswered.waiting()]


def test_who_follows_is_told_of_what_was_settled_all_the_same(record: Index) -> None:
    key = keep(record, MUSHROOMS)
    record.unanswered.resolve("1", key, QuestionState.DISMISSED, actor="7")

    assert record.unanswered.follow("8", scope="1", key=key, place="1/3", at=NOON)
    assert [MUSHROOMS] == [one.question for one in record.unanswered.waiting({"1"})]


def test_nobody_follows_more_than_a_few_questions(record: Index) -> None:
    keys = [keep(record, f"Is {number} prime?") for number in range(MAX_FOLLOWED + 1)]
    for key in keys[:-1]:
        record.unanswered.follow("8", scope="1", key=key, place="1/3", at=NOON)

    with pytest.raises(TooManyFollowed, match=str(MAX_FOLLOWED)):
        record.unanswered.follow("8", scope="1", key=keys[-1], place="1/3", at=NOON)


def test_keeping_and_following_are_no_change_of_the_record(record: Index) -> None:
    before = record.engine.search.catch_up()

    record.unanswered.follow("8", scope="1", key=keep(record, MUSHROOMS), place="1/3", at=NOON)

    assert before == record.engine.search.catch_up()
    assert [] == record.check()


def test_the_words_and_names_that_were_erased_stand_in_the_database_no_more(
    record: Index, data: Path
) -> None:
    key = keep(record, MUSHROOMS)
    record.unanswered.follow("8675309", scope="1", key=key, place="1/3", at=NOON)
    record.unanswered.forget("8675309")
    record.unanswered.expire(NOON + timedelta(days=99), ALL)

    record.close()
    raw = b"".join(path.read_bytes() for path in data.glob("record.sqlite*"))

    assert b"8675309" not in raw
    assert b"mushrooms" not in raw


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        (
            "UPDATE unanswered SET question = 'Which?'",
            "The unanswered question 1 does not match its checksum.",
        ),
        ("UPDATE unanswered SET times = 2", "The unanswered question 1 does not match its checksum."),
        ("UPDATE followers SET user = '9'", "The followed question 1 does not match its checksum."),
    ],
)
def test_a_row_that_was_changed_by_hand_is_found(record: Index, data: Path, sql: str, fault: str) -> None:
    record.unanswered.follow("8", scope="1", key=keep(record, MUSHROOMS), place="1/3", at=NOON)
    with sqlite3.connect(data / "record.sqlite") as connection:
        connection.execute(sql)
    connection.close()

    assert [fault] == record.check()
