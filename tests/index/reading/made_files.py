"""Small files of every kind that is read, made for the tests."""

import io
from collections.abc import Callable, Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import nsdecls

Drawn = tuple[float, float, float, str]
"""Position of words on a page (from the left and from below), font size, all in points, and the words."""

SENTENCES = (
    "The office publishes its list every year in spring.",
    "The company answered the list with a letter to the office.",
    "It hosts none of the sites that are named on the list.",
    "The rights holders ask the office to name the company itself.",
)

PAGE_HEIGHT = 400
W = nsdecls("w")


def make_pdf(
    pages: Sequence[Sequence[Drawn]],
    *,
    trailer: str = "",
    page: str = "",
    font: str = "/Encoding /WinAnsiEncoding",
    info: str = "",
) -> bytes:
    """A PDF file with words in Helvetica, or in Helvetica-Bold where the size is negative."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", f"<< {info} >>"]
    for face in ("Helvetica", "Helvetica-Bold"):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} {font} >>")
    kids = []
    for drawn in pages:
        stream = "BT " + " ".join(_draw(*one) for one in drawn) + " ET"
        objects.append(f"<< /Length {len(stream.encode('latin-1'))} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 {PAGE_HEIGHT}] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> {page} >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return write_pdf(objects, f"/Info 3 0 R {trailer}")


def _draw(x: float, y: float, size: float, words: str) -> str:
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"/F{2 if size < 0 else 1} {abs(size)} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj"


def write_pdf(objects: Sequence[str], trailer: str = "") -> bytes:
    """A PDF file of objects numbered from 1, the first its catalog, with their table of places."""
    raw, places = b"%PDF-1.7\n", []
    for number, words in enumerate(objects, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return raw + end.encode("latin-1") + f"startxref\n{len(raw)}\n%%EOF\n".encode()


def set_lines(lines: Sequence[str], *, top: float = 340, left: float = 40, size: float = 10) -> list[Drawn]:
    """Lines one below the other."""
    return [(left, top - 12 * number, size, words) for number, words in enumerate(lines)]


def make_docx(fill: Callable[[DocumentObject], object]) -> bytes:
    """A Word file that a function fills."""
    document = Document()
    fill(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_archive(entries: Mapping[str, bytes | str], *, packed: bool = True) -> bytes:
    """A ZIP archive."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED if packed else ZIP_STORED) as archive:
        for path, content in entries.items():
            archive.writestr(path, content)
    return stream.getvalue()


def change_archive(raw: bytes, changes: Mapping[str, bytes | str]) -> bytes:
    """The same archive with entries replaced or added."""
    with ZipFile(io.BytesIO(raw)) as archive:
        entries: dict[str, bytes | str] = {path: archive.read(path) for path in archive.namelist()}
    return make_archive(entries | dict(changes))


def add_notes(raw: bytes, *notes: str) -> bytes:
    """A file with a part for footnotes, which have the numbers from 1 on."""
    numbered = [f'<w:footnote w:id="{number}">{note}</w:footnote>' for number, note in enumerate(notes, 1)]
    with ZipFile(io.BytesIO(raw)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    part = f'<Override PartName="/word/footnotes.xml" ContentType="{office}.footnotes+xml"/></Types>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    changes: dict[str, bytes | str] = {
        "[Content_Types].xml": types.replace("</Types>", part),
        "word/_rels/document.xml.rels": links.replace("</Relationships>", link),
        "word/footnotes.xml": f"<w:footnotes {W}>{''.join(numbered)}</w:footnotes>",
    }
    return change_archive(raw, changes)


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)


def make_epub(
    pages: Mapping[str, str], *, metadata: str = "", extra: Mapping[str, str] | None = None
) -> bytes:
    """A book with pages by their path in its folder; each is the inside of a page's body."""
    numbered = list(enumerate(pages))
    manifest = "".join(
        f'<item id="p{number}" href="{path}" media-type="application/xhtml+xml"/>'
        for number, path in numbered
    )
    spine = "".join(f'<itemref idref="p{number}"/>' for number, _ in numbered)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )
    frame = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>{}</body></html>'
    entries: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package,
    }
    entries |= {f"OEBPS/{path}": frame.format(inside) for path, inside in pages.items()}
    return make_archive(entries | dict(extra or {}))
