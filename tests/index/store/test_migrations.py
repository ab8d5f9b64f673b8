"""How a database gets the tables of today."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.operations import Operations
from sqlalchemy import Column, Text

from index import ANY_SCOPE, Index
from index.domain.feedback import Rating
from index.domain.identifiers import digest_text
from index.errors import DamagedData, DataFolderError, ForeignTables, NewerFormat, OlderFormat
from index.store.backup_file import DATABASE_NAME
from index.store.database import Database, define_in_memory, list_definitions
from index.store.meta import stored_format
from index.store.migrations import STEPS, bring_up_to_date, migrate
from index.store.schema import FIRST_FORMAT, FORMAT, metadata
from tests.fakes import HashingEncoder
from tests.index.writing import LETTER, add, write

FIRST = Path(__file__).with_name("format_8.sql")
TEXTS = ("“It floats,” said Anna Holt. The quay is long.", "Storks come in spring.")
QUAY = "7xij23mc"
LATER = FIRST_FORMAT + len(STEPS) + 1


def paint(op: Operations) -> None:
    """A step that no release has."""
    op.add_column("documents", Column("colour", Text))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "record.sqlite")
    yield database
    database.close()


@pytest.fixture
def first(data: Path) -> Path:
    """A data folder of the first format.

    In it are a letter with two versions and a correction, a removed text, a purged one, feedback on a
    quotation, a question that somebody follows, a setting of a server and the note that another was left.
    """
    for text in TEXTS:
        digest = digest_text(text)
        write(data / "originals" / digest[:2] / digest, text)
    with closing(sqlite3.connect(data / DATABASE_NAME)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    return data


def state(data: Path, value: str) -> None:
    """Let a database say that it has another format."""
    with closing(sqlite3.connect(data / DATABASE_NAME)) as connection, connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", [value])


def test_the_format_is_the_first_and_one_more_for_each_step() -> None:
    assert FORMAT == FIRST_FORMAT + len(STEPS)


def test_a_new_database_has_the_tables_of_today_and_states_its_format(
    tmp_path: Path, database: Database
) -> None:
    with database.write() as connection:
        assert 0 == stored_format(connection)
        migrate(connection, tmp_path)

        assert FORMAT == stored_format(connection)
        assert define_in_memory(metadata) == list_definitions(connection)


def test_a_record_of_the_first_format_is_brought_to_today_s_and_nothing_is_lost(first: Path) -> None:
    with Index.open(first, encoder=HashingEncoder()) as record:
        assert [] == record.check()
        quotation = record.ask("Does it float?").quotations[0]
        assert ("The quay", "Anna Holt the elder") == (quotation.title, quotation.speaker)
        assert ["add", "edit", "attribute"] == [
            event.action for event in record.admin.history(QUAY, scope=ANY_SCOPE)
        ]
        assert record.admin.was_purged("https://example.org/mill")
        assert ["helpful"] == [given.verdict for given in record.feedback.read(ANY_SCOPE)]
        assert ["Who owns the ferry?"] == [followed.question for followed in record.unanswered.waiting()]
        assert record.servers.settings("1").private


def test_acts_of_that_time_can_be_undone(first: Path) -> None:
    with Index.open(first, encoder=HashingEncoder()) as record:
        record.admin.undo(scope=ANY_SCOPE, actor="Cem", within=timedelta(days=999_999))

        assert "Anna Holt" == record.ask("Does it float?").quotations[0].speaker
        assert [] == record.check()


def test_a_new_database_and_a_migrated_one_are_defined_in_the_same_way(first: Path) -> None:
    Index.open(first, encoder=HashingEncoder()).close()

    with closing(Database(first / DATABASE_NAME)) as database, database.read() as connection:
        assert define_in_memory(metadata) == list_definitions(connection)


def test_steps_are_taken_once_and_keep_a_copy_of_what_was_before(first: Path) -> None:
    for _ in range(2):
        with closing(Database(first / DATABASE_NAME)) as database:
            bring_up_to_date(database, first, None, (*STEPS, paint))
            with database.read() as connection:
                assert LATER == stored_format(connection)
                rows = connection.exec_driver_sql("SELECT colour FROM documents").all()
    assert 3 * [(None,)] == rows

    copy = first / f"record.before-format-{LATER}.sqlite"
    with closing(Database(copy)) as database, database.read() as connection:
        assert FIRST_FORMAT == stored_format(connection)
    assert 0o600 == copy.stat().st_mode & 0o777


def test_a_new_record_makes_no_copy(data: Path) -> None:
    Index.open(data, encoder=HashingEncoder()).close()

    assert [] == list(data.glob("*before*"))


def test_a_step_that_fails_leaves_all_as_it_was(first: Path) -> None:
    with closing(Database(first / DATABASE_NAME)) as database:
        with pytest.raises(DataFolderError, match="duplicate column name"):
            bring_up_to_date(database, first, None, (*STEPS, paint, paint))
        with database.read() as connection:
            assert FIRST_FORMAT == stored_format(connection)
            assert define_in_memory(metadata) == list_definitions(connection)


@pytest.mark.parametrize("erase", ["purge", "forget"])
def test_whatever_is_erased_goes_from_that_copy_too(data: Path, erase: str) -> None:
    with Index.open(data, encoder=HashingEncoder()) as record:
        document = add(record, LETTER, ending=".md", title=None)
        quotation = record.ask("Which referenced websites does Cloudflare host?").quotations[0]
        record.feedback.give("7", quotation, Rating.HELPFUL, scope="1", question=None, at=datetime.now(UTC))
        with closing(Database(data / DATABASE_NAME)) as database:
            database.copy_before(LATER)
        copy = data / f"record.before-format-{LATER}.sqlite"
        assert copy.exists()

        if erase == "purge":
            record.admin.purge(document.id, "A rightsholder demands it.")
        else:
            assert 1 == record.feedback.forget("7")

        assert not copy.exists()
        assert [] == record.check()


@pytest.mark.parametrize(
    ("number", "error", "expected"),
    [
        (
            FORMAT + 1,
            NewerFormat,
            "{data} was made by a newer version of this program (format {number}; this one knows {FORMAT}). "
            "Update the program, or choose another data folder with --data.",
        ),
        (
            FIRST_FORMAT - 1,
            OlderFormat,
            "{data} was made by a version of this program before its first release (format {number}; "
            "this one knows {FIRST_FORMAT} and later). It was not changed. Build the record again in a new "
            "data folder: python -m index build --data FOLDER.",
        ),
    ],
)
def test_a_newer_format_and_one_never_released_are_refused_and_left_alone(
    first: Path, number: int, error: type[DataFolderError], expected: str
) -> None:
    state(first, str(number))
    before = (first / DATABASE_NAME).read_bytes()

    with pytest.raises(error) as caught:
        Index.open(first, encoder=HashingEncoder())

    names = {"data": first, "number": number, "FORMAT": FORMAT, "FIRST_FORMAT": FIRST_FORMAT}
    assert expected.format_map(names) == str(caught.value)
    assert before == (first / DATABASE_NAME).read_bytes()
    assert [] == list(first.glob("*before*"))


@pytest.mark.parametrize("more", [(), (paint,)])
def test_tables_of_another_version_under_the_same_number_are_refused_and_left_alone(
    first: Path, more: tuple[Callable[[Operations], None], ...]
) -> None:
    """As two versions between releases gave one number to different steps."""
    with closing(sqlite3.connect(first / DATABASE_NAME)) as connection, connection:
        connection.execute("ALTER TABLE events DROP COLUMN undoes")

    with closing(Database(first / DATABASE_NAME)) as database:
        with pytest.raises(ForeignTables) as caught:
            bring_up_to_date(database, first, None, (*STEPS, *more))
        with database.read() as connection:
            assert FIRST_FORMAT == stored_format(connection)

    assert f"do not match the format that it states ({FIRST_FORMAT})" in str(caught.value)


def test_a_format_that_is_no_number_is_damage(first: Path) -> None:
    state(first, "one")

    with pytest.raises(DamagedData, match="states its format as 'one'"):
        Index.open(first, encoder=HashingEncoder())
