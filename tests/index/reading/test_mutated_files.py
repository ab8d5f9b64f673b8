"""Files that were damaged anywhere, in their bytes or in a part of an archive: read, or refused exactly."""

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest

from index.errors import UnreadableDocument
from index.reading.readers import read_in_process
from tests.index.reading.made_files import (
    SENTENCES,
    W,
    add_notes,
    change_archive,
    make_docx,
    make_epub,
    make_pdf,
    set_lines,
)

Mutate = Callable[[bytes, random.Random], bytes]

PARTS: Final = (".xml", ".rels", ".xhtml", ".opf")
FRONT: Final = "---\ntitle: A letter\nkind: letter\npublished: 2019-10\nabout: [S01]\n---\n\n# Head\n\n"
BEGIN: Final = r"{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Helvetica;}\f0 "


def make_files() -> dict[str, bytes]:
    """A small file of every format, by a name that fits."""
    docx = make_docx(lambda document: [document.add_paragraph(sentence) for sentence in SENTENCES])
    page = "<h1>Head</h1>" + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return {
        "a.docx": add_notes(docx, f"<w:p {W}><w:r><w:t>A note.</w:t></w:r></w:p>"),
        "a.epub": make_epub({"a.xhtml": page}, metadata="<dc:title>A</dc:title>"),
        "a.pdf": make_pdf([set_lines(SENTENCES), set_lines(SENTENCES)]),
        "a.rtf": (BEGIN + r"\par ".join(SENTENCES) + r"{\footnote A note.}\u8220?\'e9\par}").encode(),
        "a.html": (Path(__file__).parent / "article.html").read_bytes(),
        "a.md": (FRONT + "\n\n".join(SENTENCES) + "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n").encode(),
        "a.txt": "\n\n".join(SENTENCES).encode(),
    }


def mutate(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with one change or several, each of which may be anywhere."""
    changed = bytearray(raw)
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        at = chance.randrange(len(changed) + 1)
        other = chance.randrange(len(changed) + 1)
        match chance.randrange(5):
            case 0:
                changed[at : at + 1] = bytes(byte ^ 1 << chance.randrange(8) for byte in changed[at : at + 1])
            case 1:
                del changed[at : at + chance.randrange(1, 64)]
            case 2:
                changed[at:at] = chance.randbytes(chance.randrange(1, 16))
            case 3:
                changed[at:at] = changed[other : other + chance.randrange(1, 200)]
            case 4:
                del changed[at:]
    return bytes(changed)


def mutate_part(raw: bytes, chance: random.Random) -> bytes:
    """An archive in which one part is changed, and all that is stated of it fits."""
    with ZipFile(io.BytesIO(raw)) as archive:
        path = chance.choice([path for path in archive.namelist() if path.endswith(PARTS)])
        content = archive.read(path)
    return change_archive(raw, {path: mutate(content, chance)})


@pytest.mark.parametrize(
    ("name", "change", "count"),
    [
        ("a.docx", mutate, 300),
        ("a.docx", mutate_part, 50),
        ("a.epub", mutate, 300),
        ("a.epub", mutate_part, 300),
        ("a.pdf", mutate, 150),
        ("a.rtf", mutate, 300),
        ("a.html", mutate, 120),
        ("a.md", mutate, 300),
        ("a.txt", mutate, 300),
    ],
)
@pytest.mark.filterwarnings("ignore")  # of the libraries, about what they were given
def test_a_damaged_file_is_read_or_refused_in_a_sentence(name: str, change: Mutate, count: int) -> None:
    raw, chance = make_files()[name], random.Random(f"{name} {change.__name__}")  # noqa: S311 - no secret
    read_in_process(raw, name)

    for _ in range(count):
        try:
            reading = read_in_process(change(raw, chance), name)
        except UnreadableDocument as refusal:
            assert name in str(refusal)
            assert "\n" not in str(refusal)
        else:
            assert reading.text.strip()


def test_a_part_that_does_not_unpack_is_told_as_damage() -> None:
    files = make_files()
    for name, place in (("a.docx", b"word/styles.xml"), ("a.epub", b"OEBPS/a.xhtml")):
        at = files[name].index(place) + len(place) + 4
        damaged = files[name][:at] + b"\xff\xff" + files[name][at + 2 :]

        with pytest.raises(UnreadableDocument, match="is damaged"):
            read_in_process(damaged, name)


def test_a_page_of_a_book_without_a_page_in_it_is_told_as_damage() -> None:
    book = change_archive(make_files()["a.epub"], {"OEBPS/a.xhtml": "<!-- nothing"})

    with pytest.raises(UnreadableDocument, match=r"a.epub is damaged: its part OEBPS/a.xhtml is not a page"):
        read_in_process(book, "a.epub")


def test_a_page_whose_address_is_none_is_no_page_of_a_book() -> None:
    files = make_files()
    with ZipFile(io.BytesIO(files["a.epub"])) as archive:
        package = archive.read("OEBPS/book.opf").decode()
    more = '<manifest><item id="x" href="//[" media-type="text/html"/>'
    package = package.replace("<manifest>", more).replace("<spine>", '<spine><itemref idref="x"/>')

    assert (
        SENTENCES[0]
        in read_in_process(change_archive(files["a.epub"], {"OEBPS/book.opf": package}), "a.epub").text
    )
