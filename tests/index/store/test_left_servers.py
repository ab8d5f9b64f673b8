"""Servers that were left: how that is counted, and what goes with them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from index import Index
from index.domain.feedback import Rating
from index.domain.unanswered_question import Retention
from index.store.schema import meta, metadata
from index.store.store import DATABASE_NAME
from tests.index.writing import add

TEXT = "Storks build nests. Owls hunt."
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


# When


def test_as_many_days_must_have_been_noted_as_are_asked_for(record: Index) -> None:
    add(record, TEXT, scope="1")
    for hours in (0, 1, 24):
        record.record_departure("1", NOON + timedelta(hours=hours))

    assert 0 == record.purge_left_servers(NOON + timedelta(days=99), days=3)
    assert 1 == record.purge_left_servers(NOON + timedelta(days=99), days=2)


def test_a_clock_that_jumps_ahead_counts_one_day_and_none_when_it_is_put_back(record: Index) -> None:
    add(record, TEXT, scope="1")
    for day in (0, 9999, 1, 2):
        record.record_departure("1", NOON + timedelta(days=day))

    assert 0 == record.purge_left_servers(NOON + timedelta(days=99), days=4)
    assert 1 == record.purge_left_servers(NOON + timedelta(days=99), days=3)


def test_a_return_takes_back_the_days_that_were_counted(record: Index) -> None:
    add(record, TEXT, scope="1")
    for day in range(3):
        record.record_departure("1", NOON + timedelta(days=day))
    record.record_return("1")
    record.record_departure("1", NOON)

    assert 0 == record.purge_left_servers(NOON + timedelta(days=99), days=2)


def test_a_server_that_the_bot_is_in_after_all_keeps_its_documents(record: Index) -> None:
    for scope in ("1", "2"):
        add(record, TEXT, scope=scope)
        record.record_departure(scope, NOON)

    assert 1 == record.purge_left_servers(NOON + timedelta(days=1), is_joined="1".__eq__)
    assert ["1"] == [document.scope for document in record.documents()]


# What goes with a server


def give_feedback(record: Index, scope: str) -> None:
    """On a document that stays: what is said of one that is erased goes with it anyway."""
    document = add(record, "Everyone knows storks.")
    quotation = record.beginning(document.id)
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
    record.record_departure("1", NOON)
    going = {"departures", "unanswered", "followers", "feedback", "meta"}
    assert staying | going == list_tables(data, "1")

    record.purge_left_servers(NOON + timedelta(days=1))

    assert staying == list_tables(data, "1")
    assert ([], set()) == (record.check(), record.list_servers())


@pytest.mark.parametrize("keep", [give_feedback, ask_in_vain, follow])
def test_a_server_of_which_anything_is_kept_that_goes_is_known(
    record: Index, keep: Callable[[Index, str], None]
) -> None:
    record.servers.change("1", {"private": True}, actor="7")
    assert set() == record.list_servers()

    keep(record, "2")

    assert {"2"} == record.list_servers()


def test_a_server_of_which_documents_are_kept_is_known_until_they_are_erased(record: Index) -> None:
    document = add(record, TEXT, scope="1")
    record.remove(document.id)
    assert {"1"} == record.list_servers()

    record.purge(document.id, "Its author asked for it.")

    assert set() == record.list_servers()
