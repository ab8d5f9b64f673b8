"""The commands that change the record: adding many files, editing, undoing, purging."""

import io
from pathlib import Path

import pytest

from index import Event, Index
from index.encoding.packaged_model import DEFAULT_MODEL
from tests.fakes import HashingEncoder
from tests.index.cli.conftest import Filled, Run
from tests.index.writing import add, write

STORKS = "Storks build their nests on chimneys."


@pytest.fixture
def ready(filled: Filled, tmp_path: Path) -> Filled:
    """The record, in which all texts of this file were encoded before, so that adding needs no model."""
    with Index.open(filled.folder, encoder=HashingEncoder(DEFAULT_MODEL)) as index:
        for text in (STORKS, "Owls hunt.", "Swans sleep."):
            index.remove(add(index, text, title="On birds").id)
        index.engine.search.catch_up()
    return filled


def words(text: str) -> str:
    """A text as one line, however the terminal broke it."""
    return " ".join(text.split())


def test_a_folder_is_added_whole_with_what_failed_and_why(run: Run, ready: Filled, tmp_path: Path) -> None:
    for name, text in {
        "a.txt": STORKS,
        "b/c/d.txt": "Owls hunt.",
        "b/e.txt": STORKS,
        ".hidden/f.txt": "No.",
    }.items():
        write(tmp_path / f"folder/{name}", text)
    write(tmp_path / "folder/b/broken.txt", b"\xff\xfe\xff")

    result = run("add", str(tmp_path / "folder"), "--title", "On birds")

    assert (1, 2) == (result.status, len(result.out.splitlines()))
    assert all(line.startswith('Added "On birds" as ') for line in result.out.splitlines())
    first, *failed = result.err.splitlines()
    assert "2 of 4 were not added:" == first
    assert failed[0].startswith(f"{tmp_path / 'folder/b/broken.txt'} is not text in UTF-8.")
    twin = 'The same text is already on the record: "On birds" ('
    assert failed[1].startswith(f"{tmp_path / 'folder/b/e.txt'}: {twin}")


def test_several_sources_are_told_as_one_object(run: Run, ready: Filled, tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}.txt", text) for n, text in enumerate((STORKS, "Owls hunt."))]

    result = run("add", *map(str, paths), "--title", "On birds", "--json")

    assert (0, 2, {}) == (result.status, len(result.json["documents"]), result.json["failed"])


@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_without_files_is_refused(run: Run, ready: Filled, tmp_path: Path, is_there: bool) -> None:
    if is_there:
        (tmp_path / "empty").mkdir()

    result = run("add", "empty", "--title", "A")

    assert (1, "", 1) == (result.status, result.out, len(result.err.splitlines()))


def test_edit_changes_what_is_stated_and_takes_empty_values_away(run: Run, ready: Filled) -> None:
    options = [
        "--publisher",
        "The Daily",
        "--author",
        "",
        "--about",
        "S01",
        "--about",
        "S02",
        "--kind",
        "report",
    ]

    told = run("edit", ready.report, *options)
    shown = run("show", ready.report, "--json").json

    assert (0, 'Edited "Report on the markets", now version 2.\n') == (told.status, told.out)
    assert ("The Daily", None, ["S01", "S02"], "report") == (
        shown["publisher"],
        shown["author"],
        shown["about"],
        shown["kind"],
    )
    assert (
        'No change: "Report on the markets" already says that.\n' == run("edit", ready.report, *options).out
    )
    assert 2 == run("edit", ready.report, *options, "--json").json["version"]


def test_edit_wants_something_to_change_and_something_that_fits(run: Run, ready: Filled) -> None:
    assert (2, 1, 1) == (
        run("edit", ready.report).status,
        run("edit", ready.report, "--published", "soon").status,
        run("edit", ready.report, "--title", "").status,
    )


def test_the_audit_tells_who_did_what_with_before_and_after(run: Run, ready: Filled) -> None:
    run("edit", ready.report, "--publisher", "The Daily")
    run("remove", ready.report, "--reason", "It was retracted.")

    told = words(run("audit", "--limit", "2").out)
    events = [
        Event.model_validate(e) for e in run("audit", "--document", ready.report, "--json").json["events"]
    ]

    assert all(
        word in told for word in ("the command line", "publisher:", "The Daily", "retracted.", "--before")
    )
    assert ["remove", "edit", "add"] == [event.action for event in events]


