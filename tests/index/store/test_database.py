"""The connection to the database, and what is said where it fails."""

import resource
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from traceback import format_exception

import pytest
from sqlalchemy import text

from index import Index
from index.errors import DamagedData, DataFolderError, DiskError, ReadOnlyData
from index.store.database import Database
from tests.fakes import HashingEncoder
from tests.index.writing import add, write


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database with one table and one row."""
    database = Database(tmp_path / "record.sqlite")
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE words (word TEXT PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO words VALUES ('one')")
    yield database
    database.close()


def count(database: Database) -> int:
    with database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM words").scalar_one())


def test_a_failed_transaction_writes_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        connection.exec_driver_sql("INSERT INTO words VALUES ('two')")
        raise ZeroDivisionError

    assert 1 == count(database)


def test_a_failure_does_not_tell_what_was_to_be_written(database: Database) -> None:
    asked = " ".join(("Who", "glows?"))  # not a line of code that the traceback would show
    with pytest.raises(DataFolderError) as caught, database.write() as connection:
        connection.execute(text("INSERT INTO nothing VALUES (:asked)"), {"asked": asked})

    assert asked not in "".join(format_exception(caught.value))


def test_a_reader_sees_one_state_throughout_while_another_thread_writes(database: Database) -> None:
    def write_two() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO words VALUES ('two')")

    writer = threading.Thread(target=write_two)
    with database.read() as connection:
        query = "SELECT count(*) FROM words"
        before = connection.exec_driver_sql(query).scalar_one()
        writer.start()
        writer.join()
        after = connection.exec_driver_sql(query).scalar_one()

    assert (1, 1, 2) == (before, after, count(database))


def test_writers_wait_for_each_other(database: Database) -> None:
    """A read that became a write would fail here: the lock is taken at the start."""

    def count_up() -> None:
        for _ in range(20):
            with database.write() as connection:
                number = connection.exec_driver_sql("SELECT count(*) FROM words").scalar_one()
                connection.exec_driver_sql("INSERT INTO words VALUES (?)", (str(number),))

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 81 == count(database)


def test_what_was_written_is_synced_and_logged_ahead(database: Database) -> None:
    with database.read() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        found = [connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() for pragma in pragmas]

    assert ["wal", 2, 1] == found


def test_a_sound_file_has_no_damage(database: Database) -> None:
    assert [] == database.find_damage()


def test_a_file_that_is_no_database_is_damage_with_a_remedy(tmp_path: Path) -> None:
    database = Database(write(tmp_path / "record.sqlite", "This is not a database. " * 100))

    with pytest.raises(DamagedData) as caught:
        count(database)

    expected = (
        f"The database {tmp_path / 'record.sqlite'} is damaged (file is not a database). Restore a backup: "
        "python -m index restore-backup FILE. The current record is kept."
    )
    assert expected == str(caught.value)
    database.close()


@pytest.mark.parametrize("step", ["INSERT INTO nothing VALUES (1)", "CREATE TABLE words (word TEXT)"])
def test_a_step_that_fails_on_a_sound_file_is_not_told_as_damage(database: Database, step: str) -> None:
    with pytest.raises(DataFolderError) as caught, database.write() as connection:
        connection.exec_driver_sql(step)

    assert DataFolderError is type(caught.value)
    assert "Its file is intact, and nothing was changed. Try again" in str(caught.value)
    assert 1 == count(database)


def test_an_error_of_the_disk_is_told_as_one_that_may_pass(database: Database, tmp_path: Path) -> None:
    """The system refuses to let the log grow, as a failing disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        with pytest.raises(DiskError) as caught, database.write() as connection:
            for number in range(100):
                connection.exec_driver_sql("INSERT INTO words VALUES (?)", (f"{number} " * 1000,))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    expected = (
        f"Reading or writing in {tmp_path} failed (disk I/O error). Nothing was lost. "
        "Try again; if it happens again, check the disk."
    )
    assert (expected, 1, []) == (str(caught.value), count(database), database.find_damage())


def test_a_text_that_is_none_is_damage(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE other (word TEXT)")
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql(
            "UPDATE sqlite_master SET sql = CAST(x'ff' || sql AS TEXT) WHERE name = 'other'"
        )

    with pytest.raises(DamagedData, match=r"no text|malformed"), database.read() as connection:
        connection.exec_driver_sql("SELECT sql FROM sqlite_master").scalars().all()


def test_a_folder_that_is_not_there_cannot_be_written(tmp_path: Path) -> None:
    database = Database(tmp_path / "absent/record.sqlite")

    with pytest.raises(ReadOnlyData, match="cannot be written to"):
        count(database)
    database.close()


@pytest.mark.parametrize("page", [1, 2, 3, 5, 8])
def test_a_page_full_of_zeros_is_found(data: Path, page: int) -> None:
    with Index.open(data, encoder=HashingEncoder()) as index:
        for number in range(5):
            add(index, f"Storks number {number} build their nests. They come back in spring.")
    path = data / "record.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with path.open("r+b") as file:
        file.seek(page * 4096)
        file.write(bytes(4096))

    try:
        with Index.open(data, encoder=HashingEncoder()) as index:
            found = index.check()
    except DamagedData as damage:
        found = [str(damage)]

    assert found


def test_the_version_changes_with_every_commit_of_whatever_connection_and_with_nothing_else(
    tmp_path: Path,
) -> None:
    one, two = Database(tmp_path / "record.sqlite"), Database(tmp_path / "record.sqlite")
    with one.write() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n)")
    seen = [one.version()]
    for database in (one, two, one):
        with database.read() as connection:
            connection.exec_driver_sql("SELECT * FROM t")
        assert seen[-1] == one.version()
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES (1)")
        seen.append(one.version())

    assert len(seen) == len(set(seen))
    one.close()
    two.close()
