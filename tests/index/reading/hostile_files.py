"""Files made to do harm, from which nothing is read. Each is made by a function, when its test runs."""

import gzip

from tests.index.reading.harmful_parts import (
    ARTICLE,
    ENTITY,
    LAUGHS,
    PAGE,
    SECRET,
    Make,
    bomb,
    cut,
    docx_body,
    docx_link,
    docx_types,
    epub_page,
    pdf_of,
    pdf_stream,
    plain_docx,
    plain_epub,
    plain_pdf,
)
from tests.index.reading.made_files import (
    CONTAINER,
    SENTENCES,
    change_archive,
    make_archive,
    make_epub,
    make_pdf,
    set_lines,
)

REFUSED: dict[str, Make] = {
    # Bombs.
    "docx, one part of zeros": lambda: change_archive(plain_docx(), {"word/media/a.bin": bytes(50_000_000)}),
    "docx, text of spaces": lambda: docx_body(f"<w:p><w:r><w:t>{' ' * 50_000_000}</w:t></w:r></w:p>"),
    "docx, many parts": lambda: change_archive(plain_docx(), {f"word/{n}.xml": b"" for n in range(2500)}),
    "docx, laughs": lambda: docx_body("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", f"{LAUGHS}]>"),
    "docx, laughs in its types": lambda: change_archive(
        plain_docx(), {"[Content_Types].xml": f"{LAUGHS}]><x>&a9;</x>"}
    ),
    "epub, one page of zeros": lambda: epub_page("\0" * 50_000_000),
    "epub, many pages": lambda: make_epub({f"{n}.xhtml": "" for n in range(2500)}),
    "epub, laughs in its package": lambda: change_archive(
        plain_epub(), {"OEBPS/book.opf": f"{LAUGHS}]><x>&a9;</x>"}
    ),
    "zip in a zip": lambda: make_archive(
        {"a.zip": make_archive({"b.zip": make_archive({"c": bytes(9_000_000)})})}
    ),
    "pdf, packed once": lambda: pdf_stream(bomb(1), "FlateDecode"),
    "pdf, packed three times": lambda: pdf_stream(bomb(3), *["FlateDecode"] * 3),
    "plain, a million paragraphs": lambda: b"a\n\n" * 1_000_000,
    "rtf, many paragraphs": lambda: b"{\\rtf1 " + b"a\\par " * 150_000,
    "gzip": lambda: gzip.compress(bytes(30_000_000)),
    "markdown, laughs": lambda: (
        "---\ntitle: &a [a, a, a, a, a, a, a, a]\n"
        + "".join(
            f"k{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}, *{'a' if n == 0 else f'b{n - 1}'}]\n"
            for n in range(40)
        )
        + "---\nOne."
    ).encode(),
    "markdown, comments": lambda: b"<!---->" * 5000,
    # Deep nesting.
    "html, deep": lambda: b"<html><body>" + b"<div>" * 50_000 + b"One." + b"</div>" * 50_000,
    "epub, deep page": lambda: epub_page("<html><body>" + "<b><i>" * 40_000 + "One."),
    "epub, deep package": lambda: change_archive(
        plain_epub(), {"OEBPS/book.opf": "<a>" * 5000 + "</a>" * 5000}
    ),
    "docx, deep": lambda: docx_body("<w:sdt>" * 4000 + "</w:sdt>" * 4000),
    "pdf, deep array": lambda: pdf_of("[" * 100_000 + "]" * 100_000),
    "pdf, deep dictionary": lambda: pdf_of("<< /A " * 50_000 + ">>" * 50_000),
    "pdf, deep pages": lambda: pdf_of(
        *(f"<< /Type /Pages /Kids [{n} 0 R] /Count 1 >>" for n in range(3, 3000)), "<< /Type /Page >>"
    ),
    "markdown, deep front matter": lambda: b"---\ntitle: " + b"[" * 20_000 + b"\n---\nOne.",
    "rtf, deep": lambda: b"{\\rtf1 " + b"{" * 100_000,
    # Loops.
    "pdf, pages that hold themselves": lambda: pdf_of("<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    "pdf, a page that draws itself": lambda: pdf_of(
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5 "
        "/Resources << /XObject << /X 4 0 R >> >> >>\nstream\n/X Do\nendstream",
    ),
    "pdf, a length that is itself": lambda: pdf_of(
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, "<< /Length 4 0 R >>\nstream\nBT\nendstream"
    ),
    "pdf, a table before itself": lambda: make_pdf([[]], trailer="/Prev 9"),
    "epub, a package that is the container": lambda: change_archive(
        plain_epub(),
        {"META-INF/container.xml": CONTAINER.replace("OEBPS/book.opf", "META-INF/container.xml")},
    ),
    # Giant pages, and too many.
    "pdf, a page as wide as a country": lambda: make_pdf(
        [[]], page="/UserUnit 100000 /CropBox [0 0 1e30 1e30]"
    ),
    "pdf, a thousand million pages": lambda: pdf_of("<< /Type /Pages /Kids [] /Count 1000000000 >>"),
    "pdf, too many pages": lambda: pdf_of(
        f"<< /Type /Pages /Kids [{'3 0 R ' * 3001}] /Count 3001 >>", PAGE.replace("/Contents 4 0 R", "")
    ),
    "pdf, pages without words": lambda: make_pdf([[]] * 50),
    # Mixtures and false names.
    "pdf and zip": lambda: plain_pdf() + plain_docx(),
    "pdf and book": lambda: plain_pdf() + plain_epub(),
    "rtf and zip": lambda: b"{\\rtf1 One.}" + plain_docx(),
    "zip with a pdf at its beginning": lambda: make_archive(
        {"a": plain_pdf(), "[Content_Types].xml": "wordprocessingml.document.main+xml"}, packed=False
    ),
    "picture and page": lambda: b"GIF89a\x00\x00<html><body>" + SENTENCES[0].encode() * 20,
    "program and zip": lambda: b"MZ\x90\x00" + plain_docx(),
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "program": lambda: b"\x7fELF\x02\x01\x01" + bytes(100),
    "old word file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "zip": lambda: make_archive({"a.md": "One."}),
    "zip that says it is a book": lambda: make_archive({"mimetype": "application/epub+zip"}),
    "open document": lambda: make_archive(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}
    ),
    "noise": lambda: bytes(range(256)) * 40,
    "zeros": lambda: bytes(100_000),
    # Macros, and parts that lead outside.
    "docx, macros": lambda: change_archive(plain_docx(), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "docx, macros by its type": lambda: docx_types(
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        )
    ),
    "docx, main part on the web": lambda: docx_link("http://127.0.0.1:9/a.xml"),
    "docx, main part on the disk": lambda: docx_link(SECRET),
    "docx, main part outside": lambda: docx_link("../../../../etc/passwd", "Internal"),
    "docx, part above": lambda: change_archive(plain_docx(), {"../../a.xml": "<a/>"}),
    "docx, part from the root": lambda: change_archive(plain_docx(), {"/etc/cron.d/a": "<a/>"}),
    "docx, part with backslashes": lambda: change_archive(plain_docx(), {"..\\..\\a.xml": "<a/>"}),
    "docx, two main parts": lambda: change_archive(plain_docx(), {"WORD/document.xml": "<a/>"}),
    "epub, page outside": lambda: change_archive(
        plain_epub(),
        {
            "OEBPS/book.opf": "<p><manifest>"
            "<item id='a' href='../../etc/passwd' media-type='text/html'/></manifest>"
            "<spine><itemref idref='a'/></spine></p>"
        },
    ),
    "epub, package outside": lambda: change_archive(
        plain_epub(), {"META-INF/container.xml": CONTAINER.replace("OEBPS/book.opf", "../../../etc/passwd")}
    ),
    "epub, locked": lambda: change_archive(
        plain_epub(), {"META-INF/encryption.xml": "<e xmlns='http://www.w3.org/2001/04/xmlenc#'/>"}
    ),
    "html, entity": lambda: f"{ENTITY}<html><body><article>{ARTICLE.replace('.', '.&e;')}".encode(),
    "epub, entity for its package": lambda: change_archive(
        plain_epub(), {"META-INF/container.xml": f"{ENTITY}<container>&e;</container>"}
    ),
    "pdf, password": lambda: make_pdf(
        [set_lines(SENTENCES)],
        trailer=f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> "
        "/ID [<00> <00>]",
    ),
    # Cut off.
    **{f"docx, the first {share:.0%}": cut(plain_docx, share) for share in (0.01, 0.3, 0.6, 0.9, 0.99)},
    **{f"epub, the first {share:.0%}": cut(plain_epub, share) for share in (0.02, 0.3, 0.6, 0.9, 0.99)},
    **{f"pdf, the first {share:.0%}": cut(plain_pdf, share) for share in (0.01, 0.1, 0.2)},
}