def test_the_audit_is_narrowed_down(run: Run, ready: Filled) -> None:
    run("edit", ready.report, "--publisher", "The Daily")
    last = run("audit", "--json", "--limit", "1").json["events"][0]

    assert "edit" == last["action"]
    assert [last] == run("audit", "--json", "--actor", "the command line").json["events"]
    assert [last] == run("audit", "--json", "--action", "edit", "--scope", "everyone").json["events"]
    day = last["at"][:10]
    assert last in run("audit", "--json", "--since", day, "--until", day).json["events"]
    assert [] == run("audit", "--json", "--until", "2019-10-14").json["events"]
    assert last not in run("audit", "--json", "--before", str(last["id"])).json["events"]


def test_the_audit_tells_of_what_a_server_did_and_goes_on_where_it_ended(run: Run, ready: Filled) -> None:
    with Index.open(ready.folder, encoder=HashingEncoder(DEFAULT_MODEL)) as record:
        record.servers.change("1", {"private": True}, actor="7")

    told = run("audit", "--actor", "7", "--limit", "1")
    rest = told.out.split("--before ")[1].split()[0]
    own = run("audit", "--scope", "1", "--json").json

    assert "7 set private in 1 False → True" in words(told.out)
    assert [] == own["events"]
    assert ["set"] == [act["action"] for act in own["server_acts"]]
    assert "" == run("audit", "--actor", "7", "--before", rest).out
    assert 2 == run("audit", "--before", "s7").status


def test_undo_takes_the_last_act_back_and_says_what_it_did(run: Run, ready: Filled) -> None:
    run("edit", ready.report, "--publisher", "The Daily")

    told = run("undo")

    assert 0 == told.status
    assert words(told.out).startswith("Undid change ")
    assert "publisher: The Daily → –" in words(told.out)
    assert run("show", ready.report, "--json").json["publisher"] is None
    again = run("undo", "--json")
    assert (1, "") == (again.status, again.out)
    assert again.err.startswith("Your last change was itself an undo")


def test_undo_leaves_another_scopes_acts(run: Run, ready: Filled) -> None:
    run("remove", ready.report)

    assert 1 == run("undo", "--scope", "123").status
    assert "undo" == run("undo", "--scope", "everyone", "--json").json["action"]


def test_purge_asks_first(run: Run, ready: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    for answer in ("n\n", ""):
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        refused = run("purge", ready.report, "--reason", "A rightsholder demands it.")
        assert (1, "") == (refused.status, refused.out.strip())
        assert f'Erase "Report on the markets" ({ready.report}) for good?' in words(refused.err)
    assert ready.report in run("sources").out

    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    done = run("purge", ready.report, "--reason", "A rightsholder demands it.")

    told = f'Erased "Report on the markets" ({ready.report}) for good.'
    assert (0, True) == (done.status, told in words(done.out))
    assert ready.report not in run("sources").out
    gone = run("show", ready.report)
    assert (1, True) == (gone.status, "was erased on" in gone.err)
    assert ["add", "purge"] == [e["action"] for e in run("history", ready.report, "--json").json["events"]]
    assert 0 == run("check").status


def test_purge_with_yes_asks_nothing_and_wants_a_reason(run: Run, ready: Filled) -> None:
    assert 2 == run("purge", ready.report, "--yes").status
    assert 2 == run("purge", ready.report, "--yes", "--reason", " ").status

    told = run("purge", ready.report, "--yes", "--reason", "It is to go.", "--json")

    assert (0, {"id": ready.report, "reason": "It is to go."}) == (told.status, told.json)


def test_build_tells_which_files_are_not_read(run: Run, ready: Filled, corpus: Path) -> None:
    path = write(corpus / "report/a.md", f"---\ntitle: On birds\n---\n{STORKS}")
    run("build")
    [wanted] = [d["id"] for d in run("sources", "--json").json["documents"] if d["title"] == "On birds"]
    run("purge", wanted, "--yes", "--reason", "It is to go.")

    told = f"Nothing has changed.\nreport/a.md was skipped: its document {wanted} was erased.\n"
    assert told == run("build").out
    path.unlink()
    assert "Nothing has changed.\n" == run("build").out
