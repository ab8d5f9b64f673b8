"""Word files: what a reader of the page sees, in order, and nothing that Word keeps beside it."""

import pytest
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml

from index.errors import UnreadableDocument
from index.reading.docx import read_docx
from tests.index.reading.made_files import SENTENCES, W, add_notes, change_archive, make_archive, make_docx


def show(raw: bytes) -> list[str]:
    reading = read_docx(raw, "a.docx")
    return [f"{'# ' if b.is_heading else ''}{reading.text[b.start : b.end]}" for b in reading.blocks]


def show_body(*xml: str) -> list[str]:
    """The blocks of a file whose body holds these elements."""

    def fill(document: DocumentObject) -> None:
        for element in xml:
            document.element.body.insert(-1, parse_xml(element.replace(">", f" {W}>", 1)))

    return show(make_docx(fill))


def test_headings_paragraphs_and_rows_of_tables_come_in_order() -> None:
    def fill(document: DocumentObject) -> None:
        document.add_heading("A letter", level=0)
        document.add_paragraph(SENTENCES[0])
        table = document.add_table(rows=2, cols=2)
        for number, words in enumerate(("Year", "Sites", "2018", "Thirty-three")):
            table.cell(number // 2, number % 2).text = words
        document.add_heading("The answer", level=2)
        document.add_paragraph(SENTENCES[1])

    expected = [
        "# A letter",
        SENTENCES[0],
        "Year | Sites",
        "2018 | Thirty-three",
        "# The answer",
        SENTENCES[1],
    ]
    assert expected == show(make_docx(fill))


def test_what_was_inserted_stands_there_and_what_was_deleted_or_hidden_does_not() -> None:
    runs = (
        "<w:r><w:t>It hosts </w:t></w:r>"
        "<w:del><w:r><w:delText>all </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>none </w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
        "<w:hyperlink><w:r><w:t>of the sites</w:t><w:tab/><w:t>named.</w:t></w:r></w:hyperlink>"
    )

    assert ["It hosts none of the sites named."] == show_body(f"<w:p>{runs}</w:p>")


def test_content_controls_and_text_boxes_are_read_once() -> None:
    control = f"<w:sdt><w:sdtContent><w:p><w:r><w:t>{SENTENCES[0]}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    inside = f"<w:txbxContent><w:p><w:r><w:t>{SENTENCES[1]}</w:t></w:r></w:p></w:txbxContent>"
    box = (
        f"<w:p><w:r><w:t>{SENTENCES[2]}</w:t><mc:AlternateContent {mc}><mc:Choice>{inside}</mc:Choice>"
        f"<mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert [SENTENCES[0], SENTENCES[2], SENTENCES[1]] == show_body(control, box)


def test_a_style_with_a_level_in_the_outline_is_a_heading() -> None:
    outlined = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>A letter</w:t></w:r></w:p>'

    assert ["# A letter"] == show_body(outlined)


def fill_with_note(document: DocumentObject) -> None:
    words = f'<w:p {W}><w:r><w:t>{SENTENCES[0]}</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    document.element.body.insert(-1, parse_xml(words))
    document.add_paragraph(SENTENCES[1])


def test_a_footnote_stands_after_its_paragraph() -> None:
    note = "<w:p><w:r><w:t>The docket is open to all.</w:t></w:r></w:p>"

    expected = [SENTENCES[0], "The docket is open to all.", SENTENCES[1]]
    assert expected == show(add_notes(make_docx(fill_with_note), note))


def refer(number: int) -> str:
    return f'<w:r><w:t>ha </w:t><w:footnoteReference w:id="{number}"/></w:r>'


def test_notes_that_hold_each_other_are_read_once() -> None:
    notes = [f"<w:p>{refer(number + 1) * 2}{refer(1)}</w:p>" for number in range(1, 60)]

    [paragraph, note, following] = show(add_notes(make_docx(fill_with_note), *notes))
    assert (SENTENCES[0], SENTENCES[1]) == (paragraph, following)
    assert 3 * 59 == note.count("ha")


def test_a_raised_figure_is_not_a_part_of_the_number_before_it() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    runs = f"<w:r><w:t>It names 38</w:t></w:r>{raised.format(2)}<w:r><w:t> sites, the 10</w:t></w:r>"

    assert ["It names 38² sites, the 10th."] == show_body(
        f"<w:p>{runs}{raised.format('th')}<w:r><w:t>.</w:t></w:r></w:p>"
    )


def test_the_title_and_author_that_a_file_states_are_found() -> None:
    def fill(document: DocumentObject) -> None:
        document.core_properties.title, document.core_properties.author = "A letter", "Ann Archer"
        document.add_paragraph(SENTENCES[0])

    assert {"title": "A letter", "author": "Ann Archer"} == read_docx(make_docx(fill), "a.docx").found


def test_a_file_that_states_nothing_takes_its_title_from_its_first_heading() -> None:
    def fill(document: DocumentObject) -> None:
        document.add_heading("A letter")
        document.add_paragraph(SENTENCES[0])

    assert {"title": "A letter"} == read_docx(make_docx(fill), "a.docx").found


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels", "docProps/core.xml"])
@pytest.mark.parametrize("content", ["", "<a>", "no XML"])
def test_a_file_with_a_damaged_part_is_refused(part: str, content: str) -> None:
    raw = change_archive(make_docx(lambda document: document.add_paragraph("One.")), {part: content})

    with pytest.raises(UnreadableDocument, match=r"^a\.docx is damaged"):
        read_docx(raw, "a.docx")


def test_an_archive_without_a_document_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.docx is damaged"):
        read_docx(make_archive({"[Content_Types].xml": "<Types/>"}), "a.docx")
