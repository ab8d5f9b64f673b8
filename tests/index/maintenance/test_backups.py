"""Backups hold everything that cannot be rebuilt, and bring no purged document back."""

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Index, restore_backup
from index.domain.feedback import Rating
from index.domain.unanswered_question import Retention
from index.errors import DataFolderError, DiskFull, NewerFormat, OlderFormat, PurgedDocument, UnusableBackup
from index.store.schema import FIRST_FORMAT, FORMAT
from tests.fakes import HashingEncoder
from tests.index.maintenance.test_purger import find_word
from tests.index.writing import LETTER, REPORT, add, write
from tests.strength import examples

QUESTION = "Which referenced websites does Cloudflare host?"
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def backup(record: Index, tmp_path: Path) -> Path:
    """A backup of a letter, of a report in two versions, and of a text that was removed."""
    add(record, LETTER, ending=".md", title=None)
    report = add(record, REPORT, ending=".md", title=None)
    record.admin.edit(report.id, {"title": "Report on markets"})
    record.remove(add(record, "Storks build their nests on chimneys.").id)
    file = tmp_path / "backup.zip"
    record.backup(file)
    return file


def open_record(data: Path, corpus: Path | None = None) -> Index:
    return Index.open(data, corpus, encoder=HashingEncoder())


def describe(record: Index) -> object:
    documents = [*record.documents(), *record.documents(removed=True)]
    answer = record.ask(QUESTION)
    return documents, record.audit.read(), answer.quotations, answer.confidence


