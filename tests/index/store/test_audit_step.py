"""A record as it was before events told what changed becomes one of today's."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from index import Index
from index.identifiers import digest_text
from tests.fakes import HashingEncoder
from tests.index.writing import write

OLD = Path(__file__).with_name("format_2.sql")
TEXTS = (
    "“It floats,” said Anna Holt. The quay is long.",
    "“It floats,” said Anna Holt. The quay is short.",
    "Storks come in spring.",
)
QUAY, STORKS = "7xij23mc", "7pe2kpip"


@pytest.fixture
def old(data: Path) -> Path:
    """The data folder of that time: a letter with two versions and a correction, and a removed text."""
    for text in TEXTS:
        digest = digest_text(text)
        write(data / "originals" / digest[:2] / digest, text)
    with closing(sqlite3.connect(data / "record.sqlite")) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    return data


def test_every_row_has_the_right_seal_and_nothing_is_lost(old: Path) -> None:
    with Index.open(old, encoder=HashingEncoder()) as record:
        assert [] == record.check()
        assert [("add", "everyone"), ("edit", "everyone"), ("attribute", "everyone")] == [
            (event.action, event.scope) for event in record.history(QUAY)
        ]
        assert [("the library", "add", "123"), ("Ann", "remove", "123")] == [
            (event.actor, event.action, event.scope) for event in record.history(STORKS)
        ]
        assert {(None, None, None)} == {(e.before, e.after, e.reason) for e in record.audit()}
        assert "Anna Holt the elder" == record.ask("Does it float?").quotations[0].speaker
    with Index.open(old, encoder=HashingEncoder()) as again:
        assert [] == again.check()


def test_acts_of_that_time_can_be_undone_and_gone_on_with(old: Path) -> None:
    for_ever = timedelta(days=999_999)
    with Index.open(old, encoder=HashingEncoder()) as record:
        record.undo(scope=None, actor="Cem", within=for_ever)
        record.undo(scope="123", actor="Ann", within=for_ever)
        record.edit(QUAY, {"title": "The quay"})

        assert (STORKS, "The quay") == (record.document(STORKS).id, record.document(QUAY).title)
        assert "Anna Holt" == record.ask("Does it float?").quotations[0].speaker
        assert [] == record.check()


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        (
            "UPDATE events SET actor = 'Eve' WHERE id = 2",
            "The entry 2 of the history is not what was written.",
        ),
        ("UPDATE corrections SET speaker = 'Eve'", "The correction 1 of who speaks in version 2"),
    ],
)
def test_what_was_changed_by_hand_before_is_still_found_after(old: Path, sql: str, fault: str) -> None:
    with closing(sqlite3.connect(old / "record.sqlite")) as connection, connection:
        assert 1 == connection.execute(sql).rowcount

    with Index.open(old, encoder=HashingEncoder()) as record:
        [found] = record.check()
    assert found.startswith(fault)
