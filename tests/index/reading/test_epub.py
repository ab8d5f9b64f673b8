"""EPUB books: their pages in the order of the spine."""

import pytest

from index.errors import UnreadableDocument
from index.reading.epub import read_epub
from tests.index.reading.made_files import CONTAINER, SENTENCES, change_archive, make_epub


def show(raw: bytes) -> list[str]:
    reading = read_epub(raw, "a.epub")
    return [f"{'# ' if b.is_heading else ''}{reading.text[b.start : b.end]}" for b in reading.blocks]


def test_pages_are_read_in_the_order_of_the_spine() -> None:
    raw = make_epub(
        {"z.xhtml": f"<h1>First</h1><p>{SENTENCES[0]}</p>", "text/a%20b.xhtml": f"<p>{SENTENCES[1]}</p>"}
    )
    raw = change_archive(raw, {"OEBPS/text/a b.xhtml": f"<html><body><p>{SENTENCES[1]}</p></body></html>"})

    assert ["# First", SENTENCES[0], SENTENCES[1]] == show(raw)


@pytest.mark.parametrize(
    ("inside", "blocks"),
    [
        ("<p>One <b>bold</b>\n  word.<br/>Two.</p>", ["One bold word.\nTwo."]),
        ("<div>One.<p>Two.</p>Three.</div>", ["One.", "Two.", "Three."]),
        ("<ul><li>One.</li><li><p>Two.</p></li></ul>", ["One.", "Two."]),
        ("<table><tr><th>Year</th><td>2018</td></tr></table>", ["Year | 2018"]),
        ("<p>Names.<a href='#n'><sup>1</sup></a> So.</p>", ["Names.¹ So."]),
        ("<p>10<sup>-<i>2</i></sup>, the 3<sup>rd</sup><sup>[4]</sup>.</p>", ["10⁻², the 3rd[4]."]),
        ("<p>One.<a role='doc-backlink' href='#r'>↩</a></p>", ["One."]),
        ("<script>no()</script><style>p{}</style><p>漢<ruby>字<rt>かん</rt></ruby></p>", ["漢字"]),
        ("<h2>A <i>list</i></h2>", ["# A list"]),
        ("<p><a id='x'/>One.</p><script/><title/><p>Two.</p><!-- no -->", ["One.", "Two."]),
        ("<p>One&nbsp;word.<br>Two.", ["One\u00a0word.\nTwo."]),
    ],
)
def test_a_page_is_read_as_it_is_shown(inside: str, blocks: list[str]) -> None:
    assert blocks == show(make_epub({"a.xhtml": inside}))


def test_a_page_is_read_once_however_often_it_is_listed() -> None:
    package = (
        "<p><manifest><item id='a' href='a.xhtml' media-type='text/html'/>"
        "<item id='b' href='./a.xhtml' media-type='text/html' properties='unnavigable'/></manifest>"
        "<spine>" + "<itemref idref='a'/><itemref idref='b'/>" * 9 + "</spine></p>"
    )

    assert ["One."] == show(
        change_archive(make_epub({"a.xhtml": "<p>One.</p>"}), {"OEBPS/book.opf": package})
    )


def test_what_a_book_says_of_its_source_is_found() -> None:
    metadata = (
        "<dc:title>The list</dc:title><dc:creator>Ann Archer</dc:creator>"
        "<dc:publisher>The Press</dc:publisher><dc:language>en-GB</dc:language>"
    )
    found = {"title": "The list", "author": "Ann Archer", "publisher": "The Press", "language": "en-GB"}

    assert found == read_epub(make_epub({"a.xhtml": "<p>One.</p>"}, metadata=metadata), "a.epub").found


def test_pages_of_other_sites_are_left_out() -> None:
    raw = make_epub({"http://127.0.0.1:9/a.xhtml": "<p>Two.</p>", "b.xhtml": "<p>One.</p>"})

    assert ["One."] == show(raw)


LOCK = '<encryption><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"/></encryption>'


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"META-INF/encryption.xml": LOCK}, "has copy protection"),
        ({"META-INF/container.xml": "<container/>"}, "its list of pages is missing"),
        ({"META-INF/container.xml": "<container>"}, "is not XML"),
        ({"META-INF/container.xml": CONTAINER.replace("book", "no-book")}, "cannot be read"),
        ({"OEBPS/book.opf": "no XML"}, "is not XML"),
    ],
)
def test_a_book_that_is_locked_or_damaged_is_refused(changes: dict[str, bytes | str], message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        read_epub(change_archive(make_epub({"a.xhtml": "<p>One.</p>"}), changes), "a.epub")


def test_a_path_that_leads_out_of_the_book_finds_nothing() -> None:
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        read_epub(
            make_epub({"../../etc/passwd": "<p>One.</p>"}).replace(b"OEBPS/../../", b"OEBPS/aa/bb/"), "a.epub"
        )
