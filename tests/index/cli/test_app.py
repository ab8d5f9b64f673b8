"""Every command, and what it prints."""

import re
from pathlib import Path

import pytest
import typer

from index import Index
from index.cli.app import app
from index.domain.document import Document, Event
from index.encoding.packaged_model import DEFAULT_MODEL
from tests.fakes import HashingEncoder
from tests.index.cli.conftest import Filled, Run
from tests.index.writing import write
from tests.statements import hear_statements

STORKS = "Storks build their nests on chimneys."


def test_sources_lists_what_can_be_quoted(run: Run, filled: Filled) -> None:
    result = run("sources")

    assert (0, "") == (result.status, result.err)
    assert all(
        word in result.out for word in (filled.letter, "2019-10-14", "letter", "cloudflare", filled.report)
    )
    assert filled.removed not in result.out


def test_sources_reads_no_text(run: Run, filled: Filled) -> None:
    run("sources")  # brings the caches up to date, which reads texts

    with hear_statements() as statements:
        result = run("sources")

    assert filled.letter in result.out
    assert statements.of_versions()
    assert [] == statements.of_texts()


def test_sources_as_json_is_one_object_without_texts(run: Run, filled: Filled) -> None:
    documents = run("sources", "--json").json["documents"]

    assert [filled.letter, filled.report] == [document["id"] for document in documents]
    assert set(Document.model_fields) - {"text"} == set(documents[0])


def test_sources_lists_what_was_removed_on_request(run: Run, filled: Filled) -> None:
    [document] = run("sources", "--removed", "--json").json["documents"]

    assert (filled.removed, True) == (document["id"], document["removed"])


def test_show_prints_the_source_and_the_text_as_it_is_quoted(run: Run, filled: Filled) -> None:
    result = run("show", filled.letter)

    assert 0 == result.status
    assert "Doug Kramer" in result.out
    assert (
        "What we are\n\nCloudflare does not host the referenced websites. It cannot block them." in result.out
    )


def test_show_as_json_is_the_document(run: Run, filled: Filled) -> None:
    document = Document.model_validate(run("show", filled.letter, "--json").json)

    assert (filled.letter, "Letter to the office", 1) == (document.id, document.title, document.version)


def test_show_says_that_a_document_was_taken_off_the_record(run: Run, filled: Filled) -> None:
    run("remove", filled.letter, "--reason", "It was retracted.")

    shown = run("show", filled.letter).out

    assert re.match(r"Removed from the record on \d{4}-\d\d-\d\d: It was retracted\.\n", shown)
    assert "Cloudflare does not host the referenced websites." in shown
    run("restore", filled.letter)
    assert "Removed from" not in run("show", filled.letter).out


def test_remove_and_restore_undo_each_other(run: Run, filled: Filled) -> None:
    removed = run("remove", filled.letter)
    assert (0, f"python -m index restore {filled.letter}") == (
        removed.status,
        " ".join(removed.out.split()).partition("with: ")[2],
    )
    assert [filled.report] == [d["id"] for d in run("sources", "--json").json["documents"]]

    restored = run("restore", filled.letter)
    assert (0, 'Restored "Letter to the office".\n') == (restored.status, restored.out)
    assert 2 == len(run("sources", "--json").json["documents"])


def test_remove_and_restore_as_json_are_the_document(run: Run, filled: Filled) -> None:
    assert [True, False] == [
        run(command, filled.letter, "--json").json["removed"] for command in ("remove", "restore")
    ]


def test_history_tells_who_did_what(run: Run, filled: Filled) -> None:
    run("remove", filled.letter)

    events = [Event.model_validate(e) for e in run("history", filled.letter, "--json").json["events"]]
    assert [("the library", "add"), ("the command line", "remove")] == [(e.actor, e.action) for e in events]
    assert "the command line" in " ".join(run("history", filled.letter).out.split())


def test_build_tells_what_changed_and_then_that_nothing_did(run: Run, filled: Filled, corpus: Path) -> None:
    for name in ("a", "storks"):
        write(corpus / f"report/{name}.md", f"---\ntitle: On storks\n---\n{STORKS}")

    first = run("build")
    assert (0, "Documents: 1 added.") == (first.status, first.out.splitlines()[0])
    assert first.out.splitlines()[1].startswith(
        "report/storks.md was skipped: its text is already on the record as "
    )

    (corpus / "report/storks.md").unlink()
    assert "Nothing has changed.\n" == run("build").out


def test_build_as_json_counts(run: Run, filled: Filled, corpus: Path) -> None:
    write(corpus / "report/copy.md", f"---\ntitle: On storks\n---\n{STORKS}")

    expected = {"added": 1, "changed": 0, "removed": 0, "restored": 0, "skipped": {}, "purged": {}}
    assert expected == run("build", "--json").json


def test_check_says_that_all_is_well(run: Run, filled: Filled) -> None:
    result = run("check")

    assert (0, "No problems found.\n") == (result.status, result.out)
    assert {"faults": [], "cleared": []} == run("check", "--json").json


def test_check_deletes_and_tells_of_originals_that_no_document_has(
    run: Run, filled: Filled, data: Path
) -> None:
    for number in range(2):
        write(data / f"originals/a{number}/.writing-{number}", "half writ")

    result = run("check")

    assert (0, "Deleted 2 originals that a crash left without a document.") == (
        result.status,
        result.out.splitlines()[0],
    )
    assert [] == list((data / "originals").glob("*/.writing-*"))