def list_all(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_restored_record_is_the_one_that_was_backed_up(record: Index, backup: Path, tmp_path: Path) -> None:
    restored = restore_backup(backup, tmp_path / "new")

    assert (2, None, None) == (restored.backup.documents, restored.erased_again, restored.kept)
    with open_record(tmp_path / "new") as again:
        assert describe(record) == describe(again)
        assert ([], []) == (again.check(), again.admin.clear_leftovers())


def test_a_backup_is_for_its_owner_only(backup: Path) -> None:
    assert 0o600 == backup.stat().st_mode & 0o777
    assert [backup] == list(backup.parent.glob("*backup*"))


def test_a_backup_beside_those_who_add_is_of_one_moment(record: Index, data: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def add_on() -> None:
        with open_record(data) as other:
            number = 0
            while not stop.is_set():
                number += 1
                add(other, f"Owl number {number} hunts by night.")

    adding = threading.Thread(target=add_on)
    adding.start()
    backups = [record.backup(tmp_path / f"{number}.zip") for number in range(5)]
    stop.set()
    adding.join()

    for number, made in enumerate(backups):
        restore_backup(tmp_path / f"{number}.zip", tmp_path / f"of{number}")
        with open_record(tmp_path / f"of{number}") as again:
            assert (made.documents, []) == (len(again.documents()), again.check())


def test_a_file_that_is_there_is_not_written_over(record: Index, backup: Path) -> None:
    before = backup.read_bytes()

    with pytest.raises(DataFolderError, match="exists already"):
        record.backup(backup)

    assert before == backup.read_bytes()


def test_an_original_that_is_damaged_is_named_and_left_out(record: Index, data: Path, tmp_path: Path) -> None:
    document = add(record, LETTER, ending=".md", title=None)
    (data / "originals" / document.original[:2] / document.original).write_bytes(b"other")

    assert (document.original,) == record.backup(tmp_path / "b.zip").missing

    restore_backup(tmp_path / "b.zip", tmp_path / "new")
    with open_record(tmp_path / "new") as again:
        assert again.ask(QUESTION).answered
        assert [
            f'The original {document.original} is missing. It is the original of "{document.title}".'
        ] == (again.check())


def test_a_record_that_is_in_use_is_not_replaced(record: Index, data: Path, backup: Path) -> None:
    with pytest.raises(DataFolderError, match=r"is in use\. Stop the bot"):
        restore_backup(backup, data)

    assert record.ask(QUESTION).answered


def test_what_is_there_is_kept_and_can_be_put_back(record: Index, data: Path, backup: Path) -> None:
    later = add(record, "Owls hunt by night, over the hills.")
    record.close()

    kept = restore_backup(backup, data).kept

    assert kept is not None
    with open_record(data) as again:
        assert later.id not in {document.id for document in again.documents()}
        assert not again.ask("Who hunts by night, over the hills?").answered
        assert ([], []) == (again.check(), again.admin.clear_leftovers())
    with open_record(kept) as former:
        assert later in former.documents()
        assert [] == former.check()


def test_search_caches_that_show_another_state_under_the_same_number_are_not_used(
    record: Index, data: Path, tmp_path: Path
) -> None:
    erased = add(record, LETTER, ending=".md", title=None)
    record.backup(tmp_path / "b.zip")
    other = add(record, "Owls hunt by night, over the hills.")
    record.admin.purge(erased.id, "It is to go.")
    record.ask(QUESTION)
    generation = record.generation()
    record.close()

    restore_backup(tmp_path / "b.zip", data)

    with open_record(data) as again:
        add(again, "Swallows leave in autumn.")
        assert generation == again.generation()
        assert [] == again.check()
        found = again.ask("Who hunts by night, over the hills?")
        assert other.id not in {one.document_id for one in (*found.quotations, *found.nearest)}


def test_what_was_purged_since_is_purged_again(
    record: Index, data: Path, backup: Path, tmp_path: Path
) -> None:
    letter = next(document for document in record.documents() if document.author == "Doug Kramer")
    quotation = record.ask(QUESTION).quotations[0]
    record.admin.purge(letter.id, "A rightsholder demands it.", actor="Owner")
    record.close()

    restored = restore_backup(backup, data)

    assert 1 == restored.erased_again
    assert [] == find_word(data, "referenced websites")
    with open_record(data) as again:
        with pytest.raises(PurgedDocument, match="A rightsholder demands it"):
            again.document(letter.id)
        assert "Owner" == again.admin.history(letter.id)[-1].actor
        assert again.admin.was_purged("https://example.org/letter")
        assert quotation.id not in {one.id for one in again.ask(QUESTION).nearest}
        assert ([], []) == (again.check(), again.admin.clear_leftovers())
    assert 1 == restore_backup(backup, data).erased_again  # the tombstone came along


def test_a_file_that_was_purged_after_the_backup_is_not_read_again(
    data: Path, tmp_path: Path, encoder: HashingEncoder
) -> None:
    corpus = tmp_path / "corpus"
    write(corpus / "report/a.md", "---\ntitle: A\n---\nStorks build their nests on chimneys.")
    with Index.open(data, corpus, encoder=encoder) as record:
        record.backup(tmp_path / "b.zip")
    path = write(corpus / "report/late.md", LETTER)
    with Index.open(data, corpus, encoder=encoder) as record:
        late = next(document for document in record.documents() if document.author == "Doug Kramer")
        record.admin.purge(late.id, "A rightsholder demands it.")

    restored = restore_backup(tmp_path / "b.zip", data)

    assert (1, True) == (restored.erased_again, path.exists())
    with Index.open(data, corpus, encoder=encoder) as again:
        assert {"report/late.md": late.id} == again.sync_report.purged
        assert (1, []) == (len(again.documents()), again.check())
        assert again.admin.was_purged("https://example.org/letter")


def test_what_people_erased_of_themselves_does_not_come_back(
    record: Index, data: Path, tmp_path: Path
) -> None:
    add(record, LETTER, ending=".md", title=None)
    quotation = record.ask(QUESTION).quotations[0]
    for user in ("7", "8"):
        record.feedback.give(user, quotation, Rating.HELPFUL, scope="1", question=None, at=NOW)
        for asked in ("Who sings?", "Who dances?"):
            record.unanswered.keep(asked, scope=user, nearest=None, at=NOW, retention=Retention(9, 99))
        for group in record.unanswered.groups(user):
            record.unanswered.follow(user, scope=user, key=group.key, place="9", at=NOW)
    record.backup(tmp_path / "b.zip")
    record.feedback.forget("7")
    record.unanswered.forget("7")
    record.close()

    restore_backup(tmp_path / "b.zip", data)

    with open_record(data) as again:
        assert [0, 1] == [again.feedback.count(user) for user in ("7", "8")]
        assert [0, 2] == [len(again.unanswered.followed_by(user)) for user in ("7", "8")]
        assert [] == again.check()


@pytest.mark.parametrize("damage", ["no database", "another record"])
def test_where_the_record_cannot_tell_what_was_erased_that_is_said(
    record: Index, data: Path, backup: Path, damage: str
) -> None:
    record.close()
    if damage == "another record":
        shutil.rmtree(data)
        with open_record(data) as other:
            add(other, "Owls hunt by night.")
    else:
        write(data / "record.sqlite", "This is not a database. " * 100)
    before = (data / "record.sqlite").read_bytes()

    restored = restore_backup(backup, data)

    assert restored.erased_again is None
    assert restored.kept is not None
    assert before == (restored.kept / "record.sqlite").read_bytes()
    with open_record(data) as again:
        assert (2, []) == (len(again.documents()), again.check())


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.data())
def test_a_byte_of_a_backup_that_was_changed_is_found_or_changes_nothing(
    record: Index, backup: Path, tmp_path: Path, drawn: st.DataObject
) -> None:
    raw = bytearray(backup.read_bytes())
    raw[drawn.draw(st.integers(0, len(raw) - 1))] ^= drawn.draw(st.integers(1, 255))
    changed = write(tmp_path / "changed.zip", bytes(raw))
    there = tmp_path / "there"
    shutil.rmtree(there, ignore_errors=True)
    shutil.rmtree(tmp_path / "same", ignore_errors=True)
    with open_record(there) as other:
        add(other, "Owls hunt by night.")
    before = list_all(there)

    try:
        restore_backup(changed, tmp_path / "same")
    except UnusableBackup as error:
        assert "Nothing was changed." in str(error)
        with pytest.raises(UnusableBackup):
            restore_backup(changed, there)
        assert before == list_all(there)
    else:
        with open_record(tmp_path / "same") as again:
            assert (describe(record), []) == (describe(again), again.check())


@pytest.mark.parametrize(
    ("change", "error", "told"),
    [
        ({"format": FORMAT + 1}, NewerFormat, "Update the program first"),
        ({"format": FIRST_FORMAT - 1}, OlderFormat, "before its first release"),
        ({"files": {"../outside": "0" * 64}}, UnusableBackup, "unexpected files"),
        ({"files": {"originals/00/../../x": "0" * 64}}, UnusableBackup, "unexpected files"),
        ({"files": {f"originals/../{'.' * 64}": "." * 64}}, UnusableBackup, "unexpected files"),
        ({"kind": "something else"}, UnusableBackup, "its description is not valid"),
        ({"format": "x"}, UnusableBackup, "its description is not valid"),
    ],
)
def test_a_backup_that_is_not_ours_is_refused(
    backup: Path, tmp_path: Path, change: dict[str, object], error: type[Exception], told: str
) -> None:
    with zipfile.ZipFile(backup) as archive:
        page = json.loads(archive.read("backup.json"))
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("backup.json", json.dumps(page | change))

    with pytest.raises(error, match=told):
        restore_backup(tmp_path / "other.zip", tmp_path / "new")


@pytest.mark.parametrize("raw", [b"", b"no archive", b"PK\x05\x06" + bytes(18), None])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, raw: bytes | None) -> None:
    if raw is not None:
        write(tmp_path / "b.zip", raw)

    with pytest.raises(UnusableBackup):
        restore_backup(tmp_path / "b.zip", tmp_path / "new")

    assert not (tmp_path / "new/record.sqlite").exists()


