"""The card: the balance of the record as one picture, and as text with the same figures.

Everything is placed in pixels on one canvas, and nothing of matplotlib's global state is used, so that
pictures can be drawn in threads. A bar has its name and number beside it; what is not on the record itself is
hatched.
"""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Final

from bot.markdown import shorten
from bot.sources.balance import BalanceChartData, Bar
from bot.strings import sources as words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MAX_ALT_CHARS: Final = 1024
"""Characters of a picture's description."""

WIDTH: Final = 560
"""Pixels. On a phone that is 400 wide some 310 are left, so that letters of 20 are 11 there."""

DENSITY: Final = 2
"""Dots in the width of a pixel, as screens of phones have them and more."""

_DPI: Final = 100
_MARGIN: Final = 24
_ROW: Final = 36
_HEADING: Final = 54
_BAR: Final = 22
_BARS_AT: Final = 290
_BARS_TO: Final = 450
_LEAST: Final = 4
_YEARS: Final = 170
"""Pixels of the highest bar of a year."""

_LETTER: Final = 20
_SMALL: Final = 17
_LARGE: Final = 28
_MAX_NAME_CHARS: Final = 22

_BACKGROUND: Final = "#1e1f22"
_INK: Final = "#f2f3f5"
_FAINT: Final = "#b5bac1"
_OUTLINE: Final = "#dbdee1"
_MISSING: Final = "\N{WHITE VERTICAL RECTANGLE}"


