"""PDF files, read with PDFium: the paragraphs behind lines, columns and pages.

PDFium rather than a parser in Python: it alone reads Chinese, Arabic and Hebrew correctly, in a tenth of the
time. It is C++, one more reason to read in a worker process.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Final

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError

from index.errors import EmptyDocument, OversizedDocument, UnreadableDocument
from index.reading.extracted_text import PDF, Block, ExtractedText
from index.reading.file_metadata import find_metadata
from index.reading.pdf.hyphens import Hyphens
from index.reading.pdf.lines import Line, find_lines
from index.reading.pdf.paragraphs import Paragraph, find_paragraphs
from index.reading.pdf.running_heads import drop_running_heads

_MAX_PAGES: Final = 3000
"""At the measured 17 ms a page, that is less than half of a worker's CPU time."""

_UNKNOWN: Final = re.compile(r"[\ufffd\ue000-\uf8ff]")
_MAX_UNKNOWN_SHARE: Final = 0.1
"""If more of the characters have no Unicode mapping, the text layer is unusable."""


def read_pdf(raw: bytes, name: str) -> ExtractedText:
    """The text of a PDF file with its pages, and the title and author that it states.

    Lines are joined and dehyphenated; running heads and page numbers are dropped. Raises UnreadableDocument
    if the file is encrypted or damaged, EmptyDocument if it contains only images.
    """
    pages, heights, metadata = _read_pages(raw, name)
    _check_letters(pages, name)
    body = _find_body_size(pages)
    lines = list(chain.from_iterable(drop_running_heads(pages, heights, body)))
    paragraphs = find_paragraphs(lines, body)
    text, blocks, starts = _lay_out(paragraphs, Hyphens(line.text for line in lines))
    found = find_metadata({"title": metadata.get("Title"), "author": metadata.get("Author")}, text, blocks)
    return ExtractedText(PDF, text, blocks, found, starts)


def _read_pages(raw: bytes, name: str) -> tuple[list[list[Line]], list[float], dict[str, str]]:
    """The lines of each page, the heights of the pages in points, and the file's metadata."""
    try:
        with PdfDocument(raw) as document:
            if len(document) > _MAX_PAGES:
                raise OversizedDocument(f"{name} has more than {_MAX_PAGES} pages. Split it.")
            pages, heights = [], []
            for number in range(len(document)):
                page = document[number]
                pages.append(list(find_lines(page, number + 1)))
                heights.append(page.get_height())
                page.close()
            return pages, heights, document.get_metadata_dict(skip_empty=True)
    except PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            reason = "is encrypted. Remove its password"
        else:
            reason = "is damaged: no PDF reader can open it. Save it again"
        raise UnreadableDocument(f"{name} {reason} and add the new file.") from error


def _check_letters(pages: Sequence[Sequence[Line]], name: str) -> None:
    characters = "".join(line.text for lines in pages for line in lines)
    if not characters:
        raise EmptyDocument(
            f"{name} is a scan without text. Run OCR (text recognition) on it and add the result."
        )
    if len(_UNKNOWN.findall(characters)) > _MAX_UNKNOWN_SHARE * len(characters):
        raise UnreadableDocument(
            f"{name} has no readable text layer. Run OCR (text recognition) on it and add the result."
        )


def _find_body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The font size of most characters, in points."""
    counts: Counter[float] = Counter()
    for line in chain.from_iterable(pages):
        counts[line.size] += len(line.text)
    return counts.most_common(1)[0][0]


def _lay_out(
    paragraphs: Sequence[Paragraph], hyphens: Hyphens
) -> tuple[str, tuple[Block, ...], tuple[tuple[int, int], ...]]:
    """The text, its blocks, and pairs of an offset and the page that begins there."""
    texts: list[str] = []
    blocks: list[Block] = []
    starts: list[tuple[int, int]] = []
    position = 0
    for paragraph in paragraphs:
        start = position
        for line, words in zip(
            paragraph.lines, hyphens.join([line.text for line in paragraph.lines]), strict=True
        ):
            if not starts or starts[-1][1] != line.page:
                starts.append((position, line.page))
            texts.append(words)
            position += len(words)
        blocks.append(Block(start, position, paragraph.is_heading))
        texts.append("\n\n")
        position += len("\n\n")
    return "".join(texts[:-1]), tuple(blocks), tuple(starts)
