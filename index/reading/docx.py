"""Word files (DOCX), read with python-docx: headings, paragraphs, tables row by row, notes.

python-docx lists top-level paragraphs only; those in content controls, tracked insertions and text boxes are
found here. Deleted and hidden text and field instructions are left out. Embedded objects are not opened, and
links are not followed.
"""

import io
from collections.abc import Callable, Iterator
from typing import Any, Final

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import LxmlError, _Element

from index.errors import UnreadableDocument
from index.reading.archive import ARCHIVE_ERRORS, open_archive
from index.reading.extracted_text import DOCX, ExtractedText, join_blocks, to_superscripts
from index.reading.file_metadata import find_metadata

Parts = Iterator[tuple[str, bool]]
"""Pairs: the text of a block, and whether it is a heading."""

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED: Final = frozenset({*map(qn, ("w:del", "w:moveFrom", "w:rt", "w:pPr", "w:txbxContent")), _FALLBACK})
_REPLACEMENTS: Final = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
_NOTES: Final = {
    qn("w:footnoteReference"): RELATIONSHIP_TYPE.FOOTNOTES,
    qn("w:endnoteReference"): RELATIONSHIP_TYPE.ENDNOTES,
}


def read_docx(raw: bytes, name: str) -> ExtractedText:
    """The text of a Word file, each note after its paragraph, and the title and author that it states.

    Raises UnreadableDocument if the file is damaged or encrypted.
    """
    open_archive(raw, name).close()
    try:
        document = Document(io.BytesIO(raw))
        text, blocks = join_blocks(_Walker(document).list_parts())
        properties = document.core_properties
        stated = {"title": properties.title, "author": properties.author}
    except (*ARCHIVE_ERRORS, OpcError, LxmlError, AttributeError, TypeError) as error:
        raise UnreadableDocument(
            f"{name} is damaged: it is not a complete Word file. Save it again."
        ) from error
    return ExtractedText(DOCX, text, blocks, find_metadata(stated, text, blocks))


class _Walker:
    """Walks the blocks of one document in reading order."""

    def __init__(self, document: DocumentObject) -> None:
        self._body = document.element.body
        self._headings = {style.style_id for style in document.styles if _is_heading_style(style.element)}
        self._notes = {mark: _find_notes(document, kind) for mark, kind in _NOTES.items()}

    def list_parts(self) -> Parts:
        return self._walk(self._body)

    def _walk(self, element: _Element) -> Parts:
        for child in element:
            if child.tag == qn("w:p"):
                yield from self._read_paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._read_table(child)
            elif child.tag not in _SKIPPED:
                yield from self._walk(child)

    def _read_paragraph(self, paragraph: _Element) -> Parts:
        yield "".join(_list_words(paragraph)), self._is_heading(paragraph)
        for box in _find(paragraph, lambda inner: inner.tag == qn("w:txbxContent")):
            yield from self._walk(box)
        for mark in _find(paragraph, lambda inner: inner.tag in self._notes):
            # Each note once: a note may refer to itself, and several marks to one note.
            note = self._notes[str(mark.tag)].pop(mark.get(qn("w:id"), ""), None)
            if note is not None:
                yield " ".join(words for words, _ in self._walk(note)), False

    def _read_table(self, table: _Element) -> Parts:
        for row in _find(table, lambda inner: inner.tag == qn("w:tr")):
            cells = _find(row, lambda inner: inner.tag == qn("w:tc"))
            texts = ["\n".join(words for words, _ in self._walk(cell) if words.strip()) for cell in cells]
            yield " | ".join(texts) if any(texts) else "", False

    def _is_heading(self, paragraph: _Element) -> bool:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        is_styled = style is not None and style.get(qn("w:val")) in self._headings
        return is_styled or _has_level(paragraph.find(qn("w:pPr")))


def _find(element: _Element, matches: Callable[[_Element], bool]) -> Iterator[_Element]:
    """The outermost matching elements inside an element, except in parts that are not displayed."""
    for child in element:
        if matches(child):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _find(child, matches)


def _list_words(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag in (qn("w:t"), _MATHS):
            yield child.text or ""
        elif child.tag in _REPLACEMENTS:
            yield _REPLACEMENTS[str(child.tag)]
        elif child.tag not in _SKIPPED and not _is_hidden(child):
            words = "".join(_list_words(child))
            yield to_superscripts(words) if _is_superscript(child) else words


def _is_hidden(run: _Element) -> bool:
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val")) not in ("0", "false")


def _is_superscript(run: _Element) -> bool:
    alignment = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return alignment is not None and alignment.get(qn("w:val")) == "superscript"


def _is_heading_style(style: Any) -> bool:
    name = style.find(qn("w:name"))
    words = "" if name is None else name.get(qn("w:val"), "").lower()
    return words == "title" or words.startswith("heading ") or _has_level(style.find(qn("w:pPr")))


def _has_level(properties: _Element | None) -> bool:
    """Whether paragraph properties give an outline level; level 9 is body text."""
    level = None if properties is None else properties.find(qn("w:outlineLvl"))
    return level is not None and level.get(qn("w:val")) != "9"


def _find_notes(document: DocumentObject, kind: str) -> dict[str, _Element]:
    """The notes of a relationship type by id."""
    parts = [link.target_part for link in document.part.rels.values() if link.reltype == kind]
    return {note.get(qn("w:id"), ""): note for part in parts for note in parse_xml(part.blob)}
