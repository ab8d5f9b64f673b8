"""Parts of malicious files: bombs, loops, external entities, truncated ends."""

import io
import zlib
from collections.abc import Callable
from zipfile import ZipFile

from docx.document import Document as DocumentObject
from docx.oxml import parse_xml

from tests.index.reading.made_files import (
    SENTENCES,
    W,
    add_notes,
    change_archive,
    make_docx,
    make_epub,
    make_pdf,
    set_lines,
    write_pdf,
)

Make = Callable[[], bytes]

SECRET = "file:///etc/passwd"  # noqa: S105 - a file that entities try to bring in
ENTITY = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{SECRET}">]>'
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha ha ha ha '>" + "".join(
    f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9)
)
ARTICLE = "".join(f"<p>{sentence} No. {number}.</p>" for number, sentence in enumerate(SENTENCES * 3))

CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R "
    "/Resources << /XObject << /X 4 0 R >> >> >>"
)


def plain_docx() -> bytes:
    return make_docx(lambda document: document.add_paragraph(SENTENCES[0]))


def plain_epub() -> bytes:
    return make_epub({"a.xhtml": f"<p>{SENTENCES[0]}</p>"})


def plain_pdf() -> bytes:
    return make_pdf([set_lines(SENTENCES)])


def docx_body(inside: str, head: str = "") -> bytes:
    """A Word file with a body of its own."""
    return change_archive(
        plain_docx(), {"word/document.xml": f"{head}<w:document {W}><w:body>{inside}</w:body></w:document>"}
    )


def docx_types(change: tuple[str, str]) -> bytes:
    with ZipFile(io.BytesIO(plain_docx())) as archive:
        types = archive.read("[Content_Types].xml").decode()
    return change_archive(plain_docx(), {"[Content_Types].xml": types.replace(*change)})


def docx_link(target: str, mode: str = "External") -> bytes:
    """A Word file whose main part is to be had elsewhere."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    link = f'<Relationship Id="rId1" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'
    frame = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}</Relationships>'
    return change_archive(plain_docx(), {"_rels/.rels": frame})


def epub_page(page: str) -> bytes:
    return make_epub({"a.xhtml": ""}, extra={"OEBPS/a.xhtml": page})


def pdf_of(*objects: str) -> bytes:
    return write_pdf([CATALOG, *objects])


def pdf_stream(content: bytes, *filters: str) -> bytes:
    """A PDF file of one page, whose content is packed."""
    names = " ".join(f"/{one}" for one in filters)
    stream = content.decode("latin-1")
    return pdf_of(
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        f"<< /Length {len(content)} /Filter [{names}] >>\nstream\n{stream}\nendstream",
    )


def bomb(layers: int) -> bytes:
    packed = bytes(30_000_000)
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    return packed


def fill_nested_tables(document: DocumentObject) -> None:
    opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    words = f"<w:p><w:r><w:t>{SENTENCES[0]}</w:t></w:r></w:p>"
    nested = f"{opening * 60}{words}{closing * 60}"
    document.element.body.insert(-1, parse_xml(nested.replace("<w:tbl>", f"<w:tbl {W}>", 1)))


def cut(make: Make, share: float) -> Make:
    def make_short() -> bytes:
        raw = make()
        return raw[: int(len(raw) * share)]

    return make_short


def make_notes_in_notes() -> bytes:
    """A Word file each of whose ninety notes holds the next one nine times."""
    marks = [f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in range(1, 91)]
    paragraph = f"<w:p><w:r><w:t>{SENTENCES[0]}</w:t></w:r>{marks[0]}</w:p>"
    return add_notes(docx_body(paragraph), *(f"<w:p>{mark * 9}</w:p>" for mark in marks[1:]))


def make_book_of_one_page() -> bytes:
    """A book that lists one long page 20,000 times."""
    item = "<item id='a' href='a.xhtml' media-type='text/html'/>"
    spine = "<itemref idref='a'/>" * 20_000
    package = f"<p><manifest>{item}</manifest><spine>{spine}</spine></p>"
    book = make_epub({"a.xhtml": f"<p>{SENTENCES[0] * 9000}</p>"})
    return change_archive(book, {"OEBPS/book.opf": package})
