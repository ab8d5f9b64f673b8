"""What people erase of themselves, and what expires, is gone from the files at once, in an open record."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import delete

from index import ANY_SCOPE, Index
from index.domain.feedback import FeedbackReason, Rating
from index.domain.unanswered_question import Retention
from index.store.backup_file import DATABASE_NAME
from index.store.database import Database
from index.store.schema import feedback
from tests.fakes import HashingEncoder
from tests.index.maintenance.test_purger import find_word
from tests.index.writing import add

USER: Final = "9171717171717171"
QUESTION: Final = "".join(("Who glows ", "zyxophor", "ically?"))
TEXT: Final = "".join(("It is ", "quorf", "limber."))
NOW: Final = datetime(2026, 5, 1, tzinfo=UTC)
KEPT: Final = Retention(questions=9, days=1)
LATER: Final = NOW + timedelta(days=400)

WORDS: Final = ("zyxophor", "quorflimber", USER)


def fill(record: Index) -> None:
    """Keep of a user all that is kept of users."""
    add(record, "Storks build their nests on chimneys.")
    quotation = record.ask("Where do storks build?").quotations[0]
    record.unanswered.keep(QUESTION, scope="1", nearest=None, at=NOW, retention=KEPT)
    (group,) = record.unanswered.groups("1")
    record.unanswered.follow(USER, scope="1", key=group.key, place="7", at=NOW)
    record.feedback.give(USER, quotation, Rating.UNHELPFUL, scope="1", question=QUESTION, at=NOW)
    record.feedback.explain(USER, quotation.id, scope="1", reason=FeedbackReason.OTHER, text=TEXT)


def take_back(record: Index) -> None:
    """One thing after the other."""
    [quotation] = {given.quotation for given in record.feedback.read(ANY_SCOPE)}
    record.feedback.give(
        USER, record.quotation(quotation), Rating.UNHELPFUL, scope="1", question=None, at=LATER
    )
    for followed in record.unanswered.followed_by(USER):
        record.unanswered.drop(followed)
    forgets = Retention(questions=0, days=1)
    record.unanswered.keep("Is it so?", scope="1", nearest=None, at=LATER, retention=forgets)


def forget(record: Index) -> None:
    """All of a user, and what was asked without a name when it is too old."""
    record.unanswered.forget(USER)
    record.feedback.forget(USER)
    record.unanswered.expire(LATER, KEPT)


def expire(record: Index) -> None:
    record.unanswered.expire(LATER, KEPT)
    record.feedback.expire(LATER)


def leave(record: Index) -> None:
    """A server of which no document is on the record."""
    record.left_servers.record_departure("1", NOW)
    record.admin.purge_left_servers(LATER)


@pytest.mark.parametrize("erase", [take_back, forget, expire, leave])
def test_what_is_erased_is_in_no_file_any_more(
    record: Index, data: Path, erase: Callable[[Index], None]
) -> None:
    fill(record)
    with closing(Database(data / DATABASE_NAME)) as another:
        assert another.empty_log(0)  # what was written stands in the database's file by now
    assert [[DATABASE_NAME]] * len(WORDS) == [find_word(data, word) for word in WORDS]

    erase(record)

    assert [[]] * len(WORDS) == [find_word(data, word) for word in WORDS]
    assert [] == record.check()


def test_what_a_reader_is_in_the_way_of_is_erased_with_the_next_writing(tmp_path: Path) -> None:
    database = Database(tmp_path / "words.sqlite")
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE words (word TEXT)")
        connection.exec_driver_sql("INSERT INTO words VALUES ('quorflimber')")
    assert database.empty_log(0)
    with closing(sqlite3.connect(tmp_path / "words.sqlite")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM words").fetchone()
        with database.erase(patience=0.1) as connection:
            connection.exec_driver_sql("DELETE FROM words")
        assert ["words.sqlite"] == find_word(tmp_path, "quorflimber")
        reader.execute("COMMIT")

    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO words VALUES ('another')")

    assert [] == find_word(tmp_path, "quorflimber")
    database.close()


def test_what_was_erased_when_the_process_died_is_wiped_at_the_next_opening(
    record: Index, data: Path, tmp_path: Path
) -> None:
    fill(record)
    with closing(Database(data / DATABASE_NAME)) as another:
        assert another.empty_log(0)
        with another.write() as connection:  # and not `erase`, which goes on to empty the log
            connection.execute(delete(feedback))
        copy = shutil.copytree(data, tmp_path / "copy")  # as a kill leaves it
    assert [DATABASE_NAME] == find_word(copy, WORDS[1])

    with Index.open(copy, encoder=HashingEncoder()):
        assert [] == find_word(copy, WORDS[1])


def test_another_process_that_empties_the_log_at_the_same_time_is_waited_for(tmp_path: Path) -> None:
    """SQLite does not wait for it by itself, however patient it was told to be."""
    database, other = (Database(tmp_path / "words.sqlite") for _ in range(2))
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE words (word TEXT)")
        connection.exec_driver_sql("INSERT INTO words VALUES ('word')")
    stop = threading.Event()

    def go_on_emptying() -> None:
        while not stop.is_set():
            with other.erase() as connection:
                connection.exec_driver_sql("UPDATE words SET word = ?", ("word " * 5000,))

    emptying = threading.Thread(target=go_on_emptying)
    emptying.start()
    try:
        for _ in range(100):
            with database.erase() as connection:
                connection.exec_driver_sql("UPDATE words SET word = ?", ("word " * 5000,))
            assert not database._owes_emptying
    finally:
        stop.set()
        emptying.join()
        database.close()
        other.close()


def test_what_only_adds_leaves_the_log_to_itself(tmp_path: Path) -> None:
    """Emptying it keeps writers waiting while somebody reads."""
    database = Database(tmp_path / "words.sqlite")
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE words (word TEXT)")
    assert database.empty_log(0)

    with database.erase() as connection:
        connection.exec_driver_sql("INSERT INTO words VALUES ('word')")
        connection.exec_driver_sql("DELETE FROM words WHERE word = 'another'")

    assert 0 < (tmp_path / "words.sqlite-wal").stat().st_size
    database.close()
