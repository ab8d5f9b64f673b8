"""Commands that fail: their message and exit status."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.index.cli.conftest import Filled, Run
from tests.index.writing import write

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["show", "aaaaaaaa"], "No document has the id aaaaaaaa."),
        (["remove", "aaaaaaaa"], "No document has the id aaaaaaaa."),
        (["restore", "aaaaaaaa"], "No document has the id aaaaaaaa."),
        (["history", "aaaaaaaa"], "No document has the id aaaaaaaa."),
        (["ask", ""], "There are no words in the question."),
        (["ask", "?!…"], "There are no words in the question."),
        (["ask", "a" * 5000], "The question has 5,000 characters; the limit is 1,000."),
        (["ask", "a \udcff"], "The question contains characters that are not valid text."),
        (["add", "absent.txt"], "There is no file absent.txt."),
        (
            ["add", "ftp://example.org/a.html"],
            "ftp://example.org/a.html is not a web address: it must start with http:// or https://.",
        ),
        (["add", "On storks.txt"], "On storks.txt: there is no title."),
        (
            ["add", "On storks.txt", "--title", "A", "--published", "2019-13"],
            "the value of 'published' is not valid",
        ),
        (
            ["add", "On storks.txt", "--title", "A", "--url", "example.org"],
            "the value of 'url' is not valid.",
        ),
        (["check", "--data", "absent"], "There is no record in absent."),
        (["build", "--corpus", "absent"], "There is no corpus folder absent."),
        (["sources", "--data", "On storks.txt/data"], "The data folder On storks.txt/data cannot be created"),
    ],
)
def test_what_fails_is_told_in_one_sentence_on_stderr(
    run: Run, encoded_text: Path, arguments: list[str], error: str
) -> None:
    result = run(*arguments)

    assert (1, "") == (result.status, result.out)
    assert result.err.startswith(error)
    assert 1 == len(result.err.splitlines())
    assert "Traceback" not in result.err


def test_a_text_that_is_added_twice_is_told_with_the_document_that_holds_it(
    run: Run, encoded_text: Path
) -> None:
    run("add", str(encoded_text), "--title", "On storks")

    result = run("add", str(encoded_text), "--title", "On storks")

    assert 1 == result.status
    assert result.err.startswith('The same text is already on the record: "On storks" (')


def test_a_broken_file_in_the_corpus_is_told_with_its_line(run: Run, filled: Filled, corpus: Path) -> None:
    path = write(corpus / "letter/a.md", "---\ntitle: A\nautor: Ann\n---\nOne.")

    result = run("sources")

    assert (1, "") == (result.status, result.out)
    assert result.err.startswith(f"{path}, line 3: unknown key 'autor'.")


def test_another_model_is_told_with_both_names(
    run: Run, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECORD_MODEL", "somebody/else")

    result = run("sources")

    assert 1 == result.status
    assert "were made by the model sentence-transformers/all-MiniLM-L6-v2, but somebody/else" in result.err


def test_a_damaged_database_is_told_with_the_remedy(run: Run, filled: Filled, data: Path) -> None:
    write(data / "record.sqlite", "This is not a database. " * 1000)

    result = run("sources")

    assert 1 == result.status
    assert "is damaged (file is not a database). Restore a backup: python -m index" in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuchcommand"],
        ["ask"],
        ["show"],
        ["add"],
        ["ask", "a question", "--limit", "0"],
        ["ask", "a question", "--limit", "x"],
        ["ask", "a question", "--kind", "novel"],
        ["ask", "a question", "--since", "yesterday"],
        ["ask", "a question", "--nosuchoption"],
        ["add", "a.txt", "--kind", "novel"],
    ],
)
def test_wrong_usage_is_told_with_status_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)

    assert (2, "") == (result.status, result.out)
    assert "Usage: " in result.err


@pytest.mark.slow
def test_as_a_process_it_fails_with_status_1_and_one_sentence_whatever_it_is_given(
    data: Path, corpus: Path
) -> None:
    environment = {**os.environ, "RECORD_DATA": str(data), "RECORD_CORPUS": str(corpus)}
    command = [sys.executable, "-m", "index", "show", "é\udcff"]  # the latter as a byte that is not UTF-8

    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)  # noqa: S603 - ours

    assert (1, "") == (result.returncode, result.stdout)
    expected = "No document has the id é\\udcff. 'python -m index sources' lists them with their ids.\n"
    assert expected == result.stderr
