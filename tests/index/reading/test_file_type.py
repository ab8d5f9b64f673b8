"""File types, detected from bytes."""

import io
import time
from zipfile import ZipFile

import pytest

from index.errors import UnknownFormat, UnreadableDocument
from index.reading.file_type import SUFFIXES, detect_type
from tests.index.reading.made_files import (
    SENTENCES,
    change_archive,
    make_archive,
    make_docx,
    make_epub,
    make_pdf,
    set_lines,
)

PDF = make_pdf([set_lines(SENTENCES)])
DOCX = make_docx(lambda document: document.add_paragraph("One."))
EPUB = make_epub({"a.xhtml": "<p>One.</p>"})
RTF = b"{\\rtf1 One.}"
PAGE = b"<!-- saved --><!DOCTYPE html>\n<html><body>One.</body></html>"


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a", "a.docx", "a.html"])
@pytest.mark.parametrize(
    ("raw", "ending"),
    [
        (PDF, ".pdf"),
        (b"\xef\xbb\xbf\r\n" + PDF, ".pdf"),
        (DOCX, ".docx"),
        (EPUB, ".epub"),
        (RTF, ".rtf"),
        (PAGE, ".html"),
    ],
)
def test_the_content_tells_the_type_whatever_the_name(raw: bytes, ending: str, name: str) -> None:
    assert SUFFIXES[ending] == detect_type(raw, name)


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "a.md", "a.MD", "a.markdown", "dir.x/a.b.md"])
def test_the_name_tells_markdown_from_plain_text(name: str) -> None:
    assert SUFFIXES["." + name.rsplit(".", 1)[1].lower()] == detect_type("One – “two”.".encode(), name)


def test_a_page_in_another_encoding_is_a_page_by_its_name() -> None:
    assert "text/html" == detect_type("<p>caf\xe9</p>".encode("latin-1"), "a.html")


@pytest.mark.parametrize("name", ["a", "a.png", "a.exe", ".txt", "a.md.exe", "a.", ""])
def test_a_text_with_another_ending_is_refused_with_those_that_are_read(name: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        detect_type(b"One.", name)

    assert f"{name} is of a type that cannot be read. File names must end in {', '.join(SUFFIXES)}." == str(
        caught.value
    )


@pytest.mark.parametrize("ending", ["pdf", "docx", "epub", "rtf"])
def test_a_text_that_is_named_as_something_else_is_refused(ending: str) -> None:
    with pytest.raises(UnreadableDocument, match=f"is named like a {ending.upper()} file but is not one"):
        detect_type(b"One.", f"a.{ending}")


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "Portable Network Graphics"),
        (b"\x7fELF\x02\x01\x01" + bytes(50), "ELF executable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Microsoft Office Document"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7-Zip"),
    ],
)
def test_a_binary_file_is_named(raw: bytes, what: str) -> None:
    with pytest.raises(UnknownFormat, match=what):
        detect_type(raw, "a.txt")


@pytest.mark.parametrize(
    ("raw", "what"), [(b"\x00\x01\x02", "is a binary file"), (b"caf\xe9 it is", "is not text in UTF-8")]
)
def test_an_unknown_binary_file_is_refused(raw: bytes, what: str) -> None:
    with pytest.raises(UnknownFormat, match=what):
        detect_type(raw, "a.txt")


def with_type(content_type: str) -> bytes:
    with ZipFile(io.BytesIO(DOCX)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return change_archive(DOCX, {"[Content_Types].xml": types.replace(word, content_type)})


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (make_archive({"a.txt": "One."}), "is an archive"),
        (make_archive({"[Content_Types].xml": "<Types/>"}), "is an Office file, but not a text"),
        (
            with_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
            "but not a text",
        ),
        (with_type("application/vnd.ms-word.document.macroEnabled.main+xml"), "is a Word file with macros"),
        (change_archive(DOCX, {"word/vbaProject.bin": b"\xd0\xcf"}), "is a Word file with macros"),
        (make_archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "is an archive"),
        (PDF + DOCX, "is both a PDF file and an archive"),
        (RTF + EPUB, "is both an RTF file and an archive"),
        (
            make_archive({"a": PDF, "[Content_Types].xml": "wordprocessingml"}, packed=False),
            "is both a PDF file and an archive",
        ),
    ],
)
def test_other_archives_and_files_of_two_types_are_refused(raw: bytes, what: str) -> None:
    with pytest.raises(UnknownFormat, match=what):
        detect_type(raw, "a.docx")


def test_many_comments_before_a_text_take_no_time() -> None:
    start = time.process_time()

    assert "text/markdown" == detect_type(b"<!---->" * 500 + b"One.", "a.md")
    assert time.process_time() - start < 1


def test_a_page_after_many_comments_is_a_page() -> None:
    assert "text/html" == detect_type(b"<!-- a -->\n" * 50 + PAGE, "a")


def test_a_text_about_pdf_files_is_a_text() -> None:
    assert "text/markdown" == detect_type(b"A PDF file begins with %PDF- and a number.", "a.md")
