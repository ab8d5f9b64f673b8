"""Settings of servers: read, changed, noted, checked."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select

from index import ANY_SCOPE, Index
from index.domain.feedback import Rating
from index.domain.server import ServerSettings
from index.domain.unanswered_question import Retention
from index.errors import BadSetting, DamagedData
from index.store.schema import meta, metadata
from index.store.store import DATABASE_NAME
from tests.fakes import HashingEncoder
from tests.index.writing import add

CHANGES: dict[str, Any] = {
    "moderator_roles": ("11", "12"),
    "audit_channel": "21",
    "daily_channel": "22",
    "channels": ("31",),
    "private": True,
    "cooldown_questions": 3,
    "cooldown_seconds": 30.5,
}


def change(data: Path, sql: str) -> None:
    with sqlite3.connect(data / "record.sqlite") as connection:
        assert connection.execute(sql).rowcount >= 1
    connection.close()


def test_nothing_is_set_to_begin_with(record: Index) -> None:
    assert ServerSettings() == record.servers.settings("1")
    assert set(CHANGES) == set(ServerSettings.model_fields)


def test_what_was_set_is_read_again_in_its_own_scope_and_after_opening_anew(
    record: Index, data: Path
) -> None:
    assert ServerSettings(**CHANGES) == record.servers.change("1", CHANGES, actor="7")

    with Index.open(data, encoder=HashingEncoder()) as again:
        assert ServerSettings(**CHANGES) == again.servers.settings("1")
        assert ServerSettings() == again.servers.settings("2")
        assert [] == again.check()


def test_every_change_is_noted_with_who_made_it_and_what_was_before(record: Index) -> None:
    record.servers.change("1", {"private": True, "channels": ["31"]}, actor="7")
    record.servers.change("1", {"private": True, "channels": ["32", "33"]}, actor="8")
    record.servers.change("2", {"private": True}, actor="9")

    acts = [(a.actor, a.action, a.subject, a.before, a.after) for a in record.servers.acts("1")]
    assert [
        ("7", "set", "channels", "[]", '["31"]'),
        ("7", "set", "private", "false", "true"),
        ("8", "set", "channels", '["31"]', '["32", "33"]'),
    ] == acts
    assert {"set": 2} == record.audit.count_actions("7")
    assert {} == record.audit.count_actions("nobody")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"privat": True}, "privat"),
        ({"cooldown_questions": 0}, "cooldown_questions"),
        ({"cooldown_seconds": 86401}, "cooldown_seconds"),
        ({"channels": [str(number) for number in range(26)]}, "channels"),
        ({"audit_channel": "two words"}, "audit_channel"),
        ({"private": True, "moderator_roles": "11"}, "moderator_roles"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_changed(
    record: Index, changes: dict[str, Any], named: str
) -> None:
    with pytest.raises(BadSetting, match=f"The setting {named} is not valid"):
        record.servers.change("1", changes, actor="7")

    assert ServerSettings() == record.servers.settings("1")
    assert [] == record.servers.acts("1")


def test_settings_are_no_change_of_the_record(record: Index) -> None:
    before = record.engine.search.catch_up()

    record.servers.change("1", CHANGES, actor="7")

    assert before == record.engine.search.catch_up()


ids = st.text("0123456789", min_size=1, max_size=20)
values = st.fixed_dictionaries(
    {},
    optional={
        "moderator_roles": st.lists(ids, max_size=25),
        "audit_channel": st.none() | ids,
        "private": st.booleans(),
        "cooldown_seconds": st.none() | st.floats(0.1, 86400),
    },
)


@pytest.mark.slow
@settings(max_examples=20)
@given(steps=st.lists(st.tuples(st.sampled_from("12"), values), max_size=6))
def test_the_acts_lead_to_the_settings_after_any_changes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, dict[str, Any]]]
) -> None:
    with Index.open(tmp_path_factory.mktemp("any"), encoder=HashingEncoder()) as record:
        expected: dict[str, dict[str, Any]] = {"1": {}, "2": {}}
        for scope, changes in steps:
            record.servers.change(scope, changes, actor="7")
            expected[scope].update(changes)

        for scope, settings in expected.items():
            assert ServerSettings(**settings) == record.servers.settings(scope)
        assert [] == record.check()


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE servers SET scope = '2'", "The settings of 2 do not match their checksum."),
        (
            "UPDATE servers SET settings = replace(settings, 'true', 'false')",
            "The settings of 1 do not match their checksum.",
        ),
        ("DELETE FROM servers", "The settings of 1 are missing."),
        ("DELETE FROM server_acts WHERE id = 1", "The settings of 1 are not those that were set."),
        ("UPDATE server_acts SET actor = '8' WHERE id = 2", "Entry 2 of the moderators' changes does not"),
    ],
)
def test_a_row_that_was_changed_by_hand_is_found(record: Index, data: Path, sql: str, fault: str) -> None:
    record.servers.change("1", {"private": True}, actor="7")
    record.servers.change("1", {"audit_channel": "21"}, actor="7")

    change(data, sql)

    assert record.check()[0].startswith(fault)


def test_settings_that_cannot_be_read_are_damage(record: Index, data: Path) -> None:
    record.servers.change("1", {"private": True}, actor="7")

    change(data, "UPDATE servers SET settings = '{'")

    with pytest.raises(DamagedData, match="The settings of 1 in the database"):
        record.servers.settings("1")


def test_channels_are_listed_once_they_were_chosen_by_a_moment(record: Index) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)
    record.servers.change("1", {"daily_channel": "21"}, actor="7")
    record.servers.change("2", {"daily_channel": "22"}, actor="7")
    record.servers.change("2", {"daily_channel": None}, actor="7")
    record.servers.change("3", {"audit_channel": "23"}, actor="7")

    assert {} == record.quotes.list_daily(before)
    assert {"1": "21"} == record.quotes.list_daily(before + timedelta(seconds=10))


TEXT = "Storks build nests. Owls hunt."


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_as_many_days_must_have_been_noted_as_are_asked_for(record: Index) -> None:
    add(record, TEXT, scope="1")
    for hours in (0, 1, 24):
        record.left_servers.record_departure("1", NOON + timedelta(hours=hours))

    assert 0 == record.admin.purge_left_servers(NOON + timedelta(days=99), days=3)
    assert 1 == record.admin.purge_left_servers(NOON + timedelta(days=99), days=2)


def test_a_clock_that_jumps_ahead_counts_one_day_and_none_when_it_is_put_back(record: Index) -> None:
    add(record, TEXT, scope="1")
    for day in (0, 9999, 1, 2):
        record.left_servers.record_departure("1", NOON + timedelta(days=day))

    assert 0 == record.admin.purge_left_servers(NOON + timedelta(days=99), days=4)
    assert 1 == record.admin.purge_left_servers(NOON + timedelta(days=99), days=3)


def test_a_return_takes_back_the_days_that_were_counted(record: Index) -> None:
    add(record, TEXT, scope="1")
    for day in range(3):
        record.left_servers.record_departure("1", NOON + timedelta(days=day))
    record.left_servers.record_return("1")
    record.left_servers.record_departure("1", NOON)

    assert 0 == record.admin.purge_left_servers(NOON + timedelta(days=99), days=2)


def test_a_server_that_the_bot_is_in_after_all_keeps_its_documents(record: Index) -> None:
    for scope in ("1", "2"):
        add(record, TEXT, scope=scope)
        record.left_servers.record_departure(scope, NOON)

    assert 1 == record.admin.purge_left_servers(NOON + timedelta(days=1), is_joined="1".__eq__)
    assert ["1"] == [document.scope for document in record.documents(scope=ANY_SCOPE)]


def give_feedback(record: Index, scope: str) -> None:
    """On a document that stays: what is said of one that is erased goes with it anyway."""
    document = add(record, "Everyone knows storks.")
    quotation = record.quotations.opening(document.id, scope=ANY_SCOPE)
    record.feedback.give("7", quotation, Rating.UNHELPFUL, scope=scope, question=None, at=NOON)


def ask_in_vain(record: Index, scope: str) -> None:
    retention = Retention(questions=9, days=99)
    record.unanswered.keep("Who is it?", scope=scope, nearest=None, at=NOON, retention=retention)


def follow(record: Index, scope: str) -> None:
    """Alone, as it is where the question was settled or is too old."""
    record._store.followers.follow("7", scope, "who is it", "Who is it?", place="9", at=NOON)


def list_tables(data: Path, scope: str) -> set[str]:
    """The tables in which something is of a scope, by its own column or in a key."""
    engine = create_engine(f"sqlite:///{data / DATABASE_NAME}")
    with engine.connect() as connection:
        scoped = [table for table in metadata.sorted_tables if "scope" in table.c]
        found = {table.name for table in scoped if scope in connection.scalars(select(table.c.scope)).all()}
        keys = connection.scalars(select(meta.c.key)).all()
    engine.dispose()
    return found | {meta.name for key in keys if key.endswith(f":{scope}")}


def test_nothing_stays_of_a_server_that_was_left_but_its_settings_and_who_did_what(
    record: Index, data: Path
) -> None:
    """Whatever table is made, it goes with a server, or is promised to stay."""
    staying = {"documents", "events", "servers", "server_acts"}
    add(record, TEXT, scope="1")
    for keep in (give_feedback, ask_in_vain, follow):
        keep(record, "1")
    record.servers.change("1", {"private": True}, actor="7")
    record.left_servers.record_departure("1", NOON)
    going = {"departures", "unanswered", "followers", "feedback", "meta"}
    assert staying | going == list_tables(data, "1")

    record.admin.purge_left_servers(NOON + timedelta(days=1))

    assert staying == list_tables(data, "1")
    assert ([], set()) == (record.check(), record.left_servers.list_servers())


@pytest.mark.parametrize("keep", [give_feedback, ask_in_vain, follow])
def test_a_server_of_which_anything_is_kept_that_goes_is_known(
    record: Index, keep: Callable[[Index, str], None]
) -> None:
    record.servers.change("1", {"private": True}, actor="7")
    assert set() == record.left_servers.list_servers()

    keep(record, "2")

    assert {"2"} == record.left_servers.list_servers()


def test_a_server_of_which_documents_are_kept_is_known_until_they_are_erased(record: Index) -> None:
    document = add(record, TEXT, scope="1")
    record.remove(document.id, scope=ANY_SCOPE)
    assert {"1"} == record.left_servers.list_servers()

    record.admin.purge(document.id, "Its author asked for it.")

    assert set() == record.left_servers.list_servers()
