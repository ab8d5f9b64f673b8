"""The characters of a PDF page as PDFium reports them, with position, size and weight."""

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

Point = tuple[float, float]

_MIN_BOLD_WEIGHT: Final = 600
"""Font weights run from 100 to 900."""

_MAX_SLOPE: Final = 0.1
"""Lines that rise more steeply are left out. Lines on a skewed scan rise less."""

_REPLACEMENT: Final = 0xFFFD
"""The replacement character."""

_FONT_NAME_BYTES: Final = 200
"""Size of the buffer for a font's name."""

_PRESENTATION_FORMS: Final = ((0x2E80, 0x2FD5), (0xF900, 0xFAFF), (0xFB00, 0xFDFF), (0xFE70, 0xFEFC))
"""Ranges of radicals, compatibility ideographs, ligatures and Arabic presentation forms."""


class Glyph(NamedTuple):
    """A character with its position, in points from the lower left corner of the displayed page.

    Size 0 marks a space or line end that PDFium generated.
    """

    character: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool


def list_glyphs(page: PdfPage) -> Iterator[Glyph]:
    """The characters of a page in drawing order, without those of slanting lines."""
    textpage, rotate = page.get_textpage(), _make_rotation(page)
    raw = textpage.raw
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    style_by_run: dict[int, tuple[float, bool] | None] = {}  # a run is one text object of the file
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if pdfium.FPDFText_IsGenerated(raw, index) == 1:
            yield Glyph(chr(code), 0, 0, 0, 0, False)
            continue
        run = ctypes.cast(pdfium.FPDFText_GetTextObject(raw, index), ctypes.c_void_p).value or 0
        if run not in style_by_run:
            style_by_run[run] = _find_style(raw, index)
        if (style := style_by_run[run]) is None:
            continue
        if pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1:
            code = _REPLACEMENT  # the font has no Unicode mapping; PDFium returns its own character code
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        left, right = sorted((rotate(box.left, box.bottom)[0], rotate(box.right, box.top)[0]))
        yield Glyph(_decode_character(code), left, right, rotate(x.value, y.value)[1], *style)


def _find_style(textpage: Any, index: int) -> tuple[float, bool] | None:
    """The size of a character, in points, and whether it is bold; None if its line slants."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    rise, run = sorted((abs(matrix.a), abs(matrix.b)))
    if rise > _MAX_SLOPE * run:
        return None
    scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    return round(pdfium.FPDFText_GetFontSize(textpage, index) * scale, 1), _is_bold(textpage, index)


def _is_bold(textpage: Any, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(textpage, index) >= _MIN_BOLD_WEIGHT:
        return True
    name, flags = ctypes.create_string_buffer(_FONT_NAME_BYTES), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, index, name, _FONT_NAME_BYTES, flags)
    return b"bold" in name.value.lower()


def _make_rotation(page: PdfPage) -> Callable[[float, float], Point]:
    """The mapping of points of the page to points of the displayed, possibly rotated page."""
    left, bottom, right, top = page.get_bbox()
    rotations: dict[int, Callable[[float, float], Point]] = {
        90: lambda x, y: (y - bottom, right - x),
        180: lambda x, y: (right - x, top - y),
        270: lambda x, y: (top - y, x - left),
    }
    return rotations.get(page.get_rotation(), lambda x, y: (x - left, y - bottom))


@cache
def _decode_character(code: int) -> str:
    """The character of a code point, presentation forms normalised; the replacement character if invalid."""
    if any(first <= code <= last for first, last in _PRESENTATION_FORMS):
        return unicodedata.normalize("NFKC", chr(code))
    if 0xD800 <= code <= 0xDFFF or (code < 0x20 and chr(code) not in "\t\r\n\x02"):
        return chr(_REPLACEMENT)
    return chr(code)
