"""Files made to do harm that are read without what they try to bring in, each with its name."""

from tests.index.reading.harmful_parts import (
    ARTICLE,
    ENTITY,
    SECRET,
    Make,
    docx_body,
    epub_page,
    fill_nested_tables,
    make_book_of_one_page,
    make_notes_in_notes,
    plain_epub,
    plain_pdf,
)
from tests.index.reading.made_files import SENTENCES, change_archive, make_docx

DISARMED: dict[str, tuple[str, Make]] = {
    "docx, entity": (
        "a.docx",
        lambda: docx_body(f"<w:p><w:r><w:t>{SENTENCES[0]}&e;</w:t></w:r></w:p>", ENTITY),
    ),
    "epub, entity": (
        "a.epub",
        lambda: epub_page(f"{ENTITY}<html><body><p>{SENTENCES[0]}&e;</p></body></html>"),
    ),
    "epub, entity in its package": (
        "a.epub",
        lambda: change_archive(
            plain_epub(),
            {
                "OEBPS/book.opf": f"{ENTITY}<p><metadata><title>&e;</title></metadata><manifest><item id='a' "
                "href='a.xhtml' media-type='text/html'/></manifest><spine><itemref idref='a'/></spine></p>"
            },
        ),
    ),
    "html, frames and scripts": (
        "a.html",
        lambda: (
            f"<html><body><article>{ARTICLE}<iframe src='{SECRET}'></iframe>"
            f"<script src='{SECRET}'></script><object data='{SECRET}'></object>".encode()
        ),
    ),
    "markdown, picture and frame": (
        "a.md",
        lambda: f"{SENTENCES[0]}\n\n![a]({SECRET})\n\n<iframe src='{SECRET}'></iframe>\n".encode(),
    ),
    "rtf, field and object": (
        "a.rtf",
        lambda: (
            f'{{\\rtf1 {SENTENCES[0]}{{\\field{{\\*\\fldinst INCLUDETEXT "{SECRET}"}}}}'
            "{\\object\\objemb{\\*\\objdata 0105}}}".encode()
        ),
    ),
    "docx, notes that hold each other": ("a.docx", make_notes_in_notes),
    "epub, one page many times": ("a.epub", make_book_of_one_page),
    "docx, nested tables": ("a.docx", lambda: make_docx(fill_nested_tables)),
    "pdf, script and launch": (
        "a.pdf",
        lambda: plain_pdf().replace(
            b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
        ),
    ),
    "pdf named as text": ("a.txt", plain_pdf),
}
