"""Settings of servers: read, changed, noted, checked."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Index
from index.domain.server import ServerSettings
from index.errors import BadSetting, DamagedData
from tests.fakes import HashingEncoder

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
    assert {"set": 2} == record.acts_of("7")
    assert {} == record.acts_of("nobody")


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
    with pytest.raises(BadSetting, match=f"The setting {named} does not fit"):
        record.servers.change("1", changes, actor="7")

    assert ServerSettings() == record.servers.settings("1")
    assert [] == record.servers.acts("1")


def test_settings_are_no_change_of_the_record(record: Index) -> None:
    before = record.search.catch_up()

    record.servers.change("1", CHANGES, actor="7")

    assert before == record.search.catch_up()


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
        ("UPDATE servers SET scope = '2'", "The settings of 2 are not what was written."),
        (
            "UPDATE servers SET settings = replace(settings, 'true', 'false')",
            "The settings of 1 are not what was written.",
        ),
        ("DELETE FROM servers", "The settings of 1 are missing."),
        ("DELETE FROM server_acts WHERE id = 1", "The settings of 1 are not those that were set."),
        ("UPDATE server_acts SET actor = '8' WHERE id = 2", "The entry 2 of what moderators did is not"),
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
