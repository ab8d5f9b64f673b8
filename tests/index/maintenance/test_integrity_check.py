"""A byte that was changed by hand is found, wherever it is."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import Index
from index.errors import DamagedData
from tests.fakes import HashingEncoder
from tests.index.writing import LETTER, REPORT, add

CHANGES = {
    "a text": "UPDATE versions SET text = replace(text, 'not host', 'now host') WHERE id = 1",
    "a text that becomes bytes": "UPDATE versions SET text = CAST(text AS BLOB) WHERE id = 1",
    "a title": "UPDATE versions SET title = 'Letter to the oFfice' WHERE id = 1",
    "an author": "UPDATE versions SET author = 'Doug Kremer' WHERE id = 1",
    "an author that is taken away": "UPDATE versions SET author = NULL WHERE id = 1",
    "a party": "UPDATE versions SET party = 'riaa' WHERE id = 1",
    "a date": "UPDATE versions SET published = '2018-10-14' WHERE id = 1",
    "a key": "UPDATE versions SET key = 'aaaa' WHERE id = 1",
    "a digest": "UPDATE versions SET sha256 = 'a' || substr(sha256, 2) WHERE id = 1",
    "the name of an original": "UPDATE versions SET original = 'g' || substr(original, 2) WHERE id = 1",
    "the name of an original that no file can have": "UPDATE versions SET original = char(0) WHERE id = 1",
    "a scope": "UPDATE documents SET scope = '123' WHERE rowid = 1",
    "a document that is put back": "UPDATE documents SET removed = NULL WHERE removed IS NOT NULL",
    "a document that is taken away": "UPDATE documents SET removed = 'x' WHERE rowid = 1",
    "a current version": "UPDATE documents SET version = 2 WHERE rowid = 1",
    "a start": "UPDATE sentences SET start = start + 1 WHERE version_id = 1 AND position = 1",
    "a start past the end": "UPDATE sentences SET start = 99999 WHERE version_id = 1 AND position = 1",
    "a start that is no number": "UPDATE sentences SET start = 'x' WHERE version_id = 1 AND position = 1",
    "an end": 'UPDATE sentences SET "end" = "end" - 1 WHERE version_id = 1 AND position = 1',
    "a block": "UPDATE sentences SET block = 9 WHERE version_id = 1 AND position = 1",
    "a sentence that is gone": "DELETE FROM sentences WHERE version_id = 1 AND position = 2",
    "a heading": "UPDATE passages SET heading = 'What we arE' WHERE id = 1",
    "a passage's last sentence": "UPDATE passages SET last_sentence = 99 WHERE id = 1",
    "a passage that is gone": "DELETE FROM passages WHERE id = 1",
    "a vector": "UPDATE vectors SET vector = CAST(X'01' || substr(vector, 2) AS BLOB) WHERE rowid = 1",
    "a vector of another length": "UPDATE vectors SET vector = X'003c' WHERE rowid = 1",
    "a vector that is gone": "DELETE FROM vectors WHERE rowid = 1",
    "an actor": "UPDATE events SET actor = 'Somebody else' WHERE id = 1",
    "an action": "UPDATE events SET action = 'restore' WHERE id = 1",
    "a moment": "UPDATE events SET at = '2019-10-14T00:00:00+00:00' WHERE id = 1",
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a letter, a report, and a text that was removed."""
    folder = tmp_path_factory.mktemp("template") / "data"
    with Index.open(folder, encoder=HashingEncoder()) as index:
        add(index, LETTER, ending=".md", title=None)
        add(index, REPORT, ending=".md", title=None)
        index.remove(add(index, "Owls hunt by night.").id)
        index.engine.search.catch_up()
    return folder


@pytest.fixture
def full(template: Path, data: Path) -> Iterator[Index]:
    """A copy of that record in this test's data folder."""
    shutil.copytree(template, data)
    with Index.open(data, encoder=HashingEncoder()) as index:
        yield index


def change(data: Path, sql: str) -> None:
    with sqlite3.connect(data / "record.sqlite") as connection:
        assert connection.execute(sql).rowcount == 1
    connection.close()


def flip(path: Path, position: int = 0) -> None:
    with path.open("r+b") as file:
        file.seek(position)
        byte = file.read(1)[0]
        file.seek(position)
        file.write(bytes([byte ^ 1]))


def test_a_record_as_it_was_written_has_no_faults(full: Index, data: Path) -> None:
    full.restore(full.documents(removed=True)[0].id)

    assert [] == full.check()
    with Index.open(data, encoder=HashingEncoder()) as again:
        assert [] == again.check()


