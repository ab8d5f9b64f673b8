"""The numbered steps from nothing to today's tables."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from index import Index
from index.errors import DamagedData, ForeignTables, NewerFormat
from index.feedback.given import Verdict
from index.store.backup_file import DATABASE_NAME
from index.store.database import Database
from index.store.facts import stored_format
from index.store.migrations import STEPS, migrate
from index.store.schema import FORMAT, metadata
from tests.fakes import HashingEncoder
from tests.index.store.earlier_formats import go_back
from tests.index.writing import LETTER, add


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "record.sqlite")
    yield database
    database.close()


def state(path: Path, value: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", [value])
    connection.close()


def test_all_steps_together_make_exactly_the_tables_of_today(database: Database) -> None:
    with database.write() as connection:
        migrate(connection, "here")

        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert [] == compare_metadata(context, metadata)


def test_constraints_that_alembic_does_not_compare_are_the_same(tmp_path: Path, database: Database) -> None:
    other = Database(tmp_path / "other.sqlite")
    with database.write() as migrated, other.write() as made:
        migrate(migrated, "here")
        metadata.create_all(made)

        for name in metadata.tables:
            found, expected = inspect(migrated), inspect(made)
            assert expected.get_pk_constraint(name) == found.get_pk_constraint(name)
            assert expected.get_foreign_keys(name) == found.get_foreign_keys(name)
            assert expected.get_indexes(name) == found.get_indexes(name)
            assert expected.get_unique_constraints(name) == found.get_unique_constraints(name)
    other.close()


def test_the_format_is_the_number_of_steps() -> None:
    assert FORMAT == len(STEPS)


def test_a_store_states_its_format_once_it_has_one(database: Database) -> None:
    with database.write() as connection:
        assert 0 == stored_format(connection)
        migrate(connection, "here")
        assert FORMAT == stored_format(connection)


def test_steps_are_taken_once(database: Database) -> None:
    for _ in range(2):
        with database.write() as connection:
            migrate(connection, "here")


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path, database: Database) -> None:
    with database.write() as connection:
        migrate(connection, "here")
    state(tmp_path / "record.sqlite", str(FORMAT + 1))

    with pytest.raises(NewerFormat) as caught, database.write() as connection:
        migrate(connection, "here")

    expected = (
        f"here was made by a newer version of this program (format {FORMAT + 1}; this one knows {FORMAT}). "
        "Update the program, or choose another data folder with --data."
    )
    assert expected == str(caught.value)
    with database.read() as connection:
        assert FORMAT + 1 == stored_format(connection)


@pytest.mark.parametrize("taken", range(2, FORMAT + 1))
def test_tables_of_another_version_under_the_same_number_are_refused_and_left_alone(
    data: Path, taken: int
) -> None:
    """As two versions between releases gave one number to different steps."""
    Index.open(data, encoder=HashingEncoder()).close()
    go_back(data, taken - 1)
    state(data / DATABASE_NAME, str(taken))
    before = (data / DATABASE_NAME).read_bytes()

    with pytest.raises(ForeignTables) as caught:
        Index.open(data, encoder=HashingEncoder())

    assert f"are not those of the format that it states ({taken})" in str(caught.value)
    assert before == (data / DATABASE_NAME).read_bytes()


def test_a_copy_is_made_before_a_migration_and_none_where_there_is_nothing_to_copy(data: Path) -> None:
    with Index.open(data, encoder=HashingEncoder()) as record:
        add(record, LETTER, ending=".md", title=None)
    assert [] == list(data.glob("*before*"))
    go_back(data, FORMAT - 1)

    with Index.open(data, encoder=HashingEncoder()):
        pass

    copy = data / f"record.before-format-{FORMAT}.sqlite"
    database = Database(copy)
    with database.read() as connection:
        assert FORMAT - 1 == stored_format(connection)
    database.close()
    assert 0o600 == copy.stat().st_mode & 0o777


@pytest.mark.parametrize("erase", ["purge", "forget"])
def test_whatever_is_erased_goes_from_that_copy_too(data: Path, erase: str) -> None:
    with Index.open(data, encoder=HashingEncoder()) as record:
        document = add(record, LETTER, ending=".md", title=None)
        quotation = record.ask("Which referenced websites does Cloudflare host?").quotations[0]
        record.feedback.give("7", quotation, Verdict.HELPFUL, scope="1", question=None, at=datetime.now(UTC))
    copy = data / f"record.before-format-{FORMAT}.sqlite"
    go_back(data, FORMAT - 1)

    with Index.open(data, encoder=HashingEncoder()) as record:
        record.feedback.give("7", quotation, Verdict.HELPFUL, scope="1", question=None, at=datetime.now(UTC))
        assert copy.exists()
        if erase == "purge":
            record.purge(document.id, "A rightsholder demands it.")
        else:
            assert 1 == record.feedback.forget("7")
        assert not copy.exists()
        assert [] == record.check()


def test_a_format_that_is_no_number_is_damage(tmp_path: Path, database: Database) -> None:
    with database.write() as connection:
        migrate(connection, "here")
    state(tmp_path / "record.sqlite", "one")

    with pytest.raises(DamagedData, match="states its format as 'one'"), database.read() as connection:
        stored_format(connection)
