"""Loading files of all supported types, and refusing others."""

import os
from pathlib import Path

import pytest

from index.errors import EmptyDocument, UnknownFormat, UnreadableDocument
from index.reading.files import MAX_FILE_BYTES, extract_text, load_bytes
from index.reading.sandbox import sandbox
from tests.index.writing import write


@pytest.mark.usefixtures("confined")
@pytest.mark.parametrize("is_trusted", [True, False])
def test_a_file_is_read_in_this_process_or_in_another(is_trusted: bool) -> None:
    assert "One." == extract_text(b"# A\n\nOne.", "a.md", is_trusted=is_trusted).text.split("\n\n")[1]


@pytest.mark.usefixtures("confined")
def test_a_trusted_file_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_PROGRAM", "1 / 0")

    assert "One." == extract_text(b"One.", "a.md", is_trusted=True).text
    with pytest.raises(UnreadableDocument):
        extract_text(b"One.", "a.md")


@pytest.mark.parametrize("is_trusted", [True, False])
def test_a_file_of_another_kind_is_refused(is_trusted: bool) -> None:
    with pytest.raises(UnknownFormat, match=r"^a\.exe is of a type that cannot be read\."):
        extract_text(b"One.", "a.exe", is_trusted=is_trusted)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf"])
@pytest.mark.parametrize("raw", [b"", b" \r\n\t "])
def test_an_empty_file_is_refused(name: str, raw: bytes) -> None:
    with pytest.raises(EmptyDocument) as caught:
        extract_text(raw, name)

    assert f"{name} is empty. Check that it is the right file." == str(caught.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "\ufeff"),
        ("a.txt", "\u2003\n\u2028"),
        ("a.md", "---\ntitle: A\n---\n"),
        ("a.md", "# A heading\n"),
        ("a.md", "<!-- a comment -->"),
        ("a.md", "[ref]: https://example.org"),
    ],
)
def test_a_file_without_words_to_quote_is_refused(name: str, text: str) -> None:
    with pytest.raises(EmptyDocument, match="contains no text to quote"):
        extract_text(text.encode("utf-8"), name, is_trusted=True)


def test_bytes_are_taken_as_they_are(tmp_path: Path) -> None:
    raw = b"one\r\ntwo\r\xff"

    assert raw == load_bytes(write(tmp_path / "a.txt", raw)) == load_bytes(str(tmp_path / "a.txt"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        load_bytes(tmp_path / "a.txt")

    assert f"There is no file {tmp_path / 'a.txt'}. Check the name." == str(caught.value)


@pytest.mark.parametrize("source", [".", "x" * 300])
def test_what_cannot_be_opened_as_a_file_is_refused_with_the_reason(source: str) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be read: "):
        load_bytes(source)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="has no file without an end")
def test_a_file_without_an_end_is_too_large() -> None:
    with pytest.raises(UnreadableDocument, match="is larger than 20 MB"):
        load_bytes("/dev/zero")


def test_a_file_that_is_as_large_as_may_be_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"")
    os.truncate(path, MAX_FILE_BYTES)

    assert MAX_FILE_BYTES == len(load_bytes(path))


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"")
    os.truncate(path, MAX_FILE_BYTES + 1)

    with pytest.raises(UnreadableDocument, match="is larger than 20 MB"):
        load_bytes(path)
