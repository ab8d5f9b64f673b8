"""Writes a known text to files with other programs: pandoc, LibreOffice, Chromium, WeasyPrint, LaTeX."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from benchmarks.known_text import KnownText, Paragraph

Maker = Callable[[KnownText], bytes]

_TIMEOUT_SECONDS: Final = 180
"""For one file; LibreOffice's first start is slow."""

ONE_COLUMN: Final = "@page { size: A4; margin: 2cm } body { font: 11pt/1.4 serif }"
TWO_COLUMNS: Final = (
    "@page { size: A4; margin: 2cm } body { font: 10pt/1.3 serif; columns: 2; column-gap: 1cm; "
    "text-align: justify; hyphens: auto }"
)
HEADS_AND_NOTES: Final = (
    "@page { size: A5; margin: 2cm; @top-center { content: 'The years of the list' } "
    "@bottom-right { content: 'Page ' counter(page) ' of ' counter(pages) } } "
    "body { font: 10pt/1.3 serif; hyphens: auto } .note { float: footnote; font-size: 8pt }"
)


def is_here(program: str) -> bool:
    """Whether a program, or a Python package, is installed."""
    return shutil.which(program) is not None or find_spec(program) is not None


def pandoc(target: str, source: str = "markdown") -> Maker:
    """A maker of files in one of pandoc's formats."""

    def make(text: KnownText) -> bytes:
        return _run(
            ["pandoc", "--standalone", f"--from={source}", f"--to={target}", "--output=out", "in"],
            write_markdown(text).encode(),
        )

    return make


def libreoffice(target: str, source: str = "docx") -> Maker:
    """A maker of files that LibreOffice converts from pandoc's output."""

    def make(text: KnownText) -> bytes:
        program = ["soffice", "--headless", "-env:UserInstallation=file:///tmp/benchmark-of-reading"]
        raw = pandoc(source)(text)
        command = [*program, "--convert-to", target, "--outdir", "out", f"in.{source}"]
        return _run(command, raw, f"in.{source}", f"out/in.{target}")

    return make


def chromium(style: str, *options: str) -> Maker:
    """A maker of PDF files printed by Chromium."""

    def make(text: KnownText) -> bytes:
        program = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", *options]
        raw = write_html(text, style).encode()
        return _run([*program, "--print-to-pdf=out", "in.html"], raw, "in.html")

    return make


def weasyprint(style: str) -> Maker:
    """A maker of PDF files by WeasyPrint, which uses Pango."""

    def make(text: KnownText) -> bytes:
        from weasyprint import HTML

        return bytes(HTML(string=write_html(text, style)).write_pdf())

    return make


def latex(options: str) -> Maker:
    """A maker of PDF files by pdfLaTeX, with options of the class `article`."""

    def make(text: KnownText) -> bytes:
        raw = write_latex(text, options).encode()
        return _run(["pdflatex", "-interaction=batchmode", "in.tex"], raw, "in.tex", "in.pdf")

    return make


def write_markdown(text: KnownText) -> str:
    """The text in pandoc's Markdown."""
    parts, notes = [f"# {_escape_markdown(text.title)}"], []
    for number, paragraph in enumerate(text.paragraphs):
        anchor = f"[^{number}]" if paragraph.note else ""
        parts.append(f"{'## ' if paragraph.is_heading else ''}{_escape_markdown(paragraph.words)}{anchor}")
        if paragraph.note:
            notes.append(f"[^{number}]: {_escape_markdown(paragraph.note)}")
        if number == text.table_after:
            first, *rows = ("| " + " | ".join(row) + " |" for row in text.table)
            parts.append("\n".join([first, "|---" * len(text.table[0]) + "|", *rows]))
    direction = "dir: rtl\n" if text.language in ("ar", "he") else ""
    return f"---\nlang: {text.language}\n{direction}---\n\n" + "\n\n".join([*parts, *notes])


def write_html(text: KnownText, style: str) -> str:
    """The text as an HTML page."""
    direction = "rtl" if text.language in ("ar", "he") else "ltr"
    parts = [f"<h1>{escape(text.title)}</h1>"]
    for number, paragraph in enumerate(text.paragraphs):
        parts.append(_write_paragraph(paragraph))
        if number == text.table_after:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in text.table)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    head = f"<meta charset=utf-8><title>{escape(text.title)}</title><style>{style}</style>"
    body = "\n".join(parts)
    return f"<!doctype html><html lang={text.language} dir={direction}><head>{head}</head><body>{body}</body>"


def _write_paragraph(paragraph: Paragraph) -> str:
    if paragraph.is_heading:
        return f"<h2>{escape(paragraph.words)}</h2>"
    note = f"<span class=note>{escape(paragraph.note)}</span>" if paragraph.note else ""
    return f"<p>{escape(paragraph.words)}{note}</p>"


def write_latex(text: KnownText, options: str) -> str:
    """The text as LaTeX source."""
    parts = [rf"\section*{{{_escape_latex(text.title)}}}"]
    for number, paragraph in enumerate(text.paragraphs):
        note = rf"\footnote{{{_escape_latex(paragraph.note)}}}" if paragraph.note else ""
        words = _escape_latex(paragraph.words)
        parts.append(rf"\subsection*{{{words}}}" if paragraph.is_heading else words + note)
        if number == text.table_after:
            rows = (" & ".join(map(_escape_latex, row)) + r" \\" for row in text.table)
            columns = "l" * len(text.table[0])
            parts.append(rf"\begin{{tabular}}{{{columns}}}" + "\n".join(rows) + r"\end{tabular}")
    head = rf"\documentclass[{options}]{{article}}\usepackage[T1]{{fontenc}}\usepackage{{lmodern}}"
    body = "\n\n".join(parts)
    return head + r"\pagestyle{headings}\begin{document}" + body + r"\end{document}"


def _escape_markdown(words: str) -> str:
    """Words with Markdown markup escaped."""
    return re.sub(r"([\\`*_{}\[\]<>#+.!|$^~@'\"-])", r"\\\1", words)


def _escape_latex(words: str) -> str:
    return re.sub(r"([#$%&_{}])", r"\\\1", words)


def _run(command: list[str], raw: bytes, source: str = "in", target: str = "out") -> bytes:
    """The bytes of `target` after a command ran in a temporary folder with `raw` in `source`."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, source).write_bytes(raw)
        subprocess.run(command, cwd=folder, capture_output=True, timeout=_TIMEOUT_SECONDS, check=True)  # noqa: S603
        return Path(folder, target).read_bytes()