def describe_chart(
    figures: BalanceChartData, room: int, write: Callable[[str], str] = str, mark: Callable[[str], str] = str
) -> str:
    """The figures of the card in words, no longer than that: a line each for sides, years and outlets.

    `write` is how a name is written where the words are shown, `mark` how a heading is.
    """
    head = words.balance(documents=figures.documents, briefings=figures.briefings, cited=figures.cited)
    key = words.key(documents=figures.documents, cited=figures.cited)
    lines = [" ".join(filter(None, (head, key)))]
    parts = (
        (words.BY_SIDE, figures.sides, ""),
        (words.BY_YEAR, figures.years, words.undated(figures.undated)),
        (words.BY_OUTLET, figures.outlets, words.unknown_outlets(figures.unknown_outlets)),
    )
    for number, (heading, bars, remark) in enumerate(parts):
        counted = [(write(shorten(bar.name, 40)), bar.documents, bar.cited) for bar in bars]
        left = room - sum(len(line) + 1 for line in lines)
        lines.append(words.list_counted(mark(heading), counted, remark, left // (len(parts) - number)))
    return "\n".join(filter(None, lines))


def draw_chart(figures: BalanceChartData) -> bytes:
    """The card as a PNG. It takes a good part of a second."""
    from matplotlib.figure import Figure

    rows = len(figures.sides) + len(figures.outlets)
    height = _MARGIN + 3 * _HEADING + rows * _ROW + _MARGIN + (_ROW if figures.cited else 0)
    height += _HEADING + _YEARS + 2 * _ROW if figures.periods else 0
    figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor=_BACKGROUND)
    canvas = figure.add_axes((0, 0, 1, 1))
    canvas.set_axis_off()
    canvas.set_xlim(0, WIDTH)
    canvas.set_ylim(height, 0)
    pen = _Pen(canvas)
    pen.write(words.HEADING, _LARGE, bold=True, down=_HEADING)
    if figures.cited:
        pen.explain()
    pen.head(words.BY_SIDE)
    pen.rows(figures.sides)
    if figures.periods:
        pen.head(words.BY_YEAR, words.periods(figures.step, words.undated(figures.undated)))
        pen.columns(figures.periods)
    pen.head(words.BY_OUTLET, words.unknown_outlets(figures.unknown_outlets))
    pen.rows(figures.outlets)
    written = BytesIO()
    figure.savefig(written, format="png", dpi=DENSITY * _DPI)
    return written.getvalue()


class _Pen:
    """Draws from above to below."""

    def __init__(self, canvas: "Axes") -> None:
        self._canvas = canvas
        self._y = float(_MARGIN)

    def write(self, text: str, size: int, *, bold: bool = False, down: int) -> None:
        self._text(_MARGIN, self._y, text, size, bold=bold, down="top")
        self._y += down

    def explain(self) -> None:
        """The legend of full and hatched bars."""
        x = float(_MARGIN)
        for name, bar in ((words.OWN, Bar("", 1, 0)), (words.CITED, Bar("", 0, 1))):
            self._bar(x, self._y, _BAR, _BAR, bar)
            self._text(x + _BAR + 8, self._y + _BAR / 2, name, _SMALL)
            x = WIDTH / 2 + 8
        self._y += _ROW

    def head(self, heading: str, remark: str = "") -> None:
        self._y += _HEADING - _ROW
        self._text(_MARGIN, self._y + _ROW / 2, heading, _LETTER + 2, bold=True)
        self._text(WIDTH - _MARGIN, self._y + _ROW / 2, remark, _SMALL, colour=_FAINT, side="right")
        self._y += _ROW

    def rows(self, bars: tuple[Bar, ...]) -> None:
        """Bars that lie, each with its name before and its number behind it."""
        most = max((bar.total for bar in bars), default=0) or 1
        for bar in bars:
            middle = self._y + _ROW / 2
            length = max((_BARS_TO - _BARS_AT) * bar.total / most, _LEAST if bar.total else 0)
            self._text(_BARS_AT - 12, middle, shorten(bar.name, _MAX_NAME_CHARS), _LETTER, side="right")
            self._bar(_BARS_AT, middle - _BAR / 2, length, _BAR, bar)
            told = words.number(bar.documents, bar.cited)
            after = _BARS_AT + length + 8
            self._text(after, middle, told, _fit(told, WIDTH - 8 - after))
            self._y += _ROW

    def columns(self, bars: tuple[Bar, ...]) -> None:
        """Vertical bars, each with its number above; a gap for zero."""
        slot = (WIDTH - 2 * _MARGIN) / len(bars)
        most = max(bar.total for bar in bars)
        foot = self._y + _ROW + _YEARS
        every = -(-_LETTER * 3 // int(slot))
        for number, bar in enumerate(bars):
            x, height = _MARGIN + slot * number, max(_YEARS * bar.total / most, _LEAST)
            width = min(slot * 0.7, 60)
            left = x + (slot - width) / 2
            if bar.total:
                self._bar(left, foot - height, width, height, bar, stands=True)
                told = f"{bar.total:,}"
                self._text(x + slot / 2, foot - height - 14, told, _fit(told, slot), side="center")
            if number % every == 0:
                self._text(x + slot / 2, foot + 18, bar.name, _SMALL, colour=_FAINT, side="center")
        self._line(foot)
        self._y = foot + _ROW

    def _bar(
        self, x: float, y: float, width: float, height: float, bar: Bar, *, stands: bool = False
    ) -> None:
        """A bar: full for documents on the record, from the left or from below, and the rest hatched."""
        share = bar.documents / bar.total if bar.total else 0
        if stands:
            self._fill(x, y + height * (1 - share), width, height * share, bar.colour)
            self._fill(x, y, width, height * (1 - share), bar.colour, is_hatched=True)
        else:
            self._fill(x, y, width * share, height, bar.colour)
            self._fill(x + width * share, y, width * (1 - share), height, bar.colour, is_hatched=True)

    def _fill(
        self, x: float, y: float, width: float, height: float, colour: int, *, is_hatched: bool = False
    ) -> None:
        from matplotlib.patches import Rectangle

        if not (width and height):
            return
        paint = f"#{colour:06x}"
        area = Rectangle((x, y), width, height, facecolor=paint, edgecolor=_OUTLINE, linewidth=0.8)
        if is_hatched:
            area.set_facecolor(_BACKGROUND)
            area.set_hatch("////")
            area.set_hatch_linewidth(2)
            area.set_hatchcolor(paint)
        self._canvas.add_patch(area)

    def _line(self, y: float) -> None:
        self._canvas.plot([_MARGIN, WIDTH - _MARGIN], [y, y], color=_FAINT, linewidth=1)

    def _text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = _INK,
        side: str = "left",
        down: str = "center",
    ) -> None:
        self._canvas.text(
            x,
            y,
            _drawable(text),
            fontsize=size * 72 / _DPI,
            fontfamily="DejaVu Sans",
            fontweight="bold" if bold else "normal",
            color=colour,
            horizontalalignment=side,
            verticalalignment=down,
            parse_math=False,
        )


def _fit(figure: str, room: float) -> float:
    """The size in which a figure fits; its letters are two thirds as wide as they are high."""
    return min(_LETTER, room / 0.66 / len(figure))


def _drawable(text: str) -> str:
    """The text with a frame for each letter that the font of the picture has not."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont("DejaVu Sans")).get_charmap()
    return "".join(letter if ord(letter) in known else _MISSING for letter in text)