def test_an_empty_record_has_no_faults(record: Index) -> None:
    assert [] == record.check()


@pytest.mark.parametrize("changed", CHANGES)
def test_a_change_in_the_store_is_found_by_an_open_record_and_by_the_next(
    full: Index, data: Path, changed: str
) -> None:
    change(data, CHANGES[changed])

    assert full.check()
    with Index.open(data, encoder=HashingEncoder()) as again:
        assert again.check()


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ("a scope", "The entry of the document "),
        ("an actor", "Entry 1 of the history does not match its checksum."),
        ("a vector", "The vector "),
        ("a text", 'The text of version 1 of "Letter to the office" ('),
        ("a vector that is gone", "1 of the "),
    ],
)
def test_a_fault_says_where_it_is(full: Index, data: Path, changed: str, fault: str) -> None:
    change(data, CHANGES[changed])

    assert full.check()[0].startswith(fault)


def test_an_event_that_is_gone_is_found(full: Index, data: Path) -> None:
    change(data, "DELETE FROM events WHERE id = 1")

    assert full.check()


def test_a_changed_original_is_found_with_the_document_that_it_is_of(full: Index, data: Path) -> None:
    digest = next(d.original for d in full.documents() if d.title == "Letter to the office")
    flip(data / "originals" / digest[:2] / digest, 100)

    assert [
        f"The original {digest} has changed since it was stored. "
        'It is the original of "Letter to the office".'
    ] == full.check()


def test_a_missing_original_is_found(full: Index, data: Path) -> None:
    digest = full.documents(removed=True)[0].original
    (data / "originals" / digest[:2] / digest).unlink()

    assert [f'The original {digest} is missing. It is the original of "A text".'] == full.check()


@pytest.mark.parametrize("engine", ["dense", "lexical"])
def test_a_changed_cache_file_is_found_and_the_next_opening_mends_it(
    full: Index, data: Path, engine: str, encoder: HashingEncoder
) -> None:
    files = [
        f for f in (data / "cache" / engine / "files").iterdir() if f.stat().st_size and f.name[0] != "."
    ]
    assert files
    for path in files:
        flip(path)
    encoder.texts.clear()

    expected = [f"The file {path} of the search cache does not match its checksum." for path in files]
    assert sorted(expected) == sorted(full.check())

    with Index.open(data, encoder=encoder) as again:
        assert ([], []) == (again.check(), encoder.texts)
        assert again.ask("Which referenced websites does Cloudflare host?").answered


@pytest.mark.parametrize("engine", ["dense", "lexical"])
def test_a_changed_page_of_a_cache_is_found_and_the_next_opening_mends_it(
    full: Index, data: Path, engine: str
) -> None:
    page = data / "cache" / engine / "state.json"
    flip(page, page.read_bytes().index(b'"generation": ') + len('"generation": '))

    assert [f"The file {page} of the search cache does not match its checksum."] == full.check()
    with Index.open(data, encoder=HashingEncoder()) as again:
        assert [] == again.check()


def test_any_byte_of_the_database_that_carries_the_record_is_found(data: Path) -> None:
    """Bytes without content (free space in a page, counters of the file) may change undetected."""
    with Index.open(data, encoder=HashingEncoder()) as index:
        add(index, LETTER, ending=".md", title=None)
    path = data / "record.sqlite"
    raw = path.read_bytes()
    wanted = (
        b"referenced websites. It",
        b"Doug Kramer",
        b"the library",
        b"everyone",
        b"https://example.org/l",
    )
    for words in wanted:
        position = raw.index(words) + 3
        flip(path, position)
        try:
            with Index.open(data, encoder=HashingEncoder()) as index:
                found = index.check()
        except DamagedData as damage:
            found = [str(damage)]
        assert found, words
        for left in data.glob("record.sqlite-*"):
            left.unlink()
        path.write_bytes(raw)


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'rounds'", "rounds"),
        ("CREATE TRIGGER later AFTER INSERT ON events BEGIN DELETE FROM events; END", "later"),
        ("DROP INDEX ix_events_document_id", "ix_events_document_id"),
    ],
)
def test_a_definition_that_was_changed_by_hand_is_found(data: Path, sql: str, name: str) -> None:
    Index.open(data, encoder=HashingEncoder()).close()
    with closing(sqlite3.connect(data / "record.sqlite")) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(sql)
        connection.commit()

    with Index.open(data, encoder=HashingEncoder()) as record:
        found = record.check()

    assert [f"The definition of {name} in the database is not the expected one."] == found