def test_check_lists_what_is_wrong_and_fails(run: Run, filled: Filled, data: Path) -> None:
    original = next(path for path in (data / "originals").rglob("*") if path.is_file())
    original.write_bytes(b"other")

    result = run("check")

    assert 1 == result.status
    assert f"The original {original.name} has changed since it was stored" in " ".join(result.out.split())
    as_json = run("check", "--json")
    assert (1, 1) == (as_json.status, len(as_json.json["faults"]))


def test_add_keeps_a_file_and_says_under_which_id(run: Run, encoded_text: Path) -> None:
    result = run("add", str(encoded_text), "--title", "On storks")

    [document] = [d for d in run("sources", "--json").json["documents"] if d["title"] == "On storks"]
    assert (0, f'Added "On storks" as {document["id"]}.\n', "") == (result.status, result.out, result.err)


def test_add_takes_every_part_of_a_source(run: Run, encoded_text: Path) -> None:
    given = {
        "title": "On storks",
        "author": "Ann",
        "publisher": "The Daily",
        "party": "press",
        "kind": "letter",
        "published": "2019-10",
        "url": "https://example.org/storks",
        "language": "en",
        "scope": "123",
    }
    options = [part for key, value in given.items() for part in (f"--{key}", value)]

    document = run("add", str(encoded_text), *options, "--json").json

    assert given == {key: document[key] for key in given}


def test_add_takes_the_good_files_names_the_bad_one_and_fails(
    run: Run, encoded_text: Path, tmp_path: Path
) -> None:
    bad = write(tmp_path / "bad.pdf", b"%PDF-1.7")

    result = run("add", str(bad), str(encoded_text), "--title", "On storks")

    assert 1 == result.status
    assert result.out.startswith('Added "On storks" as ')
    assert [
        "1 of 2 were not added:",
        f"{bad} is damaged: no PDF reader can open it. Save it again and add the new file.",
    ] == result.err.splitlines()


def test_add_of_several_files_as_json_is_one_object(run: Run, encoded_text: Path, tmp_path: Path) -> None:
    result = run("add", str(tmp_path / "absent.txt"), str(encoded_text), "--title", "On storks", "--json")

    assert (1, ["On storks"]) == (result.status, [d["title"] for d in result.json["documents"]])
    absent = str(tmp_path / "absent.txt")
    assert {absent: f"There is no file {absent}. Check the name."} == result.json["failed"]


def test_add_warns_of_a_language_that_ranking_is_not_made_for(run: Run, encoded_text: Path) -> None:
    result = run("add", str(encoded_text), "--title", "On storks", "--language", "de")

    assert (0, 1) == (result.status, len(result.err.splitlines()))
    assert "ranking is tuned for English" in result.err


@pytest.mark.parametrize("command", [None, *typer.main.get_group(app).commands])
def test_every_command_explains_itself(run: Run, command: str | None) -> None:
    result = run(*filter(None, [command]), "--help")

    assert (0, "") == (result.status, result.err)
    assert "Usage: " in result.out


def test_the_env_file_beside_the_command_names_the_folders(
    run: Run, filled: Filled, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECORD_DATA", "")  # so that it is taken away again afterwards
    monkeypatch.delenv("RECORD_DATA")
    data.rename(tmp_path / "elsewhere")
    write(tmp_path / ".env", "RECORD_DATA=elsewhere\n")

    assert 2 == len(run("sources", "--json").json["documents"])


def test_a_device_holds_for_the_command_that_it_stands_before(
    run: Run, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECORD_DEVICE", "cpu")
    chosen = []

    def choose(_data: Path, _model: str, device: str, **_: bool) -> HashingEncoder:
        chosen.append(device)
        return HashingEncoder(DEFAULT_MODEL)

    monkeypatch.setattr("index.cli.options.choose_encoder", choose)

    assert [0, 0, 0] == [run(*given, "sources").status for given in ((), ("--device", "cuda:1"), ())]
    assert ["cpu", "cuda:1", "cpu"] == chosen


def test_attribute_corrects_who_said_a_quotation(run: Run, filled: Filled) -> None:
    with Index.open(filled.folder, encoder=HashingEncoder(DEFAULT_MODEL)) as index:
        answer = index.ask("Does Cloudflare host the websites?")
    wanted = (answer.quotations or answer.nearest)[0].id

    named = run("attribute", wanted, "--speaker", "Matthew Prince")
    nobody = run("attribute", wanted, "--unattributed", "--json")

    assert (0, f"{wanted} is now attributed to Matthew Prince.\n") == (named.status, named.out)
    assert (wanted, None) == (nobody.json["id"], nobody.json["speaker"])
    events = run("history", filled.letter, "--json").json["events"]
    assert [("attribute", "the command line")] * 2 == [(one["action"], one["actor"]) for one in events[-2:]]


@pytest.mark.parametrize(
    "options", [(), ("--speaker", "Eve", "--unattributed"), ("--speaker", " ")], ids=["none", "both", "empty"]
)
def test_attribute_takes_a_speaker_or_the_word_that_there_is_none(
    run: Run, filled: Filled, options: tuple[str, ...]
) -> None:
    result = run("attribute", "aaaaaaaa", *options)

    assert 2 == result.status
    assert "Give either --speaker NAME or --unattributed." in " ".join(result.err.split())


def test_a_quotation_that_is_not_there_cannot_be_attributed(run: Run, filled: Filled) -> None:
    result = run("attribute", "aaaaaaaa", "--unattributed")

    assert (1, "No quotation has the id aaaaaaaa. Check the id.\n") == (result.status, result.err)
