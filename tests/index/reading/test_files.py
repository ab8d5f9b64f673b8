"""Which files are read, and what is said of the others."""

import os
from pathlib import Path

import pytest

from index.errors import EmptyDocument, UnknownFormat, UnreadableDocument
from index.reading.files import LARGEST_FILE, READERS, load, read
from tests.index.writing import write


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "a.md", "a.MD", "a.markdown", "dir.x/a.b.md"])
def test_the_ending_of_the_name_chooses_the_reader(name: str) -> None:
    assert "One." == read(b"One.", name).text


@pytest.mark.parametrize("name", ["a", "a.pdf", "a.docx", "a.png", "a.exe", ".txt", "a.md.exe", "a.", ""])
def test_other_endings_are_refused_with_those_that_are_read(name: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        read(b"One.", name)

    expected = f"{name} is of a kind that is not read. Files read end in {', '.join(READERS)}."
    assert expected == str(caught.value)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf"])
@pytest.mark.parametrize("raw", [b"", b" \r\n\t "])
def test_an_empty_file_is_refused(name: str, raw: bytes) -> None:
    with pytest.raises(EmptyDocument) as caught:
        read(raw, name)

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
    with pytest.raises(EmptyDocument, match="holds no text to quote"):
        read(text.encode("utf-8"), name)


def test_bytes_are_taken_as_they_are(tmp_path: Path) -> None:
    raw = b"one\r\ntwo\r\xff"

    assert raw == load(write(tmp_path / "a.txt", raw)) == load(str(tmp_path / "a.txt"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        load(tmp_path / "a.txt")

    assert f"There is no file {tmp_path / 'a.txt'}. Check the name." == str(caught.value)


@pytest.mark.parametrize("source", [".", "x" * 300])
def test_what_cannot_be_opened_as_a_file_is_refused_with_the_reason(source: str) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be read: "):
        load(source)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"")
    os.truncate(path, LARGEST_FILE + 1)

    with pytest.raises(UnreadableDocument, match="is larger than 20 MB"):
        load(path)
