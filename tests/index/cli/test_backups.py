"""Backups on the command line."""

from pathlib import Path

from index import Index
from index.encoding.packaged_model import DEFAULT_MODEL
from tests.fakes import HashingEncoder
from tests.index.cli.conftest import Filled, Run
from tests.index.writing import write


def test_a_record_is_backed_up_and_restored_elsewhere(run: Run, filled: Filled, tmp_path: Path) -> None:
    made = run("backup", "b.zip")

    assert (0, "Backed up 2 documents to b.zip (0.0 MB).") == (made.status, made.out.splitlines()[0])
    restored = run("restore-backup", "b.zip", "--data", "elsewhere")
    assert 0 == restored.status
    assert restored.out.startswith("Restored a backup of 2 documents, made on 20")
    assert (
        restored.out.splitlines()[-1] == "If anything was erased after the backup was made, erase it again."
    )
    shown = run("show", filled.letter, "--data", "elsewhere")
    assert run("show", filled.letter).out == shown.out
    assert 0 == run("check", "--data", "elsewhere").status


def test_what_was_erased_since_is_told(run: Run, filled: Filled) -> None:
    run("backup", "b.zip")
    run("purge", filled.letter, "--reason", "It is to go.", "--yes")

    restored = " ".join(run("restore-backup", "b.zip").out.split())

    assert (
        "Erased again, as it was erased after the backup was made: 1 document. The previous record is in"
        in restored
    )
    assert (1, 0) == (run("show", filled.letter).status, run("show", filled.report).status)


def test_a_backup_as_json_tells_what_it_holds(run: Run, filled: Filled) -> None:
    made, restored = run("backup", "b.zip", "--json").json, run("restore-backup", "b.zip", "--json").json

    assert (2, made, 0) == (made["documents"], restored["backup"], restored["erased_again"])
    assert {"record.sqlite"} | {name for name in made["files"] if name.startswith("originals/")} == (
        set(made["files"])
    )


def test_what_cannot_be_backed_up_or_restored_is_told_in_one_sentence(
    run: Run, filled: Filled, data: Path, tmp_path: Path
) -> None:
    write(tmp_path / "b.zip", "no backup")

    refused = [
        run("backup", "b.zip"),
        run("backup", "b.zip", "--data", "nowhere"),
        run("backup", "absent/b.zip"),
        run("restore-backup", "b.zip"),
        run("restore-backup", "absent.zip"),
    ]

    assert [
        "b.zip exists already. Choose another name for the backup.",
        "There is no record in nowhere. Name its folder with --data.",
        "The backup absent/b.zip cannot be written (No such file or directory). Choose another location.",
        "b.zip is not a valid backup: it is not a ZIP archive. Nothing was changed. Use another backup.",
        "There is no file absent.zip. Name a backup.",
    ] == [result.err.strip() for result in refused]
    assert {1} == {result.status for result in refused}
    assert not (tmp_path / "nowhere").exists()


def test_a_record_that_a_bot_has_open_is_backed_up_and_not_replaced(
    run: Run, filled: Filled, data: Path
) -> None:
    with Index.open(data, encoder=HashingEncoder(DEFAULT_MODEL)):
        assert 0 == run("backup", "b.zip").status
        refused = run("restore-backup", "b.zip")

    assert (1, f"The record in {data} is in use. Stop the bot and try again.") == (
        refused.status,
        refused.err.strip(),
    )
