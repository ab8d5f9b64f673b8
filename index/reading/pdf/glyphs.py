"""The characters of a PDF page as PDFium gives them, each with where it stands and how it looks."""

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

Point = tuple[float, float]

_BOLD: Final = 600
"""The weight from which letters are bold, of 100 to 900."""

_STEEPEST: Final = 0.1
"""By how much of its length a line may rise; one on a page that was scanned askew rises less."""

_UNKNOWN: Final = 0xFFFD
"""The replacement character."""

_MAX_NAME_CHARS: Final = 200
"""Bytes of a font's name."""

_FORMS: Final = ((0x2E80, 0x2FD5), (0xF900, 0xFAFF), (0xFB00, 0xFDFF), (0xFE70, 0xFEFC))
"""Radicals, compatibility ideographs, ligatures and Arabic letters by shape: forms, not letters."""


class Glyph(NamedTuple):
    """A character where it stands, in points from the lower left corner of what is shown of the page.

    One of size 0 is a space or a line's end that PDFium added.
    """

    character: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool


def list_glyphs(page: PdfPage) -> Iterator[Glyph]:
    """The characters of a page in the order in which the file draws them.

    Those of slanting lines are left out.
    """
    textpage, turn = page.get_textpage(), _turn(page)
    raw = textpage.raw
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    looks: dict[int, tuple[float, bool] | None] = {}  # of each run of letters that the file draws at once
    for place in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, place)
        if pdfium.FPDFText_IsGenerated(raw, place) == 1:
            yield Glyph(chr(code), 0, 0, 0, 0, False)
            continue
        run = ctypes.cast(pdfium.FPDFText_GetTextObject(raw, place), ctypes.c_void_p).value or 0
        if run not in looks:
            looks[run] = _find_look(raw, place)
        if (look := looks[run]) is None:
            continue
        if pdfium.FPDFText_HasUnicodeMapError(raw, place) == 1:
            code = _UNKNOWN  # the file does not say, and PDFium gives a number of the font instead
        pdfium.FPDFText_GetLooseCharBox(raw, place, box)
        pdfium.FPDFText_GetCharOrigin(raw, place, x, y)
        left, right = sorted((turn(box.left, box.bottom)[0], turn(box.right, box.top)[0]))
        yield Glyph(_name_letter(code), left, right, turn(x.value, y.value)[1], *look)


def _find_look(textpage: Any, place: int) -> tuple[float, bool] | None:
    """The size of a letter, in points, and whether it is bold; None where its line slants over the page."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, place, matrix)
    rise, run = sorted((abs(matrix.a), abs(matrix.b)))
    if rise > _STEEPEST * run:
        return None
    scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    return round(pdfium.FPDFText_GetFontSize(textpage, place) * scale, 1), _is_bold(textpage, place)


def _is_bold(textpage: Any, place: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(textpage, place) >= _BOLD:
        return True
    name, flags = ctypes.create_string_buffer(_MAX_NAME_CHARS), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, place, name, _MAX_NAME_CHARS, flags)
    return b"bold" in name.value.lower()


def _turn(page: PdfPage) -> Callable[[float, float], Point]:
    """What moves a point to where it is shown, on a page that is shown turned."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, Callable[[float, float], Point]] = {
        90: lambda x, y: (y - bottom, right - x),
        180: lambda x, y: (right - x, top - y),
        270: lambda x, y: (top - y, x - left),
    }
    return turns.get(page.get_rotation(), lambda x, y: (x - left, y - bottom))


@cache
def _name_letter(code: int) -> str:
    """The character of a code; the replacement character for what is none."""
    if any(first <= code <= last for first, last in _FORMS):
        return unicodedata.normalize("NFKC", chr(code))
    if 0xD800 <= code <= 0xDFFF or (code < 0x20 and chr(code) not in "\t\r\n\x02"):
        return chr(_UNKNOWN)
    return chr(code)