def test_a_backup_of_a_damaged_database_is_refused(record: Index, data: Path, tmp_path: Path) -> None:
    for number in range(5):
        add(record, f"Storks number {number} build their nests. They come back in spring.")
    record.close()
    with closing(sqlite3.connect(data / "record.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (data / "record.sqlite").open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096 * 2)

    with pytest.raises(DataFolderError), open_record(data) as damaged:
        damaged.backup(tmp_path / "b.zip")

    assert [] == list(tmp_path.glob("*b.zip*"))


@pytest.mark.parametrize("place", ["b.zip", "originals/b.zip", "../data/b.zip"])
def test_a_backup_inside_the_data_folder_is_refused(record: Index, data: Path, place: str) -> None:
    before = list_all(data)

    with pytest.raises(DataFolderError, match="is inside the data folder"):
        record.backup(data / place)

    assert before.keys() == list_all(data).keys()


def test_two_backups_at_once_leave_each_other_alone(record: Index, tmp_path: Path) -> None:
    add(record, LETTER, ending=".md", title=None)
    with ThreadPoolExecutor(4) as pool:
        made = [pool.submit(record.backup, tmp_path / f"{number}.zip") for number in range(12)]

    assert {1} == {one.result().documents for one in made}
    assert [] == list(tmp_path.glob(".backup-*"))


def test_a_full_disk_is_named_by_the_folder_that_was_asked_for(
    record: Index, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(file: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), file)

    monkeypatch.setattr("index.store.database.sync", fill)
    with pytest.raises(DiskFull, match=f"The disk with {tmp_path} is full"):
        record.backup(tmp_path / "other.zip")

    monkeypatch.setattr("index.store.backup_file.sync", fill)
    with pytest.raises(DiskFull, match=f"The disk with {tmp_path / 'new'} is full"):
        restore_backup(backup, tmp_path / "new")


def test_what_an_interrupted_restore_left_and_cannot_be_removed_is_named(record: Index, data: Path) -> None:
    write(data / "restoring-x/data/record.sqlite", LETTER)

    assert [f"{data / 'restoring-x'} is left of a backup whose restoring was interrupted. Delete it."] == (
        record.check()
    )


@pytest.fixture
def later(data: Path, tmp_path: Path) -> list[str]:
    """The folder of a record of a document "Later", and a backup of a document "First"."""
    with open_record(tmp_path / "first") as first:
        add(first, LETTER, ending=".md", title="First")
        first.backup(tmp_path / "b.zip")
    with open_record(data) as later:
        add(later, REPORT, ending=".md", title="Later")
    return [str(data), str(tmp_path / "b.zip")]


@pytest.mark.slow
@pytest.mark.parametrize("process", ["faulty_restoring", "killed_process"])
def test_whatever_step_fails_or_kills_the_record_is_sound(later: list[str], process: str) -> None:
    command = [sys.executable, "-m", f"tests.index.maintenance.{process}", *later]

    done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 - our own command

    assert (0, "") == (done.returncode, done.stdout), done.stderr
